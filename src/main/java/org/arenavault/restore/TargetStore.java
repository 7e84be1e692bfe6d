package org.arenavault.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** The arena partitions of the venti that is to be, in the order of its configuration. */
final class TargetStore implements Closeable {

    private final List<TargetPartition> partitions = new ArrayList<>();
    private final Map<PartitionSpace, TargetPartition> bySpace = new HashMap<>();
    private final Path conf;

    private TargetStore(Path conf) {
        this.conf = conf;
    }

    /**
     * Finds out what is there. Nothing is written.
     *
     * @param options whether what is missing or blank may be formatted, and arenas added to what is there
     * @throws RefusedException if a partition is neither an arena partition nor free to become one, or a name or line
     *     occurs twice, so that no venti would start
     */
    static TargetStore open(VentiConf conf, RestoreJournal journal, RestoreOptions options, World world)
            throws IOException {
        TargetStore store = new TargetStore(conf.source());
        try {
            for (Partition line : conf.arenas()) {
                store.add(TargetPartition.open(line, journal, options, world), conf);
            }
            return store;
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private void add(TargetPartition partition, VentiConf conf) throws RefusedException {
        for (TargetPartition other : partitions) {
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
        partitions.add(partition);
        bySpace.put(partition.space(), partition);
    }

    /** The configuration of the venti. */
    Path conf() {
        return conf;
    }

    /** The partitions. */
    List<TargetPartition> partitions() {
        return partitions;
    }

    /** The partition whose space this is. */
    TargetPartition of(PartitionSpace space) {
        return bySpace.get(space);
    }

    /** Where arenas go in it. */
    Placement placement() {
        return new Placement(partitions.stream().map(TargetPartition::space).toList());
    }

    /** Makes the empty arenas that an unfinished restore was about to make. */
    void finishSlots() throws IOException {
        for (TargetPartition partition : partitions) {
            partition.finishSlots();
        }
    }

    /** Writes the tables, as far as they have changed. */
    void writeTables() throws IOException {
        for (TargetPartition partition : partitions) {
            partition.writeTable();
        }
    }

    /** Makes all partitions that a restore makes, and writes their tables. */
    void finish() throws IOException {
        for (TargetPartition partition : partitions) {
            if (partition.isOurs()) {
                partition.prepare();
            }
        }
        writeTables();
    }

    /** True if every arena that holds something was read whole, and found right, by this restore or the one before. */
    boolean isVouchedFor(RestoreTally tally) throws IOException {
        for (TargetPartition partition : partitions) {
            for (ArenaMap.Range range : partition.space().table().ranges()) {
                if (tally.home(range.name()).isEmpty() && !partition.isEmpty(range)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Says which arenas an unfinished restore has put in their place. */
    void report(RestoreTally tally) {
        for (TargetPartition partition : partitions) {
            partition.report(tally);
        }
    }

    @Override
    public void close() throws IOException {
        for (TargetPartition partition : partitions) {
            partition.close();
        }
    }
}
