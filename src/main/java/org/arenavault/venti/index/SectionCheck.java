package org.arenavault.venti.index;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.check.Findings;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexSection;

/**
 * What can be told of buckets without knowing the arenas: that no more entries are claimed than fit, that they
 * are in order, and that each belongs to its bucket. One thread uses it.
 */
final class SectionCheck {

    private final BucketArithmetic arithmetic;
    private final int blockSize;
    private final Findings findings;
    private final byte[] previous = new byte[PackedEntry.SIZE];
    private final byte[] packed = new byte[PackedEntry.SIZE];

    /** Takes the entries that lie in the bucket which they belong to. */
    @FunctionalInterface
    interface Entries {

        /** One entry, packed, at the beginning of an array that is used again. */
        void entry(byte[] packed);
    }

    SectionCheck(IndexLayout layout, Findings findings) {
        this.arithmetic = layout.arithmetic();
        this.blockSize = layout.blockSize();
        this.findings = findings;
    }

    /** Number of entries of the bucket at {@code at}; what is wrong with its header is reported, and 0 returned. */
    int count(Section section, long bucket, byte[] block, int at) {
        try {
            return IndexBucket.view(ByteBuffer.wrap(block, at, blockSize), section.header(), where(section, bucket))
                    .count();
        } catch (CorruptException e) {
            findings.problem(bucket, e::getMessage);
            return 0;
        }
    }

    /** Checks one bucket, and shows its entries. */
    void check(Section section, long bucket, byte[] block, int at, Entries entries) {
        int count = count(section, bucket, block, at);
        for (int i = 0; i < count; i++) {
            int number = i;
            int entry = at + IndexBucket.positionOf(i);
            PackedEntry.ofBucket(block, entry, packed, 0);
            long belongs = arithmetic.bucketOf(PackedEntry.u32(packed, 0));
            if (belongs != bucket) {
                findings.problem(bucket, () -> "%s: entry %d, of %s, belongs in bucket %d"
                        .formatted(where(section, bucket), number, PackedEntry.score(packed, 0), belongs));
            } else {
                if (i > 0 && PackedEntry.compare(previous, 0, packed, 0) >= 0) {
                    findings.problem(bucket, () -> "%s: entry %d, of %s, is out of order"
                            .formatted(where(section, bucket), number, PackedEntry.score(packed, 0)));
                }
                entries.entry(packed);
            }
            System.arraycopy(packed, 0, previous, 0, PackedEntry.SIZE);
        }
    }

    /** What stands where a bucket in use carries the magic of its section; u32. */
    static long magicOf(byte[] block, int at) {
        return PackedEntry.u32(block, at + IndexBucket.MAGIC_AT) & 0xFFFF_FFFFL;
    }

    /** True if the bucket is empty for the want of that magic, whatever else it holds. */
    static boolean lacksMagic(IndexSection header, byte[] block, int at) {
        return header.version() == 2 && magicOf(block, at) != header.bucketMagic();
    }

    /** What messages call a bucket. */
    static String where(Section section, long bucket) {
        return "%s: bucket %d, at %d".formatted(section.where(), bucket, section.header().bucketOffset(bucket));
    }
}
