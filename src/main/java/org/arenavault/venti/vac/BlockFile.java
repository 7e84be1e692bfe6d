package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * The bytes that an entry stands for (venti-protocol 12): read at any place, block by block, holes passed over.
 * Keeps the blocks of the path to where it read last, at most nine of 64 KiB. Serves one thread at a time.
 */
public final class BlockFile {

    private static final int PATIENCE = 1 << 16;

    private final BlockSource source;
    private final Entry entry;
    private final String name;
    private final long[] spans;
    private final Score[] pathScores;
    private final byte[][] path;

    /**
     * The file of this entry. Nothing is read yet.
     *
     * @param name what messages call it
     */
    public BlockFile(BlockSource source, Entry entry, String name) {
        this.source = source;
        this.entry = entry;
        this.name = name;
        this.spans = new long[entry.depth() + 1];
        this.spans[0] = 1;
        for (int level = 1; level < spans.length; level++) {
            // a size is below 2^48 and a block has 256 bytes at least: beyond 2^40 blocks nothing counts
            spans[level] = Math.min(1L << 48, spans[level - 1] * entry.pointersPerBlock());
        }
        this.pathScores = new Score[spans.length];
        this.path = new byte[spans.length][];
    }

    /** What it is made from. */
    public Entry entry() {
        return entry;
    }

    /** Length in bytes. */
    public long size() {
        return entry.size();
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /**
     * Where to go on in a file.
     *
     * @param number of a data block: everything before it is a hole
     * @param score of that data block; the zero score if it is not known yet whether there is one
     * @param until where to look for the next one
     * @param problem one line on a pointer block that is missing, and with it the blocks up to {@code until}; empty
     *     if none is
     */
    record Spot(long number, Score score, long until, String problem) {
    }

    /**
     * Looks for the first data block of [block, to), as long as it takes to read the pointer blocks above them, but
     * no longer than {@value #PATIENCE} steps: whoever calls has a budget to watch.
     */
    Spot seek(long block, long to) throws IOException {
        long end = Math.min(to, spans[entry.depth()]);
        long at = block;
        for (int step = 0; at < end; step++) {
            if (step == PATIENCE) {
                return new Spot(at, Score.ZERO, at, "");
            }
            Score score = entry.score();
            int level = entry.depth();
            while (level > 0 && !score.isEmptyBlock()) {
                Optional<byte[]> pointers = read(score, level);
                if (pointers.isEmpty()) {
                    return new Spot(at, score, Math.min(behind(at, level), entry.blocks()), missing(at, level, score));
                }
                level--;
                score = new PointerBlock(pointers.get()).score(at / spans[level] % entry.pointersPerBlock());
            }
            if (!score.isEmptyBlock()) {
                return new Spot(at, score, at + 1, "");
            }
            at = behind(at, level);
        }
        return new Spot(to, Score.ZERO, to, "");
    }

    private long behind(long block, int level) {
        return (block / spans[level] + 1) * spans[level];
    }

    /** What to say if the data block itself is missing. */
    String missing(Spot data) {
        return missing(data.number(), 0, data.score());
    }

    private String missing(long block, int level, Score score) {
        return "%s: block %d cannot be read: no sound %s block %s is here"
                .formatted(name, block, BlockType.ofTree(entry.isDirectory(), level), score);
    }

    /**
     * A data block as it was stored, without the zeros that make it {@code entry().dsize()} bytes long.
     *
     * @throws CorruptException if it or a pointer block on the way is missing
     */
    public byte[] block(long block) throws IOException {
        Spot spot = seek(block, block + 1);
        if (!spot.problem().isEmpty()) {
            throw new CorruptException(spot.problem());
        }
        if (spot.score().isEmptyBlock()) {
            return new byte[0];
        }
        return read(spot.score(), 0).orElseThrow(() -> new CorruptException(missing(spot)));
    }

    /** Bytes of a data block that belong to the file. */
    public int length(long block) {
        return (int) Math.max(0, Math.min(entry.dsize(), entry.size() - block * entry.dsize()));
    }

    /**
     * Fills {@code target} with the bytes at {@code position}, zeros where the file has holes.
     *
     * @return how many there were: fewer than would fit only at the end of the file
     * @throws CorruptException if a block is missing
     */
    public int read(long position, ByteBuffer target) throws IOException {
        int start = target.position();
        long at = position;
        while (target.hasRemaining() && at < entry.size()) {
            long number = at / entry.dsize();
            int from = (int) (at % entry.dsize());
            int count = Math.min(target.remaining(), length(number) - from);
            byte[] block = block(number);
            int there = Math.max(0, Math.min(count, block.length - from));
            target.put(block, Math.min(from, block.length), there);
            target.put(new byte[count - there]);
            at += count;
        }
        return target.position() - start;
    }

    /**
     * Entry {@code slot} of a stream of entries; a hole behind its end.
     *
     * @throws CorruptException if a block is missing, or the entry is none that anybody could read
     */
    public Entry entry(long slot) throws IOException {
        long number = slot / entry.entriesPerBlock();
        if (slot < 0 || number >= entry.blocks()) {
            return Entry.HOLE;
        }
        return Entry.decode(block(number), (int) (slot % entry.entriesPerBlock()), name);
    }

    private Optional<byte[]> read(Score score, int level) throws IOException {
        if (!score.equals(pathScores[level])) {
            Optional<byte[]> found = source.read(score, BlockType.ofTree(entry.isDirectory(), level));
            if (found.isEmpty()) {
                return found;
            }
            path[level] = found.get();
            pathScores[level] = score;
        }
        return Optional.of(path[level]);
    }
}
