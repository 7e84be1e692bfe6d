package org.arenavault.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Crash;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.ZeroTruncation;

/** A venti on the heap that counts what is new, can die, and then loses what was not synced. */
final class MemoryTarget implements HistoryTarget {

    private record Key(Score score, BlockType type) {
    }

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final List<Key> unsynced = new ArrayList<>();
    private long sent;
    private long puts;
    private long dieAt = Long.MAX_VALUE;

    MemoryBlocks blocks() {
        return blocks;
    }

    long puts() {
        return puts;
    }

    /** The process and the venti die at this put or sync, counted from now. */
    void dieAfter(long steps) {
        dieAt = puts + steps;
    }

    void restart() {
        dieAt = Long.MAX_VALUE;
        unsynced.forEach(key -> blocks.remove(key.score(), key.type()));
        unsynced.clear();
    }

    @Override
    public Score put(BlockType type, byte[] block) {
        step();
        byte[] stored = ZeroTruncation.truncate(type, block);
        if (stored.length == 0) {
            return Score.ZERO;
        }
        Score score = Score.ofBlock(ByteBuffer.wrap(stored));
        if (!blocks.contains(score, type)) {
            blocks.put(type, stored);
            unsynced.add(new Key(score, type));
            sent++;
        }
        return score;
    }

    private void step() {
        if (puts++ == dieAt) {
            throw new Crash("at step " + dieAt);
        }
    }

    @Override
    public void sync() {
        step();
        unsynced.clear();
        step();
    }

    @Override
    public long blocksSent() {
        return sent;
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) throws IOException {
        return blocks.read(score, type);
    }
}
