package org.arenavault.venti.increment;

import java.nio.ByteBuffer;
import org.arenavault.venti.format.ClumpInfo;

/**
 * Which blocks an arena holds, by score and type. Two blocks are taken for one if 127 bits of their scores and types
 * agree, which is not to be expected before 2^60 blocks. At the most 128 MiB of memory are used, and 64 more while they
 * grow to that: of what is more than four million blocks nothing is remembered, so that a block may be stored twice,
 * which does no harm.
 */
final class KnownBlocks {

    private static final int FIRST_LENGTH = 1 << 11;
    private static final long MOST = 1 << 22;

    /** Pairs; the first half of a pair is zero where it is free. At most half of them are taken. */
    private long[] pairs = new long[FIRST_LENGTH];
    private long count;

    /** Adds a block; false if it was there. */
    boolean add(ClumpInfo info) {
        int at = find(pairs, high(info), low(info));
        if (pairs[at] != 0) {
            return false;
        }
        if (count < MOST) {
            pairs[at] = high(info);
            pairs[at + 1] = low(info);
            count++;
            if (count >= pairs.length / 4 && count < MOST) {
                grow();
            }
        }
        return true;
    }

    /** Whether it remembers nothing more. */
    boolean isFull() {
        return count >= MOST;
    }

    /** Whether a block was added. */
    boolean contains(ClumpInfo info) {
        return pairs[find(pairs, high(info), low(info))] != 0;
    }

    private static long high(ClumpInfo info) {
        return ByteBuffer.wrap(info.score().toBytes()).getLong(0) | 1;
    }

    private static long low(ClumpInfo info) {
        return ByteBuffer.wrap(info.score().toBytes()).getLong(Long.BYTES) + info.type();
    }

    /** Where this pair is, or where it would be. */
    private static int find(long[] pairs, long high, long low) {
        int at = (int) (low & pairs.length / 2 - 1) * 2;
        while (pairs[at] != 0 && (pairs[at] != high || pairs[at + 1] != low)) {
            at = (at + 2) % pairs.length;
        }
        return at;
    }

    private void grow() {
        long[] larger = new long[2 * pairs.length];
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] != 0) {
                int at = find(larger, pairs[i], pairs[i + 1]);
                larger[at] = pairs[i];
                larger[at + 1] = pairs[i + 1];
            }
        }
        pairs = larger;
    }
}
