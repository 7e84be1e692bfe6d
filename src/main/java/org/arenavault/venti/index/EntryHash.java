package org.arenavault.venti.index;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * A hash of packed entries. The sum of the hashes of a set tells it from any other: two sets that differ have
 * the same sum once in 2^64 times, and then not in the next check, because the keys are drawn anew.
 */
final class EntryHash {

    private final long[] keys = new long[6];

    EntryHash(Supplier<UUID> random) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = random.get().getLeastSignificantBits() ^ random.get().getMostSignificantBits() << 32;
        }
    }

    /** The hash of the entry at {@code at}. */
    long of(byte[] packed, int at) {
        long first = fold(PackedEntry.u64(packed, at) ^ keys[0], PackedEntry.u64(packed, at + 8) ^ keys[1]);
        long second = fold(PackedEntry.u64(packed, at + 16) ^ keys[2], PackedEntry.u64(packed, at + 24) ^ keys[3]);
        return fold(first ^ keys[4], second ^ keys[5]);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }
}
