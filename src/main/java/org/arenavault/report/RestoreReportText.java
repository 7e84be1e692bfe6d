package org.arenavault.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.Plain;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.Rate;
import org.arenavault.io.ShellWord;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.increments.Regained;
import org.arenavault.venti.index.BuildReport;

/** What a restore came to, for people: what is back, what is missing, and what it is opened with. */
public final class RestoreReportText {

    private RestoreReportText() {
    }

    /**
     * Prints the lines.
     *
     * @param conf the configuration of the venti that the arenas are back in
     * @param venti where that will answer, if it is on another machine; empty if nobody knows
     */
    public static void print(RestoreReport report, Path conf, Optional<Dial> venti, PrintStream out) {
        out.printf("%s restored, %s in %s%s%s%n",
                Count.of(report.restored().size(), "arena"), Bytes.text(report.bytes()),
                ProgressLine.duration(report.gathering().toNanos()), rate(report),
                report.present().isEmpty() ? "" : "; %s in place already".formatted(
                        report.present().size() == 1 ? "1 was" : report.present().size() + " were"));
        if (!report.files().made().isEmpty()) {
            out.printf("made: %s%n", String.join(", ", report.files().made()));
        }
        if (!report.files().spares().isEmpty()) {
            out.printf("empty arenas to write to: %s%n", Count.few(report.files().spares()));
        }
        report.files().regained().forEach(arena -> print(arena, out));
        report.index().ifPresent(index -> print(index, out));
        report.notes().forEach(note -> out.printf("note: %s%n", note));
        report.missing().forEach(missing -> print(missing, out));
        if (report.restored().isEmpty() && report.present().isEmpty() && report.files().regained().isEmpty()) {
            out.printf("No arena came back.%n");
        } else {
            new RootsText("--conf %s   # without a server".formatted(ShellWord.of(conf)),
                    venti.map(dial -> ShellWord.of(dial.toString())).orElse("HOST")).print(report.roots(), out);
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

    static void print(RestoreReport.Missing missing, PrintStream out) {
        out.printf("MISSING: %s%n", missing.arena());
        missing.reasons().forEach(reason -> out.printf("    %s%n", reason));
        missing.elsewhere().forEach(copy -> out.printf("    another copy: %s%n", copy));
    }
}
