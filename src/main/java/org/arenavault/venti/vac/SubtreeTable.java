package org.arenavault.venti.vac;

import java.util.Arrays;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Remembers of subtrees whether they are whole: an exact table with open addressing, 21 bytes a slot (score, and
 * a byte of type and answer), in shards that grow one at a time. That is 32 to 63 bytes a subtree, and never
 * more than was given in all.
 */
final class SubtreeTable {

    /** What is known of a subtree. */
    enum Answer { UNKNOWN, WHOLE, NOT_WHOLE }

    private static final int SLOT = Score.SIZE + 1;
    private static final int SHARDS = 64;
    private static final int FIRST_SLOTS = 16;
    private static final int MAX_SLOTS = 1 << 26;

    private final byte[][] shards = new byte[SHARDS][FIRST_SLOTS * SLOT];
    private final int[] used = new int[SHARDS];
    private final long memory;
    private long allocated = (long) SHARDS * FIRST_SLOTS * SLOT;

    /** A table that takes at most so many bytes. */
    SubtreeTable(long memory) {
        this.memory = memory;
    }

    Answer get(Score score, BlockType type) {
        byte[] key = score.toBytes();
        byte[] shard = shards[key[0] & (SHARDS - 1)];
        int tag = shard[find(shard, key, type) + Score.SIZE] & 0xFF;
        return tag == 0 ? Answer.UNKNOWN : (tag & 1) != 0 ? Answer.WHOLE : Answer.NOT_WHOLE;
    }

    /**
     * Notes what has been found out; the first answer stands.
     *
     * @throws RefusedException if there is no memory left for it
     */
    void put(Score score, BlockType type, boolean whole) throws RefusedException {
        byte[] key = score.toBytes();
        int number = key[0] & (SHARDS - 1);
        byte[] shard = shards[number];
        if (3L * (used[number] + 1) > 2L * (shard.length / SLOT)) {
            shard = grow(number);
        }
        int at = find(shard, key, type);
        if (shard[at + Score.SIZE] == 0) {
            System.arraycopy(key, 0, shard, at, Score.SIZE);
            shard[at + Score.SIZE] = (byte) (tag(type) | (whole ? 1 : 0));
            used[number]++;
        }
    }

    /** Never zero, which is the mark of a free slot. */
    private static int tag(BlockType type) {
        return (type.number() + 1) << 1;
    }

    /** Position of the slot that holds this key, or of the free one where it belongs. */
    private static int find(byte[] shard, byte[] key, BlockType type) {
        int mask = shard.length / SLOT - 1;
        int slot = hash(key) & mask;
        while (true) {
            int at = slot * SLOT;
            int tag = shard[at + Score.SIZE] & 0xFE;
            if (tag == 0 || (tag == tag(type) && Arrays.equals(shard, at, at + Score.SIZE, key, 0, Score.SIZE))) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** A score is as good as random; which of its bytes are taken makes no difference. */
    private static int hash(byte[] key) {
        return (key[1] & 0xFF) << 24 | (key[2] & 0xFF) << 16 | (key[3] & 0xFF) << 8 | (key[4] & 0xFF);
    }

    private byte[] grow(int number) throws RefusedException {
        byte[] old = shards[number];
        int slots = old.length / SLOT * 2;
        if (slots > MAX_SLOTS || allocated + (long) slots * SLOT > memory) {
            throw new RefusedException("the tree has more than %d directory and pointer blocks, for which %d MiB do "
                    .formatted(Arrays.stream(used).asLongStream().sum(), memory >> 20)
                    + "not suffice: give the program more memory (java -Xmx)");
        }
        byte[] shard = new byte[slots * SLOT];
        for (int at = 0; at < old.length; at += SLOT) {
            if (old[at + Score.SIZE] != 0) {
                byte[] key = Arrays.copyOfRange(old, at, at + Score.SIZE);
                int slot = hash(key) & (slots - 1);
                while (shard[slot * SLOT + Score.SIZE] != 0) {
                    slot = (slot + 1) & (slots - 1);
                }
                System.arraycopy(old, at, shard, slot * SLOT, SLOT);
            }
        }
        allocated += (long) (slots - old.length / SLOT) * SLOT;
        shards[number] = shard;
        return shard;
    }
}
