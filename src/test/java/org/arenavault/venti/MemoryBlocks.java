package org.arenavault.venti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Blocks on the heap, for tests. Counts what it is asked. */
public final class MemoryBlocks implements BlockSource {

    private record Key(Score score, int diskType) {
    }

    private final Map<Key, byte[]> blocks = new ConcurrentHashMap<>();
    private final LongAdder reads = new LongAdder();
    private final LongAdder probes = new LongAdder();

    /** Stores a block as it is; the empty one is stored nowhere. */
    public Score put(BlockType type, byte[] block) {
        Score score = Score.ofBlock(ByteBuffer.wrap(block));
        if (block.length > 0) {
            blocks.put(new Key(score, type.toDisk()), block.clone());
        }
        return score;
    }

    /** Makes a source lose a block. */
    public void remove(Score score, BlockType type) {
        if (blocks.remove(new Key(score, type.toDisk())) == null) {
            throw new IllegalArgumentException("no such block: " + score);
        }
    }

    /** A copy that lacks nothing. */
    public MemoryBlocks copy() {
        MemoryBlocks copy = new MemoryBlocks();
        copy.blocks.putAll(blocks);
        return copy;
    }

    /** Number of blocks stored. */
    public int count() {
        return blocks.size();
    }

    /** How often blocks were read. */
    public long reads() {
        return reads.sum();
    }

    /** How often it was asked whether blocks are there. */
    public long probes() {
        return probes.sum();
    }

    /** A thing to be done with each block. */
    @FunctionalInterface
    public interface Visitor {
        /** Called once for each block stored. */
        void visit(Score score, BlockType type, byte[] block);
    }

    /** Shows every block; pointer blocks come as those of directories. */
    public void forEach(Visitor visitor) {
        blocks.forEach((key, block) -> visitor.visit(key.score(), BlockType.fromDisk(key.diskType()), block));
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) {
        reads.increment();
        return score.isEmptyBlock() ? Optional.of(new byte[0])
                : Optional.ofNullable(blocks.get(new Key(score, type.toDisk()))).map(b -> Arrays.copyOf(b, b.length));
    }

    @Override
    public boolean contains(Score score, BlockType type) {
        probes.increment();
        return score.isEmptyBlock() || blocks.containsKey(new Key(score, type.toDisk()));
    }
}
