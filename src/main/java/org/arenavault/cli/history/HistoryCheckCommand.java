package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.history.Day;
import org.arenavault.history.Exclusions;
import org.arenavault.history.History;
import org.arenavault.history.HistoryCheck;
import org.arenavault.io.Count;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.HistoryReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history check}. */
@Command(name = "check", header = "Prove that two histories are the same.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Compares the days, and on each day names, attributes and contents; and that whatever is the "
            + "same file, or the same version of a file, in one history is so in the other. Every violation is printed "
            + "with its day, path and both qids. What a folder cannot say is not compared: qids, and who changed a "
            + "file last.", "",
            "Say --from, --to and --every as they were said to 'history copy': days that were not asked for are not "
            + "missing then."},
        footer = {"", "Examples:",
            "  arenavault history check vac:5c4a...0e2f state:/var/lib/move --from-host old --host new",
            "  arenavault history check dir:/n/dump state:/var/lib/move --host new --exclude 'usr/*/tmp'",
            "  arenavault history check dir:/n/dump state:/var/lib/move --host new --skip 2004/0612",
            "  arenavault history check dir:/n/dump state:/var/lib/move --host new --from 2004/0101 --every week"})
final class HistoryCheckCommand extends HistoryReadCommand implements Job {

    @Parameters(index = "0", paramLabel = "HISTORY1", description = "What was copied.")
    private String source;

    @Parameters(index = "1", paramLabel = "HISTORY2", description = "What it was copied to.")
    private String target;

    @Mixin
    private FromOptions from;

    @Mixin
    private DayOptions asked;

    @Mixin
    private UserOptions users;

    @Option(names = "--exclude", paramLabel = "PATTERN", description = {"What was left out of the copy, as 'history "
        + "copy' was told; may be given several times. A target state:FOLDER knows it."})
    private List<String> exclude = List.of();

    @Option(names = "--skip", paramLabel = "DAY", description = "A day that was left out of the copy by 'history copy "
            + "--skip'; may be given several times. It must not be in the target.")
    private List<String> skip = List.of();

    HistoryCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        return with(target);
    }

    @Override
    int run(History history, Path scratch) throws IOException {
        if (HistoryArgument.isElsewhere(source)) {
            try (History first = HistoryArgument.elsewhere(source, scratch, world().stop())) {
                return check(first, history, scratch);
            }
        }
        try (OpenBlocks open = from.isGiven() ? from.open(world()) : openBlocks();
                History first = HistoryArgument.stored(source, open.source(), scratch, this)) {
            return check(first, history, scratch);
        }
    }

    private Set<Day> skipped(History first) throws IOException {
        Set<Day> days = new TreeSet<>();
        for (String text : skip) {
            Day day = Day.parse(text);
            if (!first.days().contains(day)) {
                throw new UsageException("--skip %s: %s has no such day".formatted(day, first.name()));
            }
            days.add(day);
        }
        return days;
    }

    private int check(History first, History second, Path scratch) throws IOException {
        List<HistoryCheck.Violation> list = new ArrayList<>();
        Exclusions left = HistoryArgument.exclusions(target, world()).and(Exclusions.of(exclude));
        HistoryCheck.Report report = new HistoryCheck(first, second,
                users.names(), scratch, world(), violation -> {
            if (globals().json()) {
                list.add(violation);
            } else {
                out().println(violation);
            }
        }).leavingOut(left).skipping(skipped(first)).asking(asked.choice()).run();
        if (globals().json()) {
            context().print(new HistoryReports.Check(list, report.days(), report.notAsked(), report.files(),
                    report.bytes(), report.excluded()));
        } else {
            out().printf("%s, %s, %s compared: %s.%n", Count.of(report.days(), "day"),
                    Count.of(report.files(), "file or directory", "files and directories"),
                    Count.of(report.bytes(), "byte"), Count.of(report.violations(), "violation"));
            if (!skip.isEmpty()) {
                out().printf("Left out by --skip, and not compared: %s.%n", String.join(", ", skip));
            }
            if (report.notAsked() > 0) {
                out().printf("%s of the source not asked for by --from, --to and --every, and not compared.%n",
                        Count.are(report.notAsked(), "day"));
            }
            if (report.excluded() > 0) {
                out().printf("%s not compared, those of each day counted: the copy was made without by --exclude.%n",
                        Count.of(report.excluded(), "file or directory", "files and directories"));
            }
        }
        return ExitCode.of(report.violations() == 0);
    }
}
