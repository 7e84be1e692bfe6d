package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Index sections, buckets, index maps and filters of any bytes; what is decoded encodes and decodes to the same. */
public final class IndexStructuresFuzz {

    private static final long SIZE = 1L << 40;
    private static final int SECTOR = 512;

    private IndexStructuresFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        map(data);
        if (data.length >= SECTOR) {
            section(data);
            bloom(data);
            bucket(data);
            byte[] known = data.clone();
            Fields.putU32(ByteBuffer.wrap(known), 0, IndexSection.MAGIC);
            Fields.putU32(ByteBuffer.wrap(known), 4, 1 + (data[4] & 1));
            section(known);
            Fields.putU32(ByteBuffer.wrap(known), 0, BloomFilter.MAGIC);
            Fields.putU32(ByteBuffer.wrap(known), 4, 1);
            bloom(known);
        }
    }

    private static void map(byte[] data) throws IOException {
        try {
            IndexMap.isUnfinished(data);
            IndexMap map = IndexMap.decodeAtAnyStage(data, "fuzz");
            map.buckets();
            if (!IndexMap.decode(map.encode(data.length + SECTOR, "again"), "again").equals(map)) {
                throw new IllegalStateException("came back as another: " + map);
            }
        } catch (VaultException e) {
            if (e.getMessage().startsWith("again")) {
                throw new IllegalStateException(e);
            }
            Fuzzing.requireOneLine(e);
        }
    }

    private static void section(byte[] data) throws IOException {
        try {
            IndexSection section = IndexSection.decode(ByteBuffer.wrap(data), SIZE, "fuzz");
            if (!IndexSection.decode(ByteBuffer.wrap(section.encode()), SIZE, "again").equals(section)) {
                throw new IllegalStateException("came back as another: " + section);
            }
            if (section.bucketOffset(section.stop()) > SIZE || section.tableSize() > ArenaFormat.MAX_TABLE_SPACE) {
                throw new IllegalStateException("reaches outside: " + section);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void bloom(byte[] data) throws IOException {
        try {
            BloomFilter filter = BloomFilter.decodeAtAnyStage(ByteBuffer.wrap(data), SIZE, "fuzz");
            if (!BloomFilter.decode(ByteBuffer.wrap(filter.encode()), SIZE, "again").equals(filter)) {
                throw new IllegalStateException("came back as another: " + filter);
            }
            long bit = filter.bitOf(ByteBuffer.wrap(data).getInt(16));
            if (bit < 0 || bit >= 8L * filter.size()) {
                throw new IllegalStateException("bit %d of %s".formatted(bit, filter));
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void bucket(byte[] data) throws IOException {
        for (int version = 1; version <= 2; version++) {
            long magic = version == 2 ? Fields.u32(ByteBuffer.wrap(data), IndexBucket.MAGIC_AT) : 0;
            IndexSection section = new IndexSection(version, "fuzz", "fuzz", SECTOR, 1 << 20, 10,
                    new IndexSection.Part(0, 10), magic);
            try {
                IndexBucket bucket = IndexBucket.view(ByteBuffer.wrap(data, 0, SECTOR), section, "fuzz");
                for (int i = 0; i < bucket.count(); i++) {
                    IndexEntry entry = bucket.entry(i);
                    bucket.find(entry.score(), entry.type());
                }
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
    }
}
