package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;

/**
 * Where the clumps lie that are in no index yet: those that a server enters when it starts, between the disk and the
 * memory statistics of the tails (venti-format 10.2), and those of arenas that the index does not cover. Holds 16
 * bytes for each.
 */
final class PendingClumps {

    /** So many of the newest are held; the number of one takes 21 bits. */
    private static final int MOST = 1 << 21;
    private static final long NUMBER_MASK = MOST - 1;
    /** So many clumps that look like the right one are tried. */
    private static final int MOST_FOUND = 16;

    /** The beginning of a score, and the clump's number; sorted. */
    private final long[] keys;
    /** Index addresses by number. */
    private final long[] addresses;
    private final long left;
    private int count;

    private PendingClumps(int size, long left) {
        this.keys = new long[size];
        this.addresses = new long[size];
        this.left = left;
    }

    /** Reads the ends of the directories. */
    static PendingClumps of(List<FilledArena> arenas) throws IOException {
        long all = arenas.stream().mapToLong(PendingClumps::pendingOf).sum();
        int held = (int) Math.min(MOST, all);
        PendingClumps pending = new PendingClumps(held, all - held);
        long skip = pending.left;
        for (FilledArena arena : arenas) {
            long here = pendingOf(arena);
            if (here > skip) {
                pending.add(arena, arena.disk().clumps() + skip);
            }
            skip = Math.max(0, skip - here);
        }
        Arrays.sort(pending.keys, 0, pending.count);
        return pending;
    }

    private static long pendingOf(FilledArena arena) {
        return arena.memory().clumps() - arena.disk().clumps();
    }

    private void add(FilledArena arena, long from) throws IOException {
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena.arena()).cursor(arena.memory().clumps());
        byte[] score = new byte[Score.SIZE];
        while (cursor.next()) {
            if (cursor.ordinal() >= from) {
                cursor.copyScore(score, 0);
                keys[count] = beginning(score) | count;
                addresses[count] = arena.base() + cursor.offset();
                count++;
            }
        }
    }

    /** A part of the score that leaves room for a number. */
    private static long beginning(byte[] score) {
        return PackedEntry.u64(score, 0) & ~NUMBER_MASK;
    }

    /** How many there are beyond those that are held. */
    long left() {
        return left;
    }

    /** Index addresses of clumps whose score begins like this one. */
    List<Long> addresses(Score score) {
        long beginning = beginning(score.toBytes());
        int at = Arrays.binarySearch(keys, 0, count, beginning);
        List<Long> found = new ArrayList<>();
        for (int i = at < 0 ? -at - 1 : at; i < count && found.size() < MOST_FOUND
                && (keys[i] & ~NUMBER_MASK) == beginning; i++) {
            found.add(addresses[(int) (keys[i] & NUMBER_MASK)]);
        }
        return found;
    }
}
