package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.arenavault.io.NativeMemory;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.BloomFilter;

/**
 * The bits of a Bloom filter, in memory as a whole but outside of the heap (venti-format 7).
 *
 * <p>Each clump sets up to 32 bits anywhere in up to 512 MiB. Set one by one, each would cost a cache line's way
 * from memory and back, and threads could not share the words without waiting for each other at every one. So
 * probes are gathered by region of the filter, in two steps: each thread gathers a few hundred a region, as much
 * as stays in its cache, then adds them to what all threads have for that region; when that has become many,
 * they are set at once, by a thread that is alone in the region and has it in its cache. A line then serves
 * several probes for one way from memory and back, which is measured to be three times as fast.
 */
final class BloomBits implements AutoCloseable {

    /** Bytes of a region, which stays in a core's own cache while bits are set in it. */
    private static final int REGION = 256 << 10;
    /** Bytes for all probes that wait to be set: as much as the filter itself, up to this. */
    private static final int MOST_WAITING = 128 << 20;
    /** Probes that a thread gathers for a region. */
    private static final int BATCH = 256;
    private static final int PIECE = 1 << 20;

    private final BloomFilter filter;
    private final NativeMemory memory;
    private final NativeMemory waiting;
    private final ByteBuffer bits;
    private final Region[] regions;
    private final int regionShift;

    private BloomBits(BloomFilter filter, NativeMemory memory, NativeMemory waiting) {
        this.filter = filter;
        this.memory = memory;
        this.waiting = waiting;
        this.bits = memory.bytes(ByteOrder.LITTLE_ENDIAN);
        this.regions = new Region[regionsOf(filter)];
        IntBuffer probes = waiting.bytes(ByteOrder.nativeOrder()).asIntBuffer();
        int room = probes.capacity() / regions.length;
        for (int i = 0; i < regions.length; i++) {
            regions[i] = new Region(probes.slice(i * room, room));
        }
        this.regionShift = Integer.numberOfTrailingZeros(filter.size() / regions.length) + 3;
    }

    private static int regionsOf(BloomFilter filter) {
        return Math.max(1, filter.size() / REGION);
    }

    /**
     * A filter with no bit set.
     *
     * @throws RefusedException if there is not enough memory
     */
    static BloomBits empty(BloomFilter filter) throws RefusedException {
        int waiting = Math.max(regionsOf(filter) * BATCH * Integer.BYTES, Math.min(filter.size(), MOST_WAITING));
        return new BloomBits(filter, NativeMemory.zeroed(filter.size()), NativeMemory.zeroed(waiting));
    }

    /** The probes that wait to be set in a part of the filter. */
    private final class Region {

        private final IntBuffer probes;

        Region(IntBuffer room) {
            probes = room;
        }

        synchronized void add(int[] more, int from, int count) {
            if (count > probes.remaining()) {
                set();
            }
            probes.put(more, from, count);
        }

        synchronized void set() {
            int count = probes.position();
            for (int i = 0; i < count; i++) {
                int bit = probes.get(i);
                int word = bit >>> 5 << 2;
                bits.putInt(word, bits.getInt(word) | 1 << bit);
            }
            probes.clear();
        }
    }

    /** A thread's own access to the filter. */
    Marker marker() {
        return new Marker();
    }

    /** Marks scores. All have arrived once every marker is flushed and the filter completed. */
    final class Marker {

        private final int[] gathered = new int[regions.length * BATCH];
        /** By region: where in {@code gathered} its next probe goes. */
        private final int[] ends = new int[regions.length];
        private final int mask = (int) (filter.size() * 8L - 1);
        private final int hashes = filter.hashes();

        private Marker() {
            Arrays.setAll(ends, region -> region * BATCH);
        }

        /** Marks the score at {@code at}. Bits of the header are left alone. */
        void mark(byte[] score, int at) {
            int probe = BloomFilter.firstProbe(score, at);
            int step = BloomFilter.probeStep(score, at);
            for (int i = 0; i < hashes; i++) {
                // a probe below 128 is moved to bit 128; one that the mask brings down there hits the header
                int bit = (Integer.compareUnsigned(probe, BloomFilter.HEADER_BITS) < 0
                        ? BloomFilter.HEADER_BITS : probe) & mask;
                int region = bit >>> regionShift;
                int end = ends[region];
                gathered[end++] = bit;
                if (end % BATCH == 0) {
                    end -= BATCH;
                    regions[region].add(gathered, end, BATCH);
                }
                ends[region] = end;
                probe += step;
            }
        }

        /** Hands over what was gathered. */
        void flush() {
            for (int region = 0; region < ends.length; region++) {
                int from = region * BATCH;
                regions[region].add(gathered, from, ends[region] - from);
                ends[region] = from;
            }
        }
    }

    /** Sets all that waits, after the last marker was flushed. */
    void complete() {
        for (Region region : regions) {
            region.set();
        }
    }

    /** True if one of the bits of the score at {@code at} is set; bits of the header do not count. */
    boolean holdsAny(byte[] score, int at) {
        int probe = BloomFilter.firstProbe(score, at);
        int step = BloomFilter.probeStep(score, at);
        for (int i = 0; i < filter.hashes(); i++) {
            long bit = filter.bitOf(probe);
            if (bit >= BloomFilter.HEADER_BITS && (bits.get((int) (bit >>> 3)) >> (bit & 7) & 1) != 0) {
                return true;
            }
            probe += step;
        }
        return false;
    }

    /** Writes all bits behind the header. */
    void write(Storage storage, Progress.Stage stage) throws IOException {
        ByteBuffer all = bits.duplicate();
        for (int at = BloomFilter.HEADER; at < filter.size(); at = all.limit()) {
            all.limit(Math.min(filter.size(), at / PIECE * PIECE + PIECE)).position(at);
            storage.write(at, all);
            stage.add(all.limit() - at);
        }
    }

    /** What a filter on disk has and has not, compared with this one. */
    record Difference(long missing, long extra) {
    }

    /** Compares with the filter in {@code storage}, and keeps of the bits here those alone that are not there. */
    Difference keepMissing(Storage storage, Progress.Stage stage) throws IOException {
        long missing = 0;
        long extra = 0;
        ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE, filter.size())).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < filter.size(); at += piece.capacity()) {
            storage.read(at, piece.clear());
            for (int i = at == 0 ? BloomFilter.HEADER : 0; i < piece.capacity(); i += Long.BYTES) {
                long here = bits.getLong(at + i);
                long there = piece.getLong(i);
                missing += Long.bitCount(here & ~there);
                extra += Long.bitCount(there & ~here);
                bits.putLong(at + i, here & ~there);
            }
            stage.add(piece.capacity());
        }
        return new Difference(missing, extra);
    }

    @Override
    public void close() {
        memory.close();
        waiting.close();
    }
}
