package org.arenavault.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.Rate;
import org.arenavault.io.ShellWord;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.RootsReport;
import org.arenavault.restore.increments.Regained;
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

    /**
     * Prints the lines.
     *
     * @param conf the configuration of the venti that the arenas are back in
     */
    public static void print(RestoreReport report, Path conf, PrintStream out) {
        out.printf("%s restored, %s in %s%s%s%n",
                Count.of(report.restored().size(), "arena"), Bytes.text(report.bytes()),
                ProgressLine.duration(report.gathering().toNanos()), rate(report),
                report.present().isEmpty() ? "" : "; %s in place already".formatted(
                        report.present().size() == 1 ? "1 was" : report.present().size() + " were"));
        if (!report.files().made().isEmpty()) {
            out.printf("made: %s%n", String.join(", ", report.files().made()));
        }
        if (!report.files().spares().isEmpty()) {
            out.printf("empty arenas to write to: %s%n", String.join(", ", report.files().spares()));
        }
        report.files().regained().forEach(arena -> print(arena, out));
        report.index().ifPresent(index -> print(index, out));
        report.notes().forEach(note -> out.printf("note: %s%n", note));
        report.missing().forEach(missing -> print(missing, out));
        if (report.restored().isEmpty() && report.present().isEmpty() && report.files().regained().isEmpty()) {
            out.printf("No arena came back.%n");
        } else {
            print(report.roots(), conf, out);
        }
    }

    private static void print(Regained arena, PrintStream out) {
        out.printf("%s (not sealed, %s): %s; the venti goes on in it%n", Plain.field(arena.arena()),
                Count.of(arena.clumps(), "clump"), arena.present() ? "was in its place already, with all that the "
                + "increments hold" : "from increments on " + String.join(", ", arena.discs())
                + (arena.appended() == 0 ? "" : "; %s appended".formatted(Count.of(arena.appended(), "block"))));
    }

    private static String rate(RestoreReport report) {
        long nanos = report.restored().stream().mapToLong(RestoreReport.Restored::nanos).sum();
        return nanos == 0 ? "" : " (copying at %s)".formatted(Rate.text(Rate.of(report.bytes(), nanos)));
    }

    private static void print(BuildReport index, PrintStream out) {
        out.printf("index: %s entered in %s, %d%% full, the fullest bucket has %d of %d entries%n",
                Count.of(index.figures().clumps(), "clump"), ProgressLine.duration(index.took().toNanos()),
                index.figures().fullPercent(), index.figures().fullest(), index.figures().capacity());
        index.leftOut().forEach(arena -> out.printf("NOT IN THE INDEX: %s%n", arena));
        index.notes().forEach(note -> out.printf("note: %s%n", note));
    }

    private static void print(RestoreReport.Missing missing, PrintStream out) {
        out.printf("MISSING: %s%n", missing.arena());
        missing.reasons().forEach(reason -> out.printf("    %s%n", reason));
        missing.elsewhere().forEach(copy -> out.printf("    another copy: %s%n", copy));
    }

    private static void print(RootsReport roots, Path conf, PrintStream out) {
        roots.problems().forEach(problem -> out.printf("PROBLEM: %s%n", problem));
        List<RootsReport.Walked> broken = roots.newerButBroken();
        if (roots.found() == 0) {
            out.printf("No root block is in these arenas: what they hold is opened with a score from elsewhere.%n");
        } else if (roots.newestWhole().isEmpty()) {
            out.printf("None of %s that were walked has its whole tree.%n",
                    Count.of(broken.size(), "root"));
        }
        broken.stream().limit(SHOWN).forEach(walked -> print(walked, out));
        if (broken.size() > SHOWN) {
            out.printf("... and %d more that are not restorable%n", broken.size() - SHOWN);
        }
        roots.whole().ifPresent(walked -> {
            FoundRoot root = walked.root();
            out.printf("Newest root with its whole tree: vac:%s (%s)%n", root.score(), text(root));
            out.printf("    arenavault vac ls %s --conf %s   # without a server%n", root.score(),
                    ShellWord.of(conf));
            if (walked.forFossil()) {
                out.printf("    flfmt -v %s FOSSIL-PARTITION%n", root.score());
            } else {
                out.printf("    unvac -h HOST vac:%s%n", root.score());
            }
        });
    }

    private static void print(RootsReport.Walked walked, PrintStream out) {
        WalkReport report = walked.report();
        out.printf("Not restorable: vac:%s (%s) lacks %s%s%n", walked.root().score(), text(walked.root()),
                report.cutShort() ? "at least " : "", Count.of(report.gapCount(), "block"));
        report.gaps().stream().limit(SHOWN_GAPS).forEach(gap -> out.printf("    %s%n", gap));
    }

    private static String text(FoundRoot root) {
        return "stored %s in %s".formatted(Instant.ofEpochSecond(root.time()), root.arena());
    }
}
