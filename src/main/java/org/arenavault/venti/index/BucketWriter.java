package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;

/**
 * Turns what waits for a range into its buckets, every one of them, empty ones too (venti-format 10.4). Each
 * thread has one of its own.
 */
final class BucketWriter {

    /** Whether buckets are written, or only counted to see that nothing overflows. */
    enum Mode { WRITE, REHEARSE }

    private static final int PIECE = 1 << 20;

    private final BucketRanges ranges;
    private final Spill spill;
    private final Capacity capacity;
    private final List<FilledArena> leftOut;
    private final Mode mode;
    private final EntryRun run = new EntryRun();
    private final int blockSize;
    private final byte[] piece;
    private final ByteBuffer pieceView;
    private long entries;
    private long duplicates;
    private int fullest;

    /**
     * A writer of buckets.
     *
     * @param leftOut arenas whose entries are not to be written
     */
    BucketWriter(BucketRanges ranges, Spill spill, Capacity capacity, List<FilledArena> leftOut, Mode mode) {
        this.ranges = ranges;
        this.spill = spill;
        this.capacity = capacity;
        this.leftOut = leftOut;
        this.mode = mode;
        this.blockSize = capacity.layout().blockSize();
        this.piece = new byte[Math.max(PIECE, blockSize)];
        this.pieceView = ByteBuffer.wrap(piece);
    }

    /** Reads, sorts and writes one range. */
    void write(int number) throws IOException {
        BucketRanges.Range range = ranges.get(number);
        int length = spill.length(number);
        spill.read(number, run.room(length));
        run.sort(length, range, capacity.layout().arithmetic());
        int filled = 0;
        long offset = range.offset();
        for (int bucket = 0; bucket < range.buckets(); bucket++) {
            putBucket(range, bucket, filled);
            filled += blockSize;
            if (filled == piece.length || bucket == range.buckets() - 1) {
                if (mode == Mode.WRITE) {
                    range.section().storage().write(offset, ByteBuffer.wrap(piece, 0, filled));
                }
                offset += filled;
                filled = 0;
            }
        }
    }

    private void putBucket(BucketRanges.Range range, int bucket, int at) throws IOException {
        byte[] bytes = run.bytes();
        int count = 0;
        int entry = at + IndexBucket.HEADER;
        int previous = -1;
        for (int i = run.start(bucket); i < run.end(bucket); i++) {
            int packed = run.at(i);
            if (isLeftOut(PackedEntry.address(bytes, packed))) {
                continue;
            }
            if (previous >= 0 && PackedEntry.compareKeys(bytes, previous, bytes, packed) == 0) {
                duplicates++;
                continue;
            }
            previous = packed;
            if (++count > capacity.ofBucket()) {
                throw capacity.exceeded("bucket %d gets more than the %d entries that it takes"
                        .formatted(range.first() + bucket, capacity.ofBucket()));
            }
            PackedEntry.toBucket(bytes, packed, piece, entry);
            entry += IndexEntry.SIZE;
        }
        Arrays.fill(piece, entry, at + blockSize, (byte) 0);
        IndexBucket.putHeader(pieceView, at, count, range.section().header());
        entries += count;
        fullest = Math.max(fullest, count);
    }

    private boolean isLeftOut(long address) {
        for (FilledArena arena : leftOut) {
            if (address >= arena.base() && address < arena.stop()) {
                return true;
            }
        }
        return false;
    }

    /** Entries written. */
    long entries() {
        return entries;
    }

    /** Entries dropped in favour of one of the same score and type with a higher address. */
    long duplicates() {
        return duplicates;
    }

    /** Entries of the fullest bucket. */
    int fullest() {
        return fullest;
    }
}
