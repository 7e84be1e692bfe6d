package org.arenavault.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.ProgressLine;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.RootsReport;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.WalkReport;

/** What a restore came to, for people: what is back, what is missing, and what it is opened with. */
public final class RestoreReportText {

    /** Of a long list so much is shown; JSON has all of it. */
    private static final int SHOWN = 20;
    private static final int SHOWN_GAPS = 3;

    private RestoreReportText() {
    }

    /** Prints the lines. */
    public static void print(RestoreReport report, PrintStream out) {
        out.printf("%d arenas restored, %s in %s%s%s%n", report.restored().size(), Bytes.words(report.bytes()),
                ProgressLine.duration(report.gathering().toNanos()), rate(report),
                report.present().isEmpty() ? "" : "; %d were in their place already".formatted(
                        report.present().size()));
        if (!report.made().isEmpty()) {
            out.printf("made: %s%n", String.join(", ", report.made()));
        }
        if (!report.spares().isEmpty()) {
            out.printf("empty arenas to write to: %s%n", String.join(", ", report.spares()));
        }
        report.index().ifPresent(index -> print(index, out));
        report.notes().forEach(note -> out.printf("note: %s%n", note));
        report.missing().forEach(missing -> print(missing, out));
        if (report.restored().isEmpty() && report.present().isEmpty()) {
            out.printf("No arena came back.%n");
        } else {
            print(report.roots(), out);
        }
    }

    private static String rate(RestoreReport report) {
        long nanos = report.restored().stream().mapToLong(RestoreReport.Restored::nanos).sum();
        return nanos == 0 ? "" : " (copying at %.1f MB/s)".formatted(report.bytes() / (nanos / 1e9) / 1e6);
    }

    private static void print(BuildReport index, PrintStream out) {
        out.printf("index: %d clumps entered in %s, %d%% full, the fullest bucket has %d of %d entries%n",
                index.clumps(), ProgressLine.duration(index.took().toNanos()),
                100 * index.entries() / Math.max(1, index.buckets() * index.capacity()), index.fullest(),
                index.capacity());
        index.leftOut().forEach(arena -> out.printf("NOT IN THE INDEX: %s%n", arena));
        index.notes().forEach(note -> out.printf("note: %s%n", note));
    }

    private static void print(RestoreReport.Missing missing, PrintStream out) {
        out.printf("MISSING: %s%n", missing.arena());
        missing.reasons().forEach(reason -> out.printf("    %s%n", reason));
        missing.elsewhere().forEach(copy -> out.printf("    another copy: %s%n", copy));
    }

    private static void print(RootsReport roots, PrintStream out) {
        roots.problems().forEach(problem -> out.printf("PROBLEM: %s%n", problem));
        List<RootsReport.Walked> broken = roots.newerButBroken();
        if (roots.found() == 0) {
            out.printf("No root block is in these arenas: what they hold is opened with a score from elsewhere.%n");
        } else if (roots.newestWhole().isEmpty()) {
            out.printf("None of the %d roots that were walked has its whole tree.%n", broken.size());
        }
        broken.stream().limit(SHOWN).forEach(walked -> print(walked, out));
        if (broken.size() > SHOWN) {
            out.printf("... and %d more that are not restorable%n", broken.size() - SHOWN);
        }
        roots.newestWhole().ifPresent(root -> {
            out.printf("Newest root with its whole tree: vac:%s (%s)%n", root.score(), words(root));
            out.printf("    flfmt -v %s FOSSIL-PARTITION%n", root.score());
            out.printf("    unvac vac:%s%n", root.score());
        });
    }

    private static void print(RootsReport.Walked walked, PrintStream out) {
        WalkReport report = walked.report();
        out.printf("Not restorable: vac:%s (%s) lacks %s%d blocks%n", walked.root().score(), words(walked.root()),
                report.cutShort() ? "at least " : "", report.gapCount());
        report.gaps().stream().limit(SHOWN_GAPS).forEach(gap -> out.printf("    %s%n", gap));
    }

    private static String words(FoundRoot root) {
        return "stored %s in %s".formatted(Instant.ofEpochSecond(root.time()), root.arena());
    }
}
