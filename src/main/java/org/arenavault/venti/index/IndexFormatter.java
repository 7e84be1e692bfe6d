package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/**
 * Decides what an index will look like, from the files that its configuration names (venti-format 6.3, 10.1).
 * Writes nothing.
 *
 * <p>Blank sections are formatted: named as their file, version 2, with the block size of the sections that are
 * formatted already, else 8 KiB. Formatted ones keep version, block size and bucket magic; where they carry this
 * index already, their buckets must come out unchanged. Arenas that the map has keep their addresses, as with
 * {@code fmtindex -a}, and new ones are appended in the order of the configuration. A map that is damaged, or
 * whose arenas have another size by now, is made anew: every entry is written anyway.
 */
final class IndexFormatter {

    private static final int VERSION = 2;

    private final VentiConf conf;
    private final World world;
    private final List<SectionFile> files = new ArrayList<>();

    private IndexFormatter(VentiConf conf, World world) {
        this.conf = conf;
        this.world = world;
    }

    /**
     * Opens everything that a build needs, and plans it.
     *
     * @throws RefusedException if a file holds something else, belongs to another index, or the map of the
     *     arenas does not fit; the file is named
     * @throws CorruptException if an arena partition or the header of a section is damaged
     */
    static IndexPlan plan(VentiConf conf, World world) throws IOException {
        if (!ArenaNames.isPortable(conf.index())) {
            throw new RefusedException("%s: '%s' cannot be the name of an index"
                    .formatted(conf.source(), Plain.field(conf.index())));
        }
        OpenArenas arenas = OpenArenas.open(conf.arenas(), part -> part.openToRead(world.disks()));
        IndexFormatter formatter = new IndexFormatter(conf, world);
        try {
            return formatter.plan(arenas);
        } catch (IOException e) {
            try (arenas) {
                Closing.all(formatter.files.stream().map(SectionFile::storage).toList());
            }
            throw e;
        }
    }

