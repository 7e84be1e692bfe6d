package org.arenavault.venti.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Disks;
import org.arenavault.io.IoFunction;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.StoragePage;

/**
 * The files of a venti, opened to be read and written: arena partitions, index sections, Bloom filter.
 *
 * @param slots the arenas that the index covers, by address
 * @param sections by bucket
 * @param blooms the filter, if there is one
 */
record StoreFiles(IndexMap map, List<ArenaSlot> slots, List<Section> sections, List<Bloom> blooms,
                  List<Closeable> open) implements Closeable {

    private static final int MAP_VERSION = 1;

    /** An index section and where it lies. */
    record Section(IndexSection header, Storage storage) {
    }

    /** A Bloom filter and where it lies. */
    record Bloom(BloomFilter filter, Storage storage) {
    }

    /** What is done with an arena whose tail is damaged. */
    private enum Damage { REFUSE, PASS_OVER }

    /**
     * Opens everything that a configuration names, to be read and written.
     *
     * @throws CorruptException if the parts do not belong together
     */
    static StoreFiles open(VentiConf conf, Disks disks) throws IOException {
        return open(conf, partition -> partition.openToWrite(disks), Damage.REFUSE);
    }

    /**
     * Opens everything that a configuration names, to be read. Arenas with a damaged tail, and partitions that cannot
     * be opened, are left out.
     *
     * @throws CorruptException if the parts do not belong together
     */
    static StoreFiles openToRead(VentiConf conf, Disks disks) throws IOException {
        return open(conf, partition -> partition.openToRead(disks), Damage.PASS_OVER);
    }

    private static StoreFiles open(VentiConf conf, IoFunction<Partition, Storage> opener, Damage damage)
            throws IOException {
        List<Closeable> open = new ArrayList<>();
        try {
            OpenArenas arenas = damage == Damage.REFUSE ? OpenArenas.open(conf.arenas(), opener)
                    : OpenArenas.openReadable(conf.arenas(), opener);
            open.add(arenas);
            List<Section> sections = sections(conf, opener, open);
            IndexMap map = map(conf, sections.get(0));
            List<Bloom> blooms = new ArrayList<>();
            if (conf.bloom().isPresent()) {
                blooms.add(bloom(opener.apply(conf.bloom().get()), open));
            }
            return new StoreFiles(map, slots(map, arenas, sections.get(0), damage), sections, blooms, open);
        } catch (IOException e) {
            Closing.all(open);
            throw e;
        }
    }

    private static List<Section> sections(VentiConf conf, IoFunction<Partition, Storage> opener,
            List<Closeable> open) throws IOException {
        List<Section> sections = new ArrayList<>();
        long next = 0;
        for (Partition partition : conf.sections()) {
            Storage storage = opener.apply(partition);
            open.add(storage);
            if (storage.size() < ArenaFormat.BLANK + IndexSection.SIZE) {
                throw new CorruptException(storage.name() + ": too short for an index section");
            }
            IndexSection header = IndexSection.decode(
                    ByteBuffer.wrap(storage.read(ArenaFormat.BLANK, IndexSection.SIZE)), storage.size(),
                    storage.name());
            if (!header.indexName().equals(conf.index()) || header.start() != next) {
                throw new CorruptException("%s: is the section of index '%s' from bucket %d on; '%s' from %d is needed"
                        .formatted(storage.name(), Plain.field(header.indexName()), header.start(),
                                conf.index(), next));
            }
            next = header.stop();
            sections.add(new Section(header, storage));
        }
        return sections;
    }

    private static IndexMap map(VentiConf conf, Section first) throws IOException {
        IndexMap map = IndexMap.decode(first.storage().read(first.header().tableBase(), first.header().tableSize()),
                first.storage().name());
        if (!map.name().equals(conf.index()) || map.sections().ranges().size() != conf.sections().size()) {
            throw new CorruptException("%s: its map is that of index '%s' with %s".formatted(
                    first.storage().name(), Plain.field(map.name()),
                    Count.of(map.sections().ranges().size(), "section")));
        }
        return map;
    }

    private static List<ArenaSlot> slots(IndexMap map, OpenArenas arenas, Section first, Damage damage)
            throws IOException {
        List<ArenaSlot> slots = new ArrayList<>();
        for (ArenaMap.Range range : map.arenas().ranges()) {
            Optional<OpenArenas.Placed> found = arenas.find(range.name());
            if (found.isEmpty() && damage == Damage.PASS_OVER) {
                continue;
            }
            if (found.isEmpty() || found.get().arena().usable() != range.length()) {
                throw new CorruptException("%s: its map has arena '%s' of %d bytes, which the partitions have not"
                        .formatted(first.storage().name(), Plain.field(range.name()), range.length()));
            }
            OpenArenas.Placed placed = found.get();
            try {
                slots.add(new ArenaSlot(placed.arena(), placed.partition(), range.start(), placed.arena().readTail()));
            } catch (CorruptException | UnsupportedVersionException e) {
                if (damage == Damage.REFUSE) {
                    throw e;
                }
            }
        }
        return slots;
    }

    private static Bloom bloom(Storage storage, List<Closeable> open) throws IOException {
        open.add(storage);
        return new Bloom(BloomFilter.decode(ByteBuffer.wrap(storage.read(0, BloomFilter.HEADER)), storage.size(),
                storage.name()), storage);
    }

    /** The page {@code /index} that a server of these files shows. */
    IndexPage indexPage() throws CorruptException {
        IndexSection first = sections.get(0).header();
        return new IndexPage(map.name(), MAP_VERSION, map.blockSize(), first.tableSize(), map.buckets(),
                BucketArithmetic.of(map.buckets(), sections.get(0).storage().name()).div(),
                sections.stream().map(section -> new IndexPage.Section(section.header().name(),
                        section.header().start(), section.header().stop(),
                        IndexBucket.capacity(section.header().blockSize()))).toList(),
                slots.stream().filter(slot -> slot.tail().memory().clumps() > 0).map(StoreFiles::onPage).toList());
    }

    private static IndexPage.Arena onPage(ArenaSlot slot) {
        Arena arena = slot.arena();
        ArenaTail tail = slot.tail();
        // the page's end is one block behind the arena's
        return new IndexPage.Arena(arena.name(),
                new IndexPage.Arena.Addresses(slot.address(), slot.address() + arena.usable()),
                new IndexPage.Arena.Place(slot.partition().text(), arena.dataStart(), arena.end() + arena.blockSize()),
                new IndexPage.Arena.Head(tail.version(), tail.ctime(), tail.wtime()), false, tail.score(),
                tail.memory(), tail.disk());
    }

    /** The page {@code /storage} that a server of these files shows. */
    StoragePage storagePage() {
        return new StoragePage(map.name(), slots.size(),
                slots.stream().filter(slot -> slot.tail().memory().clumps() > 0).count(),
                slots.stream().mapToLong(slot -> slot.arena().usable()).sum(), sum(ArenaStats::clumps),
                sum(ArenaStats::cclumps), sum(ArenaStats::uncsize), sum(ArenaStats::used));
    }

    private long sum(ToLongFunction<ArenaStats> field) {
        return slots.stream().mapToLong(slot -> field.applyAsLong(slot.tail().memory())).sum();
    }

    @Override
    public void close() throws IOException {
        Closing.all(open);
    }
}
