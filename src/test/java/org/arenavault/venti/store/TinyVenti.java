package org.arenavault.venti.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;

/** A venti of four arenas of 1 MiB, two index sections and a Bloom filter, formatted as the stock tools would. */
final class TinyVenti {

    static final int ARENAS = 4;
    static final int ARENA = 1 << 20;

    private static final int INDEX_BLOCK = 512;
    private static final int BLOOM = 1 << 16;
    private static final int ARENA_BLOCK = 512;

    private final VentiConf conf;

    private TinyVenti(VentiConf conf) {
        this.conf = conf;
    }

    VentiConf conf() {
        return conf;
    }

    /**
     * Formats it in the folder of {@code confFile}, which need not exist.
     *
     * @param buckets of 13 entries in each of the two sections
     */
    static TinyVenti format(Path confFile, CrashDisks disks, int buckets) throws IOException {
        VentiConf conf = VentiConf.parse("""
                index main
                isect i0
                isect i1
                arenas a0
                bloom b
                addr tcp!127.0.0.1!1
                httpaddr tcp!127.0.0.1!1
                """.getBytes(StandardCharsets.US_ASCII), confFile);
        Random random = new Random(5);
        disks.add(conf.arenas().get(0).path(), ArenaFormat.BLANK + ArenaFormat.TABLE_SPACE + 1024 + (ARENAS * ARENA));
        disks.add(conf.bloom().orElseThrow().path(), BLOOM);
        ArenaPartition partition;
        try (Storage storage = conf.arenas().get(0).openToWrite(disks)) {
            partition = new PartitionFormatter(ARENA, ARENA_BLOCK, 5, random::nextLong).format(storage, "arena");
        }
        List<IndexSection> sections = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int size = ArenaFormat.BLANK + 2 * INDEX_BLOCK + ArenaFormat.TABLE_SPACE + buckets * INDEX_BLOCK;
            disks.add(conf.sections().get(i).path(), size);
            sections.add(IndexSection.ofSize(2, "i" + i, INDEX_BLOCK, size, 0xABCD + i));
        }
        writeIndex(conf, disks, BucketArithmetic.spread("main", sections), partition);
        try (Storage storage = conf.bloom().get().openToWrite(disks)) {
            storage.write(0, new BloomFilter(8, BLOOM).encode());
            storage.force();
        }
        return new TinyVenti(conf);
    }

    private static void writeIndex(VentiConf conf, Disks disks, List<IndexSection> sections, ArenaPartition partition)
            throws IOException {
        List<ArenaMap.Range> buckets = new ArrayList<>();
        sections.forEach(s -> buckets.add(new ArenaMap.Range(s.name(), s.start(), s.stop())));
        List<ArenaMap.Range> addresses = new ArrayList<>();
        long at = IndexMap.FIRST_ADDRESS;
        for (Arena arena : partition.arenas()) {
            addresses.add(new ArenaMap.Range(arena.name(), at, at + arena.usable()));
            at += arena.usable();
        }
        IndexMap map = new IndexMap("main", INDEX_BLOCK, new ArenaMap(buckets), new ArenaMap(addresses));
        for (int i = 0; i < sections.size(); i++) {
            try (Storage storage = conf.sections().get(i).openToWrite(disks)) {
                IndexSection section = sections.get(i);
                storage.write(section.tableBase(), map.encode(section.tableSize(), "test"));
                storage.write(ArenaFormat.BLANK, section.encode());
                storage.force();
            }
        }
    }

    /** The blocks of these files that are found as the real server finds them: by Bloom filter, bucket and clump. */
    BlockSource index(Disks disks) throws IOException {
        StoreFiles files = StoreFiles.openToRead(conf, disks);
        BucketArithmetic arithmetic = BucketArithmetic.of(files.map().buckets(), "test");
        return (score, type) -> {
            byte[] bytes = score.toBytes();
            StoreFiles.Bloom bloom = files.blooms().get(0);
            for (int i = 0; i < bloom.filter().hashes(); i++) {
                long bit = bloom.filter().bitOf(BloomFilter.firstProbe(bytes, 0) + i * BloomFilter.probeStep(bytes, 0));
                if (bit >= BloomFilter.HEADER_BITS
                        && (bloom.storage().read(bit >>> 3, 1)[0] >> (bit & 7) & 1) == 0) {
                    return Optional.empty();
                }
            }
            long bucket = arithmetic.bucketOf(ByteBuffer.wrap(bytes).getInt());
            int number = bucket < files.sections().get(1).header().start() ? 0 : 1;
            StoreFiles.Section section = files.sections().get(number);
            IndexBucket view = IndexBucket.view(ByteBuffer.wrap(section.storage()
                    .read(section.header().bucketOffset(bucket), INDEX_BLOCK)), section.header(), "test");
            for (int i = 0; i < view.count(); i++) {
                IndexEntry entry = view.entry(i);
                if (entry.score().equals(score) && entry.type() == type.toDisk()) {
                    return Optional.of(readAt(files, entry));
                }
            }
            return Optional.empty();
        };
    }

    private static byte[] readAt(StoreFiles files, IndexEntry entry) throws IOException {
        ArenaSlot slot = files.slots().stream()
                .filter(s -> s.address() <= entry.address() && entry.address() < s.address() + s.arena().usable())
                .findFirst().orElseThrow();
        byte[] block = new ClumpDecoder().read(slot.arena(), slot.tail().clumpMagic(),
                entry.address() - slot.address(), entry.type(), entry.score());
        if (block.length != entry.size()) {
            throw new IllegalStateException("entry says " + entry.size() + " bytes, block has " + block.length);
        }
        return block;
    }

    List<ArenaTail> tails(Disks disks) throws IOException {
        List<ArenaTail> tails = new ArrayList<>();
        for (ArenaSlot slot : StoreFiles.openToRead(conf, disks).slots()) {
            tails.add(slot.tail());
        }
        return tails;
    }

    List<Arena> arenas(Disks disks) throws IOException {
        return StoreFiles.openToRead(conf, disks).slots().stream().map(ArenaSlot::arena).toList();
    }

    /** A block that is told from all others by its number; some of them compress. */
    static byte[] block(long number) {
        // neighbouring seeds give like numbers at first
        Random random = new Random(number * 0x9E37_79B9_7F4A_7C15L);
        byte[] block = new byte[500 + random.nextInt(random.nextInt(4) == 0 ? 50_000 : 8000)];
        random.nextBytes(block);
        if (random.nextBoolean()) {
            System.arraycopy(block, 0, block, block.length / 2, block.length / 2);
        }
        return block;
    }

    static Score score(long number) {
        return Score.ofBlock(ByteBuffer.wrap(block(number)));
    }

    static BlockType type(long number) {
        return number % 5 == 0 ? BlockType.DIRECTORY : BlockType.DATA;
    }
}
