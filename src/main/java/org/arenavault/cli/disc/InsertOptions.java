package org.arenavault.cli.disc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.arenavault.backup.SetMedium;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.PageFile;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.MediumDescription.Recording;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.DiscReports;
import org.arenavault.report.page.DiscInsert;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How inserts are printed. */
public final class InsertOptions {

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "Where to; readable by its owner alone. Default: standard output.")
    private @Nullable Path output;

    @Option(names = "--svg", description = "One drawing instead of HTML, for one disc.")
    private boolean svg;

    @Option(names = "--label", description = "Some lines of text instead of HTML, for a printer of labels.")
    private boolean label;

    @Option(names = "--with-scores", paramLabel = "N", defaultValue = "0",
            description = "The newest N root scores on it, at most 3. Default: none.")
    private int scores;

    private static final int MOST_SCORES = 3;

    /** Prints the inserts of these discs. */
    public int print(VaultCommand command, BackupSet set, SetState state, List<DiscRecord> discs) throws IOException {
        check(set, discs);
        Recording recording = SetMedium.of(set).recording();
        List<DiscInsert> inserts = discs.stream().map(disc -> DiscInsert.of(state, disc, recording,
                command.world().clock().now())).toList();
        List<RootScore> roots = scores == 0 ? List.of() : newest(command);
        String text = label
                ? inserts.stream().map(DiscInsert::label).collect(Collectors.joining(System.lineSeparator()))
                : svg ? inserts.get(0).svg(roots) : DiscInsert.html(inserts, roots);
        List<String> names = discs.stream().map(disc -> disc.identity().label()).toList();
        if (output != null) {
            PageFile.write(output, text.getBytes(StandardCharsets.UTF_8));
            command.tell(new DiscReports.Inserts(set.name().text(), names, output),
                    "%s in %s.".formatted(Count.are(names.size(), "insert"), output));
        } else if (command.globals().json()) {
            throw new UsageException("--json tells where the inserts are: name a file with -o FILE");
        } else {
            command.out().print(text);
        }
        return ExitCode.DONE;
    }

    private void check(BackupSet set, List<DiscRecord> discs) throws UsageException, RefusedException {
        if (svg && label) {
            throw new UsageException("--svg or --label, not both");
        }
        if (scores < 0 || scores > MOST_SCORES) {
            throw new UsageException("--with-scores: a number from 0 to %d".formatted(MOST_SCORES));
        }
        if (discs.isEmpty()) {
            throw new RefusedException("set '%s' has no disc yet".formatted(set.name()));
        }
        if (svg && discs.size() > 1) {
            throw new UsageException("--svg draws one disc: name its number");
        }
    }

    private List<RootScore> newest(VaultCommand command) throws IOException {
        ScoreLog log = command.vault().scores();
        log.requireSome();
        return log.newest(scores);
    }
}