    private IndexPlan plan(OpenArenas arenas) throws IOException {
        for (Partition partition : conf.sections()) {
            files.add(SectionFile.open(partition, world));
        }
        List<IndexSection> headers = headers();
        List<Section> sections = new ArrayList<>();
        List<ArenaMap.Range> buckets = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            IndexSection header = headers.get(i);
            sections.add(new Section(files.get(i).storage(), header));
            buckets.add(new ArenaMap.Range(header.name(), header.start(), header.stop()));
        }
        List<String> notes = new ArrayList<>();
        IndexMap map = new IndexMap(conf.index(), headers.get(0).blockSize(), new ArenaMap(buckets),
                arenaMap(arenas, notes));
        map.encodeUnfinished(headers.get(0).tableSize(), sections.get(0).where());
        IndexLayout layout = new IndexLayout(sections, map, arenas, List.of());
        Optional<BloomFile> bloom = BloomFile.openToBuild(conf, world);
        return new IndexPlan(layout, List.copyOf(files), bloom, notes);
    }

    private List<IndexSection> headers() throws IOException {
        IndexSection model = files.stream().flatMap(file -> file.header().stream()).findFirst()
                .orElse(IndexSection.ofSize(VERSION, "", IndexSizes.BLOCK_SIZE, 0, 1));
        List<IndexSection> headers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SectionFile file : files) {
            file.header().ifPresent(header -> names.add(header.name()));
        }
        if (names.size() < files.stream().filter(file -> file.header().isPresent()).count()) {
            throw new RefusedException("index %s: two of its sections have the same name".formatted(conf.index()));
        }
        for (SectionFile file : files) {
            headers.add(file.header().isPresent() ? checked(file, file.header().get(), model)
                    : fresh(file, names, headers.size(), model));
        }
        return isWhole(headers) ? headers : spread(headers);
    }

    private IndexSection checked(SectionFile file, IndexSection header, IndexSection model) throws RefusedException {
        String where = "%s: section %s".formatted(file.storage().name(), Plain.field(header.name()));
        if (!header.indexName().isEmpty() && !header.indexName().equals(conf.index())) {
            throw new RefusedException("%s: belongs to index '%s', not to '%s'"
                    .formatted(where, Plain.field(header.indexName()), conf.index()));
        }
        if (!ArenaNames.isPortable(header.name())) {
            throw new RefusedException(where + ": its name cannot stand in an index map");
        }
        if (header.blockSize() != model.blockSize() || header.tableSize() != model.tableSize()) {
            throw new RefusedException("%s: buckets of %d bytes and %d bytes for the map; other sections have %d and %d"
                    .formatted(where, header.blockSize(), header.tableSize(), model.blockSize(), model.tableSize()));
        }
        return header;
    }

    private IndexSection fresh(SectionFile file, Set<String> names, int ordinal, IndexSection model)
            throws IOException {
        String name = file.nameFor(ordinal);
        for (int i = 1; !names.add(name); i++) {
            name = "%s.%d".formatted(file.nameFor(ordinal), i);
        }
        IndexSection header = IndexSection.ofSize(VERSION, name, model.blockSize(), file.storage().size(),
                bucketMagic());
        if (header.tableSize() != model.tableSize()) {
            throw new RefusedException("%s: other sections keep %d bytes for the index map, a fresh one %d"
                    .formatted(file.storage().name(), model.tableSize(), header.tableSize()));
        }
        return header;
    }

    /** Random and not zero. */
    private long bucketMagic() {
        long magic = 0;
        while (magic == 0) {
            magic = world.uuids().get().getLeastSignificantBits() & 0xFFFF_FFFFL;
        }
        return magic;
    }

    /** True if all sections carry this index already, and nothing of it is missing. */
    private boolean isWhole(List<IndexSection> headers) {
        long next = 0;
        for (IndexSection header : headers) {
            if (header.indexName().isEmpty() || header.start() != next || header.stop() == header.start()) {
                return false;
            }
            next = header.stop();
        }
        try {
            BucketArithmetic.of(next, conf.index());
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }

    /** As {@code fmtindex} does; what carries the index already must come out as it is. */
    private List<IndexSection> spread(List<IndexSection> headers) throws RefusedException {
        List<IndexSection> spread = BucketArithmetic.spread(conf.index(), headers);
        for (int i = 0; i < headers.size(); i++) {
            IndexSection old = headers.get(i);
            if (old.stop() != 0 && !old.equals(spread.get(i))) {
                throw new RefusedException(("%s: section %s has the buckets [%d,%d) of index %s and would get [%d,%d): "
                        + "to change the shape of an index give all its sections as blank files").formatted(
                        files.get(i).storage().name(), old.name(), old.start(), old.stop(), conf.index(),
                        spread.get(i).start(), spread.get(i).stop()));
            }
        }
        return spread;
    }

    private ArenaMap arenaMap(OpenArenas arenas, List<String> notes) throws RefusedException {
        List<ArenaMap.Range> ranges = new ArrayList<>();
        Set<String> mapped = new HashSet<>();
        for (ArenaMap.Range range : oldRanges(arenas, notes)) {
            ranges.add(range);
            mapped.add(range.name());
        }
        long next = ranges.isEmpty() ? IndexMap.FIRST_ADDRESS : ranges.get(ranges.size() - 1).stop();
        for (OpenArenas.Placed placed : arenas.arenas()) {
            Arena arena = placed.arena();
            if (mapped.add(arena.name())) {
                ranges.add(new ArenaMap.Range(arena.name(), next, next + arena.usable()));
                next += arena.usable();
            }
        }
        return new ArenaMap(ranges);
    }

    /** What the first sound copy of the map has; nothing if there is none. */
    private List<ArenaMap.Range> oldRanges(OpenArenas arenas, List<String> notes) throws RefusedException {
        List<String> missing = new ArrayList<>();
        for (SectionFile file : files) {
            Optional<IndexMap> map = file.map().filter(copy -> copy.name().equals(conf.index()));
            if (map.isPresent()) {
                List<ArenaMap.Range> ranges = map.get().arenas().ranges();
                List<String> gone = ranges.stream().map(ArenaMap.Range::name)
                        .filter(name -> arenas.find(name).isEmpty()).toList();
                if (gone.isEmpty() && isSound(map.get().arenas(), arenas)) {
                    return ranges;
                }
                missing.addAll(gone);
            }
        }
        if (!missing.isEmpty()) {
            throw new RefusedException(("index %s: covers arena '%s', which no partition of %s holds: add that "
                    + "partition, or give blank sections to leave it out for good")
                    .formatted(conf.index(), missing.get(0), conf.source()));
        }
        if (files.stream().flatMap(file -> file.header().stream()).anyMatch(header -> header.stop() != 0)) {
            notes.add("index %s: no sound map of the arenas was found; they get new addresses".formatted(conf.index()));
        }
        return List.of();
    }

    private static boolean isSound(ArenaMap map, OpenArenas arenas) {
        try {
            AddressSpace.of(map, arenas, "");
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }
}
