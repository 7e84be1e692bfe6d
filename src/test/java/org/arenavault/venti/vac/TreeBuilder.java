package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Builds trees of blocks as clients do, with small blocks so that few bytes make deep trees. */
final class TreeBuilder {

    /** Bytes of a data or directory block: 12 entries. */
    static final int DSIZE = 512;

    /** Bytes of a pointer block: 13 scores. */
    static final int PSIZE = 260;

    private final MemoryBlocks blocks;

    TreeBuilder(MemoryBlocks blocks) {
        this.blocks = blocks;
    }

    Entry file(byte[] content) {
        return stream(content, false);
    }

    Entry directory(List<Entry> entries) {
        int perBlock = DSIZE / Entry.SIZE;
        int full = entries.size() / perBlock;
        byte[] stream = new byte[full * DSIZE + entries.size() % perBlock * Entry.SIZE];
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).encode(ByteBuffer.wrap(stream), i / perBlock * DSIZE + i % perBlock * Entry.SIZE);
        }
        return stream(stream, true);
    }

    private Entry stream(byte[] content, boolean directory) {
        List<Score> level = new ArrayList<>();
        for (int at = 0; at < content.length; at += DSIZE) {
            byte[] block = new byte[Math.min(DSIZE, content.length - at)];
            System.arraycopy(content, at, block, 0, block.length);
            level.add(put(BlockType.ofTree(directory, 0), block));
        }
        int depth = 0;
        while (level.size() > 1) {
            depth++;
            List<Score> above = new ArrayList<>();
            for (int from = 0; from < level.size(); from += PSIZE / Score.SIZE) {
                above.add(pointers(level.subList(from, Math.min(level.size(), from + PSIZE / Score.SIZE)),
                        BlockType.ofTree(directory, depth)));
            }
            level = above;
        }
        Score top = level.isEmpty() ? Score.ZERO : level.get(0);
        return new Entry(0, PSIZE, DSIZE, Entry.flags(BlockType.ofTree(directory, depth)), content.length, top);
    }

    Score pointers(List<Score> scores, BlockType type) {
        ByteBuffer block = ByteBuffer.allocate(scores.size() * Score.SIZE);
        scores.forEach(score -> block.put(score.toBytes()));
        return put(type, block.array());
    }

    Score root(Entry top, Score prev) {
        byte[] block = new byte[Entry.SIZE];
        top.encode(ByteBuffer.wrap(block), 0);
        return root(put(BlockType.DIRECTORY, block), prev);
    }

    Score root(Score directory, Score prev) {
        return blocks.put(BlockType.ROOT, new Root("", "vac", directory, DSIZE, prev).encode());
    }

    Score put(BlockType type, byte[] block) {
        return blocks.put(type, ZeroTruncation.truncate(type, block));
    }
}
