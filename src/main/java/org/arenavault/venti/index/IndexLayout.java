package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** An index as a whole: its sections, its map, and the arenas that it covers. */
final class IndexLayout implements Closeable {

    private final List<Section> sections;
    private final IndexMap map;
    private final BucketArithmetic arithmetic;
    private final AddressSpace space;
    private final OpenArenas arenas;
    private final List<String> faults;
    private final boolean partial;

    /** Takes ownership of the sections' storages and of the arenas. */
    IndexLayout(List<Section> sections, IndexMap map, OpenArenas arenas, List<String> faults)
            throws CorruptException {
        this(sections, map, arenas, faults, false, false);
    }

    private IndexLayout(List<Section> sections, IndexMap map, OpenArenas arenas, List<String> faults,
            boolean lacksArenas, boolean partial) throws CorruptException {
        String where = sections.get(0).where();
        this.sections = List.copyOf(sections);
        this.map = map;
        this.arithmetic = BucketArithmetic.of(map.buckets(), where);
        this.space = AddressSpace.of(map.arenas(), arenas, where, lacksArenas);
        this.arenas = arenas;
        this.faults = List.copyOf(faults);
        this.partial = partial;
    }

    /**
     * Opens a complete index to be read.
     *
     * @throws CorruptException if it is none, or sections, map and arenas do not go together; the server would
     *     not start on it either
     */
    static IndexLayout open(VentiConf conf, Disks disks) throws IOException {
        return open(conf, disks, OpenArenas.open(conf.arenas(), part -> part.openToRead(disks)));
    }

    /**
     * The same; arena partitions and sections that cannot be opened, or contradict the map, are among the
     * {@link #faults}, as long as one of each can be used.
     */
    static IndexLayout openReadable(VentiConf conf, Disks disks) throws IOException {
        OpenArenas arenas = OpenArenas.openReadable(conf.arenas(), part -> part.openToRead(disks)).requireOne();
        List<Section> sections = new ArrayList<>();
        try {
            List<Optional<String>> faults = new ArrayList<>();
            for (Partition partition : conf.sections()) {
                faults.add(LostSection.fault(() -> sections.add(openSection(partition.openToRead(disks)))));
            }
            if (sections.isEmpty()) {
                throw new CorruptException(String.join("; ", faults.stream().flatMap(Optional::stream).toList()));
            }
            List<String> lines = new ArrayList<>(arenas.problems());
            MapCopy copy = readMap(sections, lines);
            checkMap(conf.index(), conf.sections().size(), copy);
            List<Section> all = LostSection.fill(conf.sections(), sections, faults, copy.map());
            List<Section> sound = new ArrayList<>();
            for (Section section : all) {
                Optional<String> contradiction = section.isLost() ? Optional.empty()
                        : LostSection.fault(() -> checkSection(conf.index(), section, sound.size(), copy));
                sound.add(contradiction.isPresent()
                        ? new Section(section.storage(), section.header(), contradiction.get()) : section);
            }
            sound.stream().filter(Section::isLost).forEach(section -> lines.add(section.fault()
                    + "; its buckets are left out"));
            boolean lost = sound.stream().anyMatch(Section::isLost);
            return new IndexLayout(LostSection.byTheMap(sound, copy.map()), copy.map(), arenas, lines,
                    !arenas.problems().isEmpty(), lost || !arenas.problems().isEmpty());
        } catch (IOException e) {
            closeAll(sections, arenas);
            throw e;
        }
    }

    private static IndexLayout open(VentiConf conf, Disks disks, OpenArenas arenas) throws IOException {
        List<Section> sections = new ArrayList<>();
        try {
            for (Partition partition : conf.sections()) {
                sections.add(openSection(partition.openToRead(disks)));
            }
            List<String> faults = new ArrayList<>();
            MapCopy copy = readMap(sections, faults);
            checkMap(conf.index(), sections.size(), copy);
            for (int i = 0; i < sections.size(); i++) {
                checkSection(conf.index(), sections.get(i), i, copy);
            }
            return new IndexLayout(sections, copy.map(), arenas, faults, false, false);
        } catch (IOException e) {
            closeAll(sections, arenas);
            throw e;
        }
    }

