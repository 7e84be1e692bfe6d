package org.arenavault.venti.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Score;

/**
 * Enters clumps into the index, a batch at a time: each bucket is read and written once (venti-format 6.4), each piece
 * of the Bloom filter too (7). The filter is on disk before the buckets, so that no server misses what they hold.
 */
final class IndexInserter {

    private static final int PIECE = 1 << 16;

    private static final Comparator<IndexEntry> ORDER =
            Comparator.comparing(IndexEntry::score).thenComparingInt(IndexEntry::type);

    private final StoreFiles files;
    private final BucketArithmetic arithmetic;

    IndexInserter(StoreFiles files) throws CorruptException {
        this.files = files;
        this.arithmetic = BucketArithmetic.of(files.map().buckets(), files.sections().get(0).storage().name());
    }

    /** Marks scores in the Bloom filter, if there is one, and forces it to disk. */
    void mark(List<Score> scores) throws IOException {
        for (StoreFiles.Bloom bloom : files.blooms()) {
            mark(bloom.filter(), bloom.storage(), scores);
            bloom.storage().force();
        }
    }

    private static void mark(BloomFilter filter, Storage storage, List<Score> scores) throws IOException {
        long[] bits = new long[Math.multiplyExact(scores.size(), filter.hashes())];
        int count = 0;
        for (Score score : scores) {
            byte[] bytes = score.toBytes();
            int probe = BloomFilter.firstProbe(bytes, 0);
            int step = BloomFilter.probeStep(bytes, 0);
            for (int i = 0; i < filter.hashes(); i++) {
                bits[count++] = filter.bitOf(probe);
                probe += step;
            }
        }
        Arrays.sort(bits);
        int at = 0;
        while (at < count) {
            long from = bits[at] >>> 3 & -PIECE;
            byte[] piece = storage.read(from, (int) Math.min(PIECE, filter.size() - from));
            for (; at < count && bits[at] >>> 3 < from + piece.length; at++) {
                // the header's own bits count as set, and are left alone
                if (bits[at] >= BloomFilter.HEADER_BITS) {
                    piece[(int) ((bits[at] >>> 3) - from)] |= (byte) (1 << (bits[at] & 7));
                }
            }
            storage.write(from, piece);
        }
    }

    /**
     * Enters clumps.
     *
     * @return how many found no place, because their bucket is full or damaged
     */
    long insert(List<IndexEntry> entries) throws IOException {
        Map<Long, SortedMap<IndexEntry, IndexEntry>> byBucket = new LinkedHashMap<>();
        entries.stream().sorted(ORDER).forEach(entry -> byBucket
                .computeIfAbsent(arithmetic.bucketOf(firstBits(entry)), bucket -> new TreeMap<>(ORDER))
                .merge(entry, entry, IndexInserter::newer));
        long left = 0;
        for (Map.Entry<Long, SortedMap<IndexEntry, IndexEntry>> bucket : byBucket.entrySet()) {
            left += insert(bucket.getKey(), bucket.getValue());
        }
        for (StoreFiles.Section section : files.sections()) {
            section.storage().force();
        }
        return left;
    }

    private static int firstBits(IndexEntry entry) {
        return ByteBuffer.wrap(entry.score().toBytes()).getInt();
    }

    /** Of two entries of one block the one with the higher address is considered right. */
    private static IndexEntry newer(IndexEntry a, IndexEntry b) {
        return a.address() >= b.address() ? a : b;
    }

    private long insert(long number, SortedMap<IndexEntry, IndexEntry> fresh) throws IOException {
        StoreFiles.Section section = sectionOf(number);
        long offset = section.header().bucketOffset(number);
        int blockSize = section.header().blockSize();
        byte[] block = section.storage().read(offset, blockSize);
        SortedMap<IndexEntry, IndexEntry> merged = new TreeMap<>(fresh);
        try {
            IndexBucket bucket = IndexBucket.view(ByteBuffer.wrap(block), section.header(), section.storage().name());
            for (int i = 0; i < bucket.count(); i++) {
                IndexEntry entry = bucket.entry(i);
                merged.merge(entry, entry, IndexInserter::newer);
            }
        } catch (CorruptException e) {
            return fresh.size();
        }
        if (merged.size() > IndexBucket.capacity(blockSize)) {
            return fresh.size();
        }
        ByteBuffer target = ByteBuffer.wrap(block);
        int i = 0;
        for (IndexEntry entry : merged.values()) {
            entry.encode(target, IndexBucket.positionOf(i++));
        }
        IndexBucket.putHeader(target, 0, i, section.header());
        section.storage().write(offset, block);
        return 0;
    }

    private StoreFiles.Section sectionOf(long bucket) {
        int i = 0;
        while (files.sections().get(i).header().stop() <= bucket) {
            i++;
        }
        return files.sections().get(i);
    }
}
