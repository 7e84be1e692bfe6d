package org.arenavault.cli.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.PageFile;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Outcome;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.report.page.ScorePage;
import org.arenavault.restore.catalog.RootCoverage;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score print}. */
@Command(name = "print", header = "Print a page with root scores, to put beside the discs.",
        mixinStandardHelpOptions = true,
        description = {"The newest scores on record with the dates, the sets and their discs, and how to get the data "
            + "back; each score as a QR code as well. Of each it says whether its tree is wholly on "
            + "verified discs, and on which: the tree is read from the venti's partitions for that.",
            "Whoever holds the page and the discs can read everything."},
        footer = {"", "Examples:", "  arenavault score print home | lp",
            "  arenavault score print --html -o scores.html"})
@Without({Without.Part.QUESTIONS, Without.Part.DRIVES})
final class ScorePrintCommand extends VaultCommand {

    @Parameters(arity = "0..*", paramLabel = "SET", description = "Sets whose discs are listed. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--html", description = "HTML with QR codes as drawings, for a browser to print.")
    private boolean html;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "Where to; readable by its owner alone. Default: standard output.")
    private @Nullable Path output;

    @Option(names = "--newest", paramLabel = "N", defaultValue = "3",
            description = "How many scores. Default: ${DEFAULT-VALUE}.")
    private int newest;

    @Option(names = "--no-check", description = "Do not find out on which discs the trees are, which takes time.")
    private boolean unchecked;

    ScorePrintCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Vault vault = vault();
        ScoreLog log = vault.scores();
        log.requireSome();
        if (newest < 1) {
            throw new UsageException("--newest: one score at least");
        }
        List<SetState> sets = new ArrayList<>();
        Map<Score, List<String>> coverage = new HashMap<>();
        List<Score> printed = log.newest(newest).stream().map(RootScore::score).toList();
        List<SetName> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(SetName.parse(name));
        }
        Outcome read = Outcome.NOTHING;
        if (wanted.isEmpty()) {
            read = withEach(vault.names(), set -> take(set, sets, printed, coverage));
        } else {
            for (SetName name : wanted) {
                take(vault.open(name), sets, printed, coverage);
            }
        }
        ScorePage page = ScorePage.of(log, newest, sets, score -> coverage.getOrDefault(score, List.of()),
                world().clock().now());
        String text = html ? page.html() : page.text();
        if (output == null) {
            out().print(text);
        } else {
            PageFile.write(output, text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.of(read);
    }

    private void take(BackupSet set, List<SetState> sets, List<Score> scores, Map<Score, List<String>> coverage)
            throws IOException {
        sets.add(set.read());
        if (unchecked) {
            return;
        }
        String unknown = "";
        try (SetCatalogs catalogs = SetCatalogs.open(set, world())) {
            Optional<Path> conf = set.config().foreign() ? Optional.empty() : set.config().conf();
            unknown = conf.isEmpty() ? "its venti has no configuration here"
                    : catalogs.missing().isEmpty() ? "" : "catalogs are missing; 'arenavault set catalog %s' makes them"
                            .formatted(set.name());
            if (unknown.isEmpty()) {
                cover(VentiConf.read(conf.orElseThrow(), world().disks()), set, catalogs, scores, coverage);
            }
        } catch (CorruptException | MediumFaultException | OperatorNeededException | RefusedException e) {
            unknown = ExitCode.text(e);
        }
        if (!unknown.isEmpty()) {
            for (Score score : scores) {
                say(coverage, score, "set %s: not known which discs have its tree: %s".formatted(set.name(), unknown));
            }
        }
    }

    private void cover(VentiConf conf, BackupSet set, SetCatalogs catalogs, List<Score> scores,
            Map<Score, List<String>> coverage) throws IOException {
        try (IndexLookup venti = IndexLookup.openReadable(conf, world().disks())) {
            for (Score score : scores) {
                say(coverage, score, "set %s: %s".formatted(set.name(),
                        RootCoverage.of(catalogs, venti, score, world()).text()));
            }
        }
    }

    private static void say(Map<Score, List<String>> coverage, Score score, String line) {
        coverage.computeIfAbsent(score, unused -> new ArrayList<>()).add(line);
    }
}
