package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Writes a stream as a tree of blocks, from its start to its end: data blocks of 8192 bytes, pointer blocks of 409
 * scores (venti-protocol 10, history 5). Holds one block a level, however long the stream is.
 */
public final class StreamWriter {

    /** Bytes of a data or directory block. */
    public static final int DSIZE = 8192;

    /** Bytes of a pointer block. */
    public static final int PSIZE = 8180;

    private static final int POINTERS = PSIZE / Score.SIZE;
    private static final long MAX_SIZE = (1L << 48) - 1;

    private final BlockSink sink;
    private final boolean directory;
    private final byte[] block = new byte[DSIZE];
    private final List<Level> levels = new ArrayList<>();
    private int used;
    private long size;

    /** Scores that wait for the pointer block above them. */
    private static final class Level {
        private final byte[] scores = new byte[PSIZE];
        private int count;
    }

    private StreamWriter(BlockSink sink, boolean directory) {
        this.sink = sink;
        this.directory = directory;
    }

    /** A writer of a file's bytes. */
    public static StreamWriter ofData(BlockSink sink) {
        return new StreamWriter(sink, false);
    }

    /** A writer of entries. */
    public static StreamWriter ofEntries(BlockSink sink) {
        return new StreamWriter(sink, true);
    }

    /** Bytes written so far. */
    public long size() {
        return size;
    }

    /**
     * Adds bytes.
     *
     * @throws RefusedException if there are more than an entry can count
     */
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (used == DSIZE) {
                flush();
            }
            int count = Math.min(bytes.remaining(), DSIZE - used);
            bytes.get(block, used, count);
            used += count;
            size += count;
        }
        if (size > MAX_SIZE) {
            throw new RefusedException("a file of more than %d bytes cannot be archived".formatted(MAX_SIZE));
        }
    }

    /** Fills the block with zeros, unless it is empty or full; what follows begins on a block of its own. */
    void pad() {
        if (used > 0) {
            size += DSIZE - used;
            Arrays.fill(block, used, DSIZE, (byte) 0);
            used = DSIZE;
        }
    }

    private void flush() throws IOException {
        add(0, sink.put(BlockType.ofTree(directory, 0), Arrays.copyOf(block, used)));
        used = 0;
    }

    /** A score for level {@code level}; the pointer block is stored when a further score comes, or at the end. */
    private void add(int level, Score score) throws IOException {
        if (level == levels.size()) {
            levels.add(new Level());
        }
        Level here = levels.get(level);
        if (here.count == POINTERS) {
            add(level + 1, pointers(level));
        }
        score.put(ByteBuffer.wrap(here.scores), here.count * Score.SIZE);
        here.count++;
    }

    private Score pointers(int level) throws IOException {
        Level here = levels.get(level);
        byte[] bytes = Arrays.copyOf(here.scores, here.count * Score.SIZE);
        here.count = 0;
        return sink.put(BlockType.ofTree(directory, level + 1), bytes);
    }

    /** Stores what is left, and tells where the stream lies. The writer is of no further use. */
    public Entry finish() throws IOException {
        if (used > 0) {
            flush();
        }
        int depth = 0;
        while (depth < levels.size() - 1 || (depth < levels.size() && levels.get(depth).count > 1)) {
            add(depth + 1, pointers(depth));
            depth++;
        }
        Score top = levels.isEmpty() ? Score.ZERO
                : Score.of(Arrays.copyOf(levels.get(depth).scores, Score.SIZE));
        return new Entry(0, PSIZE, DSIZE, Entry.flags(BlockType.ofTree(directory, depth)), size, top);
    }
}
