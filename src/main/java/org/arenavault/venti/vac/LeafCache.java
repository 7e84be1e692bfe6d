package org.arenavault.venti.vac;

import java.util.Arrays;
import org.arenavault.venti.format.Score;

/**
 * The data blocks seen lately. A newer one takes the place of an older one: forgetting costs another look at
 * a block, while a block remembered was seen for certain.
 */
final class LeafCache {

    private static final int MIN_SLOTS = 1 << 10;
    private static final int MAX_SLOTS = 1 << 26;

    private final byte[] slots;
    private final int mask;

    /** A cache of at most so many bytes, but never less than 20 KiB. */
    LeafCache(long memory) {
        long wanted = Math.max(MIN_SLOTS, Math.min(MAX_SLOTS, memory / Score.SIZE));
        int count = Integer.highestOneBit((int) wanted);
        slots = new byte[count * Score.SIZE];
        mask = count - 1;
    }

    boolean contains(Score score) {
        byte[] key = score.toBytes();
        int at = slot(key);
        return Arrays.equals(slots, at, at + Score.SIZE, key, 0, Score.SIZE);
    }

    void add(Score score) {
        byte[] key = score.toBytes();
        System.arraycopy(key, 0, slots, slot(key), Score.SIZE);
    }

    private int slot(byte[] key) {
        int hash = (key[4] & 0xFF) << 24 | (key[3] & 0xFF) << 16 | (key[2] & 0xFF) << 8 | (key[1] & 0xFF);
        return (hash & mask) * Score.SIZE;
    }
}
