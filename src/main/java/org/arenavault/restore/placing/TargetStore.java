package org.arenavault.restore.placing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.arenavault.io.Bytes;
import org.arenavault.io.Closing;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexFiles;

/** The arena partitions of the venti that is to be, in the order of its configuration. */
public final class TargetStore implements Closeable {

    /** As many empty arenas as there is room for in what does not grow. */
    public static final int FILLED = Integer.MAX_VALUE;

    private final List<TargetPartition> partitions = new ArrayList<>();
    private final Path conf;

    private TargetStore(Path conf) {
        this.conf = conf;
    }

    /**
     * Finds out what is there. Nothing is written.
     *
     * @throws RefusedException if a partition is neither an arena partition nor free to become one, or a name or line
     *     occurs twice, so that no venti would start
     */
    public static TargetStore open(VentiConf conf, RestoreJournal journal, Permissions may, World world)
            throws IOException {
        TargetStore store = new TargetStore(journal.conf());
        try {
            for (Partition line : conf.arenas()) {
                TargetPartition partition = TargetPartition.open(line, journal, may, world);
                store.partitions.add(partition);
                store.requireDistinct(partition, conf);
            }
            return store;
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** The last partition has nothing that one before it has. */
    private void requireDistinct(TargetPartition partition, VentiConf conf) throws RefusedException {
        for (TargetPartition other : partitions.subList(0, partitions.size() - 1)) {
            if (other.text().equals(partition.text())) {
                throw new RefusedException("%s: names %s twice".formatted(conf.source(), partition.text()));
            }
            for (ArenaMap.Range range : partition.space().table().ranges()) {
                if (other.space().find(range.name()).isPresent()) {
                    throw new RefusedException("arena %s is in both %s and %s: no venti starts on that; take one away"
                            .formatted(range.name(), other.text(), partition.text()));
                }
            }
        }
    }

    /** The configuration of the venti. */
    Path conf() {
        return conf;
    }

    /** The partitions. */
    List<TargetPartition> partitions() {
        return partitions;
    }

    /** The partition of a place. */
    TargetPartition of(ArenaPlace place) {
        return partitions.stream().filter(partition -> partition.text().equals(place.partition())).findFirst()
                .orElseThrow();
    }

    /** What space there is in them. */
    Spaces spaces() {
        return new Spaces(partitions.stream().map(TargetPartition::space).toList());
    }

    /**
     * Makes the empty arenas that an unfinished restore was about to make.
     *
     * @param index whose map calls each by its new name
     */
    public void finishSlots(IndexFiles index) throws IOException {
        for (TargetPartition partition : partitions) {
            partition.finishSlots(index);
        }
    }

    /**
     * Gives the partitions that a restore makes empty arenas, so that a venti can write.
     *
     * @param wanted how many each is to have, if there is room
     * @param others names of arenas that may still come back
     * @return the names of those that were made
     */
    public List<String> addSpares(int wanted, Set<String> others, World world) throws IOException {
        return new SpareArenas(this, others, world).make(wanted);
    }

    /** What stays unused behind the last arena of partitions that this restore fills, one line each. */
    public List<String> unused() {
        List<String> lines = new ArrayList<>();
        for (TargetPartition partition : partitions) {
            long room = partition.isOurs() && !partition.grows() ? partition.space().room() : 0;
            if (room >= ArenaFormat.MIN_ARENA_SIZE) {
                lines.add(("%s: %s stay unused behind its last arena; with '--spare-arenas all' a restore makes empty "
                        + "arenas of it").formatted(partition.space().text(), Bytes.text(room)));
            }
        }
        return lines;
    }

    /** The gaps before arenas that are back at their original place, one line each. */
    public List<String> gaps(Set<String> originals) {
        return partitions.stream().flatMap(partition -> partition.space().gaps(originals).stream()).toList();
    }

    /** Writes the tables, as far as they have changed. */
    public void writeTables() throws IOException {
        for (TargetPartition partition : partitions) {
            partition.writeTable();
        }
    }

    /** Makes all partitions that a restore makes, and writes their tables. */
    public void finish() throws IOException {
        for (TargetPartition partition : partitions) {
            if (partition.isOurs()) {
                partition.prepare();
            }
        }
        writeTables();
    }

    /** True if every arena that holds something has a name that is vouched for. */
    public boolean isVouchedFor(Predicate<String> vouched) throws IOException {
        for (TargetPartition partition : partitions) {
            for (ArenaMap.Range range : partition.space().table().ranges()) {
                if (!vouched.test(range.name()) && !partition.isEmpty(range)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The arenas that an unfinished restore has put in their place. */
    public List<PlacedArena> put() {
        return partitions.stream().flatMap(partition -> partition.put().stream()).toList();
    }

    @Override
    public void close() throws IOException {
        Closing.all(partitions);
    }
}
