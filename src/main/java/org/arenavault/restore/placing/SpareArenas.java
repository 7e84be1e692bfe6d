package org.arenavault.restore.placing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;

/** Gives the partitions that a restore has made empty arenas behind the others, so that a venti can write. */
final class SpareArenas {

    /** What a file that grows gets where others are filled. */
    private static final int A_FEW = 2;

    private final TargetStore store;
    private final World world;
    private final SpareNames names;
    private final List<String> made = new ArrayList<>();

    /**
     * Spares for a store.
     *
     * @param others names of arenas that may still come back, and are not to be given to new ones
     */
    SpareArenas(TargetStore store, Set<String> others, World world) {
        this.store = store;
        this.world = world;
        Set<String> taken = new HashSet<>(others);
        for (TargetPartition partition : store.partitions()) {
            partition.space().table().ranges().forEach(range -> taken.add(range.name()));
        }
        this.names = new SpareNames(taken);
    }

    /**
     * The partitions that spares go to. A venti writes to the first arena of its configuration that is not sealed: it
     * is to go on in the one that it was filling, and no empty arena may stand before that.
     */
    private List<TargetPartition> partitions() throws IOException {
        List<TargetPartition> all = store.partitions();
        for (int i = all.size() - 1; i > 0; i--) {
            if (all.get(i).isBeingFilled()) {
                return all.subList(i, all.size());
            }
        }
        return all;
    }

    /**
     * Makes sure that each partition from the one on that the venti was filling has {@code wanted} empty arenas, or as
     * many as there is room for: {@link TargetStore#FILLED} of them fill what does not grow.
     */
    List<String> make(int wanted) throws IOException {
        for (TargetPartition partition : partitions()) {
            if (partition.isOurs()) {
                int have = partition.countEmpty();
                int goal = partition.grows() && wanted == TargetStore.FILLED ? A_FEW : wanted;
                while (have < goal && makeOne(partition)) {
                    world.stop().check();
                    have++;
                }
            }
        }
        return made;
    }

    /** Makes one more, in the first partition that has room; empty if none has. */
    Optional<ArenaPlace> one() throws IOException {
        List<TargetPartition> inOrder = new ArrayList<>(partitions());
        store.partitions().stream().filter(partition -> !inOrder.contains(partition)).forEach(inOrder::add);
        for (TargetPartition partition : inOrder) {
            Optional<ArenaPlace> place = partition.isOurs() ? makeIn(partition) : Optional.empty();
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private boolean makeOne(TargetPartition partition) throws IOException {
        return makeIn(partition).isPresent();
    }

    private Optional<ArenaPlace> makeIn(TargetPartition partition) throws IOException {
        PartitionSpace space = partition.space();
        int blockSize = space.header().blockSize();
        long size = Math.min(size(space, blockSize), space.room());
        if (size < ArenaFormat.MIN_ARENA_SIZE) {
            return Optional.empty();
        }
        String name = names.next(space.table().ranges().stream().map(ArenaMap.Range::name).toList(),
                partition.fileName());
        Optional<ArenaPlace> place = space.behind(name, size, blockSize);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        ArenaMap.Range range = place.get().range();
        Storage storage = partition.prepare();
        partition.extendTo(range.stop());
        EmptyArenas.format(place.get().in(storage), world);
        storage.force();
        space.reserve(range, blockSize);
        space.confirm(range);
        made.add(name);
        return place;
    }

    /** As large as the largest arena of the partition, else of the store. */
    private long size(PartitionSpace space, int blockSize) {
        long largest = largest(space);
        if (largest == 0) {
            largest = store.partitions().stream().mapToLong(partition -> largest(partition.space())).max().orElse(0);
        }
        return ArenaFormat.roundUp(Math.max(ArenaFormat.MIN_ARENA_SIZE,
                largest == 0 ? ArenaFormat.DEFAULT_ARENA_SIZE : largest), blockSize);
    }

    private static long largest(PartitionSpace space) {
        return space.table().ranges().stream().mapToLong(ArenaMap.Range::length).max().orElse(0);
    }
}
