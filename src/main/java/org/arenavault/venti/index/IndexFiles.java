package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** The files of an index's sections and filter, before there is an index in them. */
public final class IndexFiles {

    /** Share of the buckets' space up to which entries are as good as sure to fit. */
    private static final double CROWDED = 0.75;

    private final VentiConf conf;
    private final World world;

    /** The files that {@code conf} names. */
    public IndexFiles(VentiConf conf, World world) {
        this.conf = conf;
        this.world = world;
    }

    /**
     * Finds out whether an index can be built in them. Nothing is written.
     *
     * @param mayMake whether those that are missing will be made
     * @throws RefusedException if one is missing and will not be made, or holds something else
     */
    public void check(boolean mayMake) throws IOException {
        List<Partition> all = new ArrayList<>(conf.sections());
        conf.bloom().ifPresent(all::add);
        for (Partition partition : all) {
            if (partition.isMissing() && (!mayMake || partition.isRange())) {
                throw new RefusedException("%s: no such file or device; %s".formatted(partition, partition.isRange()
                        ? "how long it should be is not said: make it first" : "say --format to have it made"));
            }
        }
        for (Partition section : conf.sections()) {
            if (!section.isMissing()) {
                checkSection(section);
            }
        }
        if (conf.bloom().isPresent() && !conf.bloom().get().isMissing()) {
            BloomFile.openToBuild(conf, world).orElseThrow().close();
        }
    }

    private void checkSection(Partition partition) throws IOException {
        SectionFile section = SectionFile.open(partition, world);
        section.storage().close();
        Optional<IndexSection> header = section.header();
        if (header.isPresent() && !header.get().indexName().isEmpty()
                && !header.get().indexName().equals(conf.index())) {
            throw new RefusedException("%s: belongs to index '%s', not to '%s'".formatted(partition,
                    Plain.field(header.get().indexName()), conf.index()));
        }
    }

    /**
     * Makes those that are missing, as large as the arenas need them. Sections of this very index that have become
     * too small for it are made anew, where they are plain files: an index holds nothing that the arenas do not.
     *
     * @return the files that were made
     */
    public List<String> make() throws IOException {
        StoreTotals totals = StoreTotals.of(conf, world.disks());
        List<String> made = new ArrayList<>();
        long size = IndexSizes.sectionBytes(totals.bytes(), totals.clumps(), conf.sections().size());
        boolean remake = areOutgrown(totals.clumps());
        for (Partition section : conf.sections()) {
            if (remake || section.isMissing()) {
                make(section, size);
                made.add(section.text());
            }
        }
        if (conf.bloom().isPresent() && conf.bloom().get().isMissing()) {
            make(conf.bloom().get(), IndexSizes.bloomBytes(totals.clumpsToCome()));
            made.add(conf.bloom().get().text());
        }
        return made;
    }

    /**
     * Gives an arena of the index another name, in every copy of its map that has it. Addresses and buckets stay.
     *
     * @throws RefusedException if the longer name has no room
     */
    public void rename(String from, String to) throws IOException {
        for (Partition partition : conf.sections()) {
            if (!partition.isMissing()) {
                SectionFile section = SectionFile.open(partition, world);
                try (Storage storage = section.storage()) {
                    Optional<IndexMap> map = section.map().filter(copy -> copy.name().equals(conf.index()));
                    if (map.isPresent()) {
                        rename(from, to, section, map.get(), storage);
                    }
                }
            }
        }
    }

    private static void rename(String from, String to, SectionFile section, IndexMap map, Storage storage)
            throws IOException {
        List<ArenaMap.Range> ranges = map.arenas().ranges().stream().map(range -> range.name().equals(from)
                ? new ArenaMap.Range(to, range.start(), range.stop()) : range).toList();
        if (ranges.equals(map.arenas().ranges())) {
            return;
        }
        IndexSection header = section.header().orElseThrow();
        IndexMap renamed = new IndexMap(map.name(), map.blockSize(), map.sections(), new ArenaMap(ranges));
        storage.write(header.tableBase(), section.isFinished()
                ? renamed.encode(header.tableSize(), storage.name())
                : renamed.encodeUnfinished(header.tableSize(), storage.name()));
        storage.force();
    }

    private boolean areOutgrown(long clumps) throws IOException {
        double room = 0;
        for (Partition partition : conf.sections()) {
            if (partition.isMissing() || partition.isRange() || partition.isAfar()
                    || !PlainFiles.isFile(partition.path())) {
                return false;
            }
            SectionFile section = SectionFile.open(partition, world);
            section.storage().close();
            if (section.header().filter(header -> header.indexName().equals(conf.index())).isEmpty()) {
                return false;
            }
            room += (double) section.header().get().blocks() * section.header().get().blockSize();
        }
        return clumps * (double) IndexEntry.SIZE > room * CROWDED;
    }

    private void make(Partition partition, long size) throws IOException {
        if (!PlainFiles.exists(partition.path())) {
            world.disks().create(partition.path(), size).close();
        } else {
            try (Storage file = world.disks().openToWrite(partition.path())) {
                file.truncate(0);
                file.write(size - 1, new byte[1]);
            }
        }
        DurableFiles.syncFolder(PlainFiles.folderOf(partition.path()));
    }
}
