package org.arenavault.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.UsageException;
import org.arenavault.report.SetReport;
import org.arenavault.report.SetReportText;
import org.arenavault.report.SetWatch;
import org.arenavault.report.json.StatusCheckReport;
import org.arenavault.report.json.StatusReport;
import org.arenavault.sets.Interval;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how the sets stand. */
@Command(name = "status", header = "Show what is sealed, on disc, verified; what is on no disc, and what to do.",
        mixinStandardHelpOptions = true,
        description = {"Reads ledgers, and heads and tails of the venti's arenas; no disc and no server is needed. A "
            + "server whose page the set names is asked as well.",
            "An arena counts as on disc once its track is closed, and as verified once it was read back and "
                + "found right.",
            "With --quiet it shows nothing unless --check would find that somebody has to act."},
        footer = {"", "Examples:", "  arenavault status", "  arenavault status home --json",
            "  arenavault status home --flush", "  arenavault status --check --max-age 7d   # for a monitor"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class StatusCommand extends VaultCommand {

    @Parameters(arity = "0..1", paramLabel = "SET", description = "The set; all sets where none is named.")
    private String name = "";

    @Option(names = "--flush", description = "Have the server flush its index first, so that full arenas are sealed; "
            + "it is the one whose page the set names. That can take minutes.")
    private boolean flush;

    @Option(names = "--check", description = "For a monitor: one line; 1 where an arena waits or was never read back, "
            + "a disc is damaged, due or ageing, parity is not whole, or a set cannot be read.")
    private boolean check;

    @Option(names = "--max-age", paramLabel = "TIME", description = "With --check: 1, too, where nothing was recorded "
            + "for so long (7d, 4w, 6m, 1y).")
    private @Nullable String maxAge;

    StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (maxAge != null && !check) {
            throw new UsageException("--max-age goes with --check");
        }
        Optional<Interval> recent = maxAge == null ? Optional.empty() : Optional.of(Interval.parse(maxAge));
        List<SetReport> seen = new ArrayList<>();
        List<StatusReport.SetStatus> sets = new ArrayList<>();
        List<StatusReport.Unread> unread = new ArrayList<>();
        SetLook look = new SetLook(this, flush);
        Outcome read = look.each(name, (standing, set) -> {
            SetReport report = standing.report();
            if (globals().json() && !check) {
                sets.add(StatusReport.SetStatus.of(report, set.config().foreign()));
            } else if (!check) {
                out().print(seen.isEmpty() && unread.isEmpty() ? "" : System.lineSeparator());
                SetReportText.print(report, out());
            }
            seen.add(report);
            return report.problems().isEmpty();
        }, (set, reason) -> unread.add(new StatusReport.Unread(set.text(), reason)))
                .and(Outcome.of(look.hasFlushed()));
        List<SetWatch> watched = seen.stream().map(report -> SetWatch.of(report, recent, world().clock().now()))
                .toList();
        if (!watched.stream().allMatch(SetWatch::isWell)) {
            needsSomebody();
        }
        if (check) {
            StatusCheckReport report = StatusCheckReport.of(watched, unread);
            tell(report, line(watched, unread));
            return ExitCode.of(read.and(Outcome.of(report.well())));
        }
        if (globals().json()) {
            context().print(new StatusReport(sets, unread));
        } else if (seen.isEmpty() && unread.isEmpty()) {
            out().printf("no sets in %s; begin one with 'arenavault init SET --conf VENTI.CONF --medium MEDIUM'%n",
                    vault().folder());
        }
        return ExitCode.of(read);
    }

    /** What a monitor shows. */
    private String line(List<SetWatch> watched, List<StatusReport.Unread> unread) {
        List<String> reasons = new ArrayList<>(unread.stream()
                .map(set -> "%s cannot be read".formatted(set.set())).toList());
        watched.stream().filter(set -> !set.isWell()).map(SetWatch::toString).forEach(reasons::add);
        if (watched.isEmpty() && unread.isEmpty()) {
            reasons.add("no sets in %s".formatted(vault().folder()));
        }
        return reasons.isEmpty() ? "OK: %s, nothing to do".formatted(Count.of(watched.size(), "set"))
                : "WARNING: " + String.join(" | ", reasons);
    }
}
