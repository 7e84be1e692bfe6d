package org.arenavault.copy;

import java.time.Instant;
import java.util.List;

/**
 * How far a copy is.
 *
 * @param status how it stands
 * @param phase what it is at, or was when it stopped
 * @param coverage what of it is there
 * @param reason one line on why it stopped; empty while it has not
 * @param ends SHA-256 of the first MiB of the source's range, in hexadecimal, and behind it that of the last;
 *     empty before they are known, the first alone where the end has changed since
 * @param zeros bytes of the source that were zero
 * @param spent nanoseconds of work, pauses not counted
 * @param updated when this was written
 */
public record CopyState(CopyStatus status, CopyPhase phase, Coverage coverage, String reason, String ends, long zeros,
                        long spent, Instant updated) {

    /**
     * What of a copy is there.
     *
     * @param position everything before it is durable on the destination; the start of an extent, or the end
     * @param verified everything before it was read back
     * @param bad places of the source that could not be read; zeros are in their place
     * @param damaged places of the destination that did not read back as they were written
     */
    public record Coverage(long position, long verified, List<ByteRange> bad, List<ByteRange> damaged) {

        public Coverage {
            bad = List.copyOf(bad);
            damaged = List.copyOf(damaged);
        }
    }

    private static final int BOTH_ENDS = 128;

    /** The state of a copy that has not begun. */
    static CopyState begin(CopyPlan plan) {
        long start = plan.range().start();
        return new CopyState(CopyStatus.RUNNING, CopyPhase.COPYING, new Coverage(start, start, List.of(), List.of()),
                "", "", 0, 0, plan.created());
    }

    CopyState with(CopyStatus other, String why) {
        return new CopyState(other, phase, coverage, why, ends, zeros, spent, updated);
    }

    CopyState with(CopyPhase other) {
        return new CopyState(status, other, coverage, reason, ends, zeros, spent, updated);
    }

    CopyState withEnds(String other) {
        return new CopyState(status, phase, coverage, reason, other, zeros, spent, updated);
    }

    /** The end of the source's range is another one now, or has changed. */
    CopyState withoutTail() {
        return withEnds(ends.length() == BOTH_ENDS ? ends.substring(0, BOTH_ENDS / 2) : ends);
    }

    /** True if both ends are known. */
    boolean knowsEnds() {
        return ends.length() == BOTH_ENDS;
    }

    CopyState at(Instant now, long moreSpent) {
        return new CopyState(status, phase, coverage, reason, ends, zeros,
                spent + moreSpent, now);
    }

    /** More of it is durable. */
    CopyState copied(long to, List<ByteRange> badSoFar, long zerosSoFar) {
        return new CopyState(status, phase, new Coverage(to, verified(), badSoFar, damaged()), reason, ends,
                zerosSoFar, spent, updated);
    }

    /** More of it was read back. */
    CopyState verified(long to, List<ByteRange> damagedSoFar) {
        return new CopyState(status, phase, new Coverage(position(), to, bad(), damagedSoFar), reason, ends, zeros,
                spent, updated);
    }

    /** Everything before it is durable on the destination. */
    public long position() {
        return coverage.position();
    }

    /** Everything before it was read back. */
    public long verified() {
        return coverage.verified();
    }

    /** Places of the source that could not be read. */
    public List<ByteRange> bad() {
        return coverage.bad();
    }

    /** Places of the destination that did not read back as they were written. */
    public List<ByteRange> damaged() {
        return coverage.damaged();
    }
}