    private static Section openSection(Storage storage) throws IOException {
        try {
            return new Section(storage, readHeader(storage));
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Reads the header of an index section.
     *
     * @throws CorruptException if it is none
     * @throws UnsupportedVersionException if it is one of another version
     */
    static IndexSection readHeader(Storage storage) throws IOException {
        if (storage.size() < ArenaFormat.BLANK + IndexSection.SIZE) {
            throw new CorruptException(storage.name() + ": too short for an index section");
        }
        return IndexSection.decode(ByteBuffer.wrap(storage.read(ArenaFormat.BLANK, IndexSection.SIZE)),
                storage.size(), storage.name());
    }

    /** Reads the bytes of the map that a section carries. */
    static byte[] readTable(Storage storage, IndexSection header) throws IOException {
        return storage.read(header.tableBase(), header.tableSize());
    }

    /** A copy of the map, and the section that carries it. */
    private record MapCopy(IndexMap map, Section carrier) {
    }

    /** The copy of section 0, the only one that the server reads; where that is damaged, the first that is not. */
    private static MapCopy readMap(List<Section> sections, List<String> faults) throws IOException {
        List<MapCopy> copies = new ArrayList<>();
        List<CorruptException> damages = new ArrayList<>();
        for (Section section : sections) {
            try {
                IndexMap map = IndexMap.decode(readTable(section.storage(), section.header()), section.where());
                if (!copies.isEmpty() && !map.equals(copies.get(0).map())) {
                    faults.add("%s: its copy of the index map differs from that of %s"
                            .formatted(section.where(), copies.get(0).carrier().where()));
                }
                copies.add(new MapCopy(map, section));
            } catch (CorruptException e) {
                damages.add(e);
                faults.add(e.getMessage());
            }
        }
        if (copies.isEmpty()) {
            throw damages.get(0);
        }
        return copies.get(0);
    }

    private static void checkMap(String index, int sections, MapCopy copy) throws CorruptException {
        IndexMap map = copy.map();
        String where = copy.carrier().where();
        if (!map.name().equals(index)) {
            throw new CorruptException("%s: its map is that of index '%s', the configuration says '%s'"
                    .formatted(where, Plain.field(map.name()), index));
        }
        List<ArenaMap.Range> ranges = map.sections().ranges();
        if (ranges.size() != sections) {
            throw new CorruptException("%s: its map has %d sections, the configuration %d"
                    .formatted(where, ranges.size(), sections));
        }
        long next = 0;
        for (ArenaMap.Range range : ranges) {
            if (range.start() != next) {
                throw new CorruptException("%s: its map has section '%s' begin at bucket %d; it belongs at %d"
                        .formatted(where, Plain.field(range.name()), range.start(), next));
            }
            next = range.stop();
        }
    }

    /** Holds the header of a section against the map, and against the section that carries it. */
    private static void checkSection(String index, Section section, int number, MapCopy copy) throws CorruptException {
        IndexMap map = copy.map();
        IndexSection carrier = copy.carrier().header();
        String where = copy.carrier().where();
        IndexSection header = section.header();
        ArenaMap.Range range = map.sections().ranges().get(number);
        if (!header.name().equals(range.name()) || !header.indexName().equals(index)) {
            throw new CorruptException("%s of index '%s': the map in %s has '%s' of '%s' here".formatted(
                    section.where(), Plain.field(header.indexName()), where, range.name(), index));
        }
        if (header.blockSize() != map.blockSize()) {
            throw new CorruptException("%s: has buckets of %d bytes; the map in %s says %d"
                    .formatted(section.where(), header.blockSize(), where, map.blockSize()));
        }
        if (header.tableSize() != carrier.tableSize()) {
            throw new CorruptException("%s: keeps %d bytes for the map, %s keeps %d".formatted(section.where(),
                    header.tableSize(), where, carrier.tableSize()));
        }
        if (header.start() != range.start() || header.stop() != range.stop()) {
            throw new CorruptException("%s: has the buckets [%d,%d); the map in %s says [%d,%d)"
                    .formatted(section.where(), header.start(), header.stop(), where, range.start(), range.stop()));
        }
    }

    List<Section> sections() {
        return sections;
    }

    IndexMap map() {
        return map;
    }

    BucketArithmetic arithmetic() {
        return arithmetic;
    }

    /** Bytes of a bucket. */
    int blockSize() {
        return map.blockSize();
    }

    /** Bytes of all buckets in use. */
    long bucketBytes() {
        return arithmetic.buckets() * blockSize();
    }

    AddressSpace space() {
        return space;
    }

    /** What is wrong with it and does not keep anyone from using it, one line each. */
    List<String> faults() {
        return faults;
    }

    /** True if there are arena partitions or sections that cannot be used. */
    boolean isPartial() {
        return partial;
    }

    /** The section that has this bucket. */
    Section sectionOf(long bucket) {
        int section = 0;
        while (sections.get(section).header().stop() <= bucket) {
            section++;
        }
        return sections.get(section);
    }

    /** True if a formatter would give the same buckets to the sections as they have (venti-format 6.3). */
    boolean isSpreadByTheBook() {
        List<IndexSection> headers = sections.stream().map(Section::header).toList();
        try {
            return BucketArithmetic.spread(map.name(), headers).equals(headers);
        } catch (RefusedException e) {
            return false;
        }
    }

    /** Arenas of the partitions that the index does not cover. */
    List<Arena> unmapped() {
        Set<String> mapped = new HashSet<>();
        map.arenas().ranges().forEach(range -> mapped.add(range.name()));
        return arenas.arenas().stream().map(OpenArenas.Placed::arena)
                .filter(arena -> !mapped.contains(arena.name())).toList();
    }

    @Override
    public void close() throws IOException {
        closeAll(sections, arenas);
    }

    static void closeAll(List<Section> sections, OpenArenas arenas) throws IOException {
        try (arenas) {
            Closing.all(sections.stream().map(Section::storage).toList());
        }
    }
}
