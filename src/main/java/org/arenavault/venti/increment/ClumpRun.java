package org.arenavault.venti.increment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/**
 * Clumps of an active arena in one piece, each decoded and hashed: what one increment carries.
 *
 * @param first the first clump
 * @param totals how many clumps it has, and of what kind
 * @param entries SHA-1 over the directory entries of the clumps, 25 bytes each: those of the whole ones as their
 *     headers say, of the others as the arena's directory does
 * @param bytes SHA-1 over the bytes of the clumps as they are
 * @param damaged by offset from the arena's data start, the entries of clumps that are not whole and are carried
 * @param end why it ends
 * @param next where a further run may begin; empty if nothing is known to be there
 * @param problems damage, one line each
 */
public record ClumpRun(ClumpPlace first, ClumpTotals totals, Score entries, Score bytes, Map<Long, ClumpInfo> damaged,
                       End end, Optional<ClumpPlace> next, List<String> problems) {

    /** Why a run ends. */
    public enum End {
        /** There are no more clumps now. */
        LOG,
        /** The increment would have become longer than it may be, or what it was to reach begins here. */
        LIMIT,
        /** A clump is not whole, and nobody waits for it. */
        NOT_WHOLE,
        /** Bytes that are no clump follow, and no directory entry tells of them. */
        DAMAGE
    }

    public ClumpRun {
        damaged = Map.copyOf(damaged);
        problems = List.copyOf(problems);
    }

    /** Counts and bytes of its clumps, the damaged ones among them; sealed, as the increment will be. */
    public ArenaStats stats() {
        return totals.stats();
    }

    /** How many of them hash to their scores. */
    public long whole() {
        return totals.whole();
    }

    /** How many of these are root blocks. */
    public long roots() {
        return totals.roots();
    }

    /** When the last whole one was stored, seconds since 1970. */
    public long wtime() {
        return totals.wtime();
    }

    /** Offset of its first clump from the arena's data start. */
    public long from() {
        return first.offset();
    }

    /** Offset behind its last clump. */
    public long to() {
        return first.offset() + stats().used();
    }

    /** True if it carries nothing that anybody could want: an increment has one whole clump at least. */
    public boolean isEmpty() {
        return whole() == 0;
    }

    /** Bytes of the increment that carries it, head and tail included. */
    public long imageSize(int blockSize) {
        return imageSize(stats().used(), stats().clumps(), blockSize);
    }

    /** Bytes of an increment of {@code clumps} clumps that take {@code used} bytes (protection 2). */
    static long imageSize(long used, long clumps, int blockSize) {
        return ArenaFormat.roundUp(used + IncrementOrigin.END, blockSize)
                + ArenaFormat.directorySize(clumps, blockSize) + 2L * blockSize;
    }
}
