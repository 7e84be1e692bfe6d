package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;

/**
 * A venti in memory with real blocks in two partitions of three arenas: one full and indexed, one full, one
 * active, and empty ones. Its sections and its filter are blank.
 */
final class SmallStore {

    static final Path FOLDER = Path.of("/store");
    static final int ARENA = 1 << 20;
    static final int BLOCK = 8192;
    static final int SECTION = 1 << 20;
    static final int BLOOM = 1 << 20;
    /** Where the buckets of a section begin, and the first arena of a partition. */
    static final int BUCKETS = 794624;

    /** A block that was stored. */
    record Stored(Score score, BlockType type, byte[] bytes) {
    }

    final FragileDisks disks;
    final VentiConf conf;
    final List<Stored> blocks;

    private SmallStore(FragileDisks disks, VentiConf conf, List<Stored> blocks) {
        this.disks = disks;
        this.conf = conf;
        this.blocks = blocks;
    }

    /** The store of this seed. */
    static SmallStore of(int seed) throws IOException {
        return of(seed, "isect isect0\nisect isect1\nbloom bloom\n");
    }

    /** The same with other sections; {@code lines} are those of its venti.conf. */
    static SmallStore of(int seed, String lines) throws IOException {
        FragileDisks disks = new FragileDisks();
        List<Stored> blocks = new ArrayList<>();
        Random random = new Random(seed);
        for (int partition = 0; partition < 2; partition++) {
            Path path = FOLDER.resolve("arenas" + partition);
            disks.put(path, new byte[4 << 20]);
            try (ArenaPartition formatted = new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong)
                    .format(disks.openToWrite(path), "p%d.".formatted(partition))) {
                if (partition == 0) {
                    List<Arena> arenas = formatted.arenas();
                    fill(arenas.get(0), random, blocks, 700).indexed();
                    fill(arenas.get(1), random, blocks, 700).flush();
                } else {
                    fill(formatted.arenas().get(0), random, blocks, 40).flush();
                }
            }
        }
        disks.put(FOLDER.resolve("isect0"), new byte[SECTION]);
        disks.put(FOLDER.resolve("isect1"), new byte[SECTION + 65536]);
        disks.put(FOLDER.resolve("bloom"), new byte[BLOOM]);
        String text = "index main\narenas arenas0\narenas arenas1\n" + lines;
        return new SmallStore(disks, VentiConf.parse(text.getBytes(StandardCharsets.ISO_8859_1),
                FOLDER.resolve("venti.conf")), blocks);
    }

    private static ArenaWriter fill(Arena arena, Random random, List<Stored> blocks, int limit) throws IOException {
        ArenaWriter writer = ArenaWriter.open(arena);
        boolean room = true;
        for (int i = 0; i < limit && room; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4000)];
            random.nextBytes(bytes);
            BlockType type = BlockType.ofTree(random.nextBoolean(), random.nextInt(3));
            room = append(writer, type, bytes);
            if (room) {
                blocks.add(new Stored(Score.ofBlock(ByteBuffer.wrap(bytes)), type, bytes));
            }
        }
        if (limit == 700 && room) {
            throw new IllegalStateException("arena did not fill up");
        }
        return writer;
    }

    static boolean append(ArenaWriter writer, BlockType type, byte[] bytes) throws IOException {
        return writer.append(type, ByteBuffer.wrap(bytes), 1_700_000_000).isPresent();
    }

    /** Opens an arena to append to it. */
    ArenaWriter writer(int partition, int arena) throws IOException {
        Storage storage = disks.openToWrite(FOLDER.resolve("arenas" + partition));
        return ArenaWriter.open(ArenaPartition.open(storage).arenas().get(arena));
    }

    /** The same venti after a power failure. */
    SmallStore restarted(FragileDisks.Left left) {
        return new SmallStore(disks.restarted(left), conf, blocks);
    }

    /** A copy that can be damaged. */
    SmallStore copy() {
        return restarted(FragileDisks.Left.WRITTEN);
    }

    /** The same files under another configuration. */
    SmallStore withConf(String text) throws IOException {
        return new SmallStore(disks, VentiConf.parse(text.getBytes(StandardCharsets.ISO_8859_1),
                FOLDER.resolve("venti.conf")), blocks);
    }

    byte[] file(String name) {
        return disks.get(FOLDER.resolve(name));
    }

    void flip(String name, long at, int bit) {
        file(name)[Math.toIntExact(at)] ^= (byte) (1 << bit);
    }

    World world() {
        return world(disks, StopSignal.NEVER);
    }

    static World world(Disks disks, StopSignal stop) {
        Random random = new Random(1);
        return new World(new SystemClock(), disks, new Silence(), Progress.SILENT, stop,
                () -> new UUID(random.nextLong(), random.nextLong()));
    }

    BuildReport build() throws IOException {
        return new IndexBuilder(world(), 2).build(conf, DamagedArenas.REFUSE);
    }

    IndexReport check() throws IOException {
        return new IndexChecker(world(), 2).check(conf);
    }

    /** Replaces the {@code old} entries that a section has of one score by these. */
    void replaceEntries(String section, List<IndexEntry> entries, int old) {
        ByteBuffer file = ByteBuffer.wrap(file(section));
        for (int bucket = BUCKETS; bucket < file.limit(); bucket += BLOCK) {
            int count = file.getShort(bucket);
            for (int i = 0; i < count; i++) {
                int at = bucket + IndexBucket.positionOf(i);
                if (IndexEntry.decode(file, at).score().equals(entries.get(0).score())) {
                    System.arraycopy(file.array(), at + old * IndexEntry.SIZE, file.array(),
                            at + entries.size() * IndexEntry.SIZE, (count - i - old) * IndexEntry.SIZE);
                    for (int j = 0; j < entries.size(); j++) {
                        entries.get(j).encode(file, at + j * IndexEntry.SIZE);
                    }
                    file.putShort(bucket, (short) (count - old + entries.size()));
                    return;
                }
            }
        }
        throw new IllegalStateException("no entry of " + entries.get(0).score());
    }

    /** All entries of an index, decoded one by one. */
    static Set<IndexEntry> entries(VentiConf conf, Disks disks) throws IOException {
        Set<IndexEntry> entries = new HashSet<>();
        try (IndexLayout layout = IndexLayout.open(conf, disks)) {
            for (Section section : layout.sections()) {
                for (long bucket = section.header().start(); bucket < section.header().stop(); bucket++) {
                    byte[] block = section.storage().read(section.header().bucketOffset(bucket), layout.blockSize());
                    IndexBucket view = IndexBucket.view(ByteBuffer.wrap(block), section.header(), "");
                    for (int i = 0; i < view.count(); i++) {
                        if (!entries.add(view.entry(i))) {
                            throw new IllegalStateException("twice: " + view.entry(i));
                        }
                    }
                }
            }
        }
        return entries;
    }

    /** What the directories ask for, worked out without the code under test. */
    static Set<IndexEntry> expected(VentiConf conf, Disks disks) throws IOException {
        Set<IndexEntry> entries = new HashSet<>();
        long base = 1 << 20;
        for (var part : conf.arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(part.openToRead(disks))) {
                for (Arena arena : partition.arenas()) {
                    ClumpDirectory.Cursor cursor =
                            new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
                    while (cursor.next()) {
                        if (!BlockType.fromDisk(cursor.type()).equals(BlockType.CORRUPT)) {
                            entries.add(new IndexEntry(cursor.info().score(), base + cursor.offset(),
                                    cursor.uncsize(), cursor.type(), (38 + cursor.size() + 511) / 512));
                        }
                    }
                    base += arena.usable();
                }
            }
        }
        return entries;
    }

    /** Nobody is there. */
    private static final class Silence implements Terminal {

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void print(String line) {
            // nobody listens
        }

        @Override
        public String ask(String question) {
            throw new IllegalStateException(question);
        }
    }
}
