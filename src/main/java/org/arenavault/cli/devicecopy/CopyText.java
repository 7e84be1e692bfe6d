package org.arenavault.cli.devicecopy;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.copy.ByteRange;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyPhase;
import org.arenavault.copy.CopyPlan;
import org.arenavault.copy.CopyProgress;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyState;
import org.arenavault.copy.CopyStatus;
import org.arenavault.io.Count;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.Rate;
import org.arenavault.report.json.CopyReports;

/** How copies are shown. */
final class CopyText {

    private static final int SHOWN_RANGES = 20;

    private CopyText() {
    }

    /** One word on how it stands. */
    static String status(CopyRecord record, boolean alive) {
        CopyState state = record.state();
        if (state.status() == CopyStatus.RUNNING) {
            return alive ? word(state.phase()) : "interrupted";
        }
        return state.status() == CopyStatus.DONE && record.isVerified() ? "verified" : word(state.status());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static void print(PrintStream out, CopyFolder copy, CopyRecord record, boolean alive) throws IOException {
        CopyPlan plan = record.plan();
        CopyState state = record.state();
        out.printf("Copy %d: %s to %s, bytes %s (blocks %d to %d of %d bytes)%n", plan.number(),
                plan.source().path(), plan.destination().path(), plan.range(), plan.range().start() / plan.block(),
                (plan.range().end() + plan.block() - 1) / plan.block(), plan.block());
        out.printf("  %s%s%n", status(record, alive), state.reason().isEmpty() ? "" : ": " + state.reason());
        Optional<CopyProgress> progress = alive ? copy.progress() : Optional.empty();
        if (progress.isPresent()) {
            print(out, plan, progress.get());
        } else {
            long whole = Math.max(1, plan.range().length());
            out.printf("  copied %d%%, read back %d%%, %d bytes of zeros, %s of work%n",
                    100 * (state.position() - plan.range().start()) / whole,
                    100 * (state.verified() - plan.range().start()) / whole, state.zeros(),
                    ProgressLine.duration(state.spent()));
        }
        print(out, "could not be read from the source, and are zeros in the copy", state.bad(), plan.block());
        print(out, "of the destination did not read back as written", state.damaged(), plan.block());
        if (state.status() == CopyStatus.RUNNING && !alive) {
            out.printf("  Nobody works on it: 'arenavault device-copy resume %d' goes on.%n", plan.number());
        }
    }

    private static void print(PrintStream out, CopyPlan plan, CopyProgress progress) {
        long done = progress.position() - plan.range().start();
        long left = plan.range().end() - progress.position();
        out.printf("  %s: %d%%, %s now, %s in the mean, %s left, %d bytes bad%n",
                word(progress.phase()), 100 * done / Math.max(1, plan.range().length()),
                Rate.text(progress.current()), Rate.text(progress.mean()), progress.mean() == 0 ? "?"
                        : ProgressLine.duration((long) (left * 1e9 / progress.mean())), progress.bad());
        if (progress.phase() == CopyPhase.COPYING && plan.manner().reading() == CopyPlan.ReadBack.AFTER) {
            out.println("  reading back comes after that");
        }
    }

    static void print(PrintStream out, String what, List<ByteRange> ranges, int block) {
        for (ByteRange range : ranges.subList(0, Math.min(SHOWN_RANGES, ranges.size()))) {
            out.printf("  blocks %d to %d (bytes %s) %s%n", range.start() / block,
                    (range.end() + block - 1) / block - 1, range, what);
        }
        if (ranges.size() > SHOWN_RANGES) {
            out.printf("  and %s; --json shows all%n",
                    Count.of(ranges.size() - SHOWN_RANGES, "more place"));
        }
    }

    /** What a report tells of it. */
    static CopyReports.Copy report(CopyFolder copy, CopyRecord record, boolean alive) throws IOException {
        return CopyReports.Copy.of(record, status(record, alive), alive ? copy.progress() : Optional.empty());
    }
}
