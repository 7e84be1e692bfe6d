package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Score;

/**
 * Which blocks of some arenas a store lacks, by score and type, and how they get there (protection 2.3). First all
 * arenas are named whose blocks the store should have, then all that it has, then each of the first is appended.
 * Directories are believed: what an arena lists it has. Memory is bounded as {@link KnownBlocks} says.
 */
public final class StoreBlocks {

    private final StopSignal stop;
    private final KnownBlocks wanted = new KnownBlocks();
    private final KnownBlocks present = new KnownBlocks();

    /** For a store of which nothing is known yet. */
    public StoreBlocks(StopSignal stop) {
        this.stop = stop;
    }

    /** Takes a block into the store. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Appends it.
         *
         * @param time seconds since 1970, when it was stored first
         * @return false if there is no room
         */
        boolean take(BlockType type, ByteBuffer block, Score score, long time) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param appended how many blocks the store has now that it had not
     * @param withoutRoom how many it lacks still, for nothing takes them
     * @param damaged how many it lacks still, for the source does not have them whole
     */
    public record Appended(long appended, long withoutRoom, long damaged) {
    }

    /** The store should have the blocks of {@code source}. */
    public void want(Arena source) throws IOException {
        ClumpDirectory.Cursor cursor = cursor(source);
        while (cursor.next()) {
            wanted.add(cursor.info());
        }
    }

    /** The store has the blocks of {@code arena}. */
    public void has(Arena arena) throws IOException {
        stop.check();
        ClumpDirectory.Cursor cursor = cursor(arena);
        while (cursor.next()) {
            if (wanted.isFull() || wanted.contains(cursor.info())) {
                present.add(cursor.info());
            }
        }
    }

    /** How many blocks of {@code source} the store lacks; a block that occurs twice is counted twice. */
    public long lacking(Arena source) throws IOException {
        long lacking = 0;
        ClumpDirectory.Cursor cursor = cursor(source);
        while (cursor.next()) {
            lacking += SealedClumps.isMarked(cursor.info()) || present.contains(cursor.info()) ? 0 : 1;
        }
        return lacking;
    }

    private static ClumpDirectory.Cursor cursor(Arena arena) throws IOException {
        return new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
    }

    /**
     * Gives the store what it lacks of {@code source}: whole blocks alone.
     *
     * @throws org.arenavault.io.UnusableBytesException if the directory of the source does not lead through its clumps
     */
    public Appended append(Arena source, Taker taker) throws IOException {
        ArenaTail tail = source.readTail();
        ClumpDecoder decoder = new ClumpDecoder();
        long[] counts = new long[3];
        new SealedClumps(source, tail).all((info, bytes, at, whole) -> {
            if (SealedClumps.isMarked(info) || present.contains(info)) {
                return;
            }
            if (!whole) {
                counts[2]++;
                return;
            }
            ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(bytes), at);
            if (taker.take(BlockType.fromDisk(info.type()),
                    decoder.decode(header, bytes, at + ArenaFormat.CLUMP_HEADER), info.score(), header.time())) {
                present.add(info);
                counts[0]++;
            } else {
                counts[1]++;
            }
        }, stop);
        return new Appended(counts[0], counts[1], counts[2]);
    }
}
