package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.copy.ByteRange;
import org.arenavault.copy.CopyPhase;
import org.arenavault.copy.CopyPlan;
import org.arenavault.copy.CopyProgress;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyState;

/** Copies of devices; places are bytes from the beginning of the device. */
public final class CopyReports {

    private CopyReports() {
    }

    /** {@code device-copy status}, and what its like print of the copy that they act on. */
    @JsonTypeName("arenavault.device-copy.2")
    public record Show(@JsonUnwrapped Copy copy) implements Report {
    }

    /** {@code device-copy list}. */
    @JsonTypeName("arenavault.device-copy.list.2")
    public record Listing(List<Copy> copies, List<Unread> unread) implements Report {
    }

    /** A copy whose record cannot be read. */
    public record Unread(int number, String reason) {
    }

    /** A copy; how far its worker is right now, if one works on it. */
    public record Copy(@JsonUnwrapped Plan plan, @JsonUnwrapped Reached reached, String reason, List<ByteRange> bad,
                       List<ByteRange> damaged, Optional<Now> now) {

        /** What is on record. */
        public static Copy of(CopyRecord record, String standing, Optional<CopyProgress> progress) {
            CopyState state = record.state();
            return new Copy(Plan.of(record.plan()), Reached.of(record, standing), state.reason(), state.bad(),
                    state.damaged(), progress.map(Now::of));
        }
    }

    /** What is copied where. */
    record Plan(int number, String source, String destination, long start, long end, int blockBytes,
                Instant created) {

        static Plan of(CopyPlan plan) {
            return new Plan(plan.number(), plan.source().path(), plan.destination().path(), plan.range().start(),
                    plan.range().end(), plan.block(), plan.created());
        }
    }

    /** How far it is, by its record. */
    record Reached(Instant updated, String standing, CopyPhase phase, long position, long verifiedTo,
                   boolean isVerified, long zeroBytes, Duration seconds) {

        static Reached of(CopyRecord record, String standing) {
            CopyState state = record.state();
            return new Reached(state.updated(), standing, state.phase(), state.position(), state.verified(),
                    record.isVerified(), state.zeros(), Duration.ofNanos(state.spent()));
        }
    }

    record Now(CopyPhase phase, long position, long bytesPerSecond, long meanBytesPerSecond, long badBytes) {

        static Now of(CopyProgress progress) {
            return new Now(progress.phase(), progress.position(), progress.current(), progress.mean(),
                    progress.bad());
        }
    }

    /** {@code device-copy verify --medium}. */
    @JsonTypeName("arenavault.device-copy.verify.2")
    public record Verified(Path medium, String source, long start, long end, List<ByteRange> damaged)
            implements Report {
    }
}
