package org.arenavault.restore.placing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.restore.reading.ArenaImage;
import org.arenavault.restore.reading.ArenaReader;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.Partition;

/**
 * Puts extracted arenas into a partition: each into the slot of its name and size that is empty or holds it already,
 * else behind the others, if there is room. The table says so last. The server must not be running.
 */
public final class ArenaInsertion implements Closeable {

    private static final int FIFO_MEGABYTES = 16;

    private final ArenaPartition partition;
    private final PartitionSpace space;
    private final World world;
    private final ArenaCopy copy;
    private final ArenaReader reader;

    private ArenaInsertion(ArenaPartition partition, PartitionSpace space, World world) {
        this.partition = partition;
        this.space = space;
        this.world = world;
        this.copy = new ArenaCopy(world, new Fifo(FIFO_MEGABYTES));
        this.reader = new ArenaReader(world);
    }

    /**
     * Opens a partition to be written to.
     *
     * @throws CorruptException if it is none, or its table is damaged
     */
    public static ArenaInsertion into(Partition line, World world) throws IOException {
        ArenaPartition partition = ArenaPartition.open(line.openToWrite(world.disks()));
        try {
            return new ArenaInsertion(partition, PartitionSpace.ofSlots(line.text(), partition.header(),
                    partition.map(), partition.storage().size()), world);
        } catch (IOException | RuntimeException | Error e) {
            partition.close();
            throw e;
        }
    }

    /**
     * Puts the arena in {@code file} into the partition, unless it is there already.
     *
     * @throws IOException if the partition cannot be written, or the operator asked to stop; the next run goes on
     */
    public Placement insert(Path file) throws IOException {
        Storage opened;
        try {
            opened = world.disks().openToRead(file);
        } catch (MediumFaultException e) {
            return unfit(file, e.getMessage());
        }
        try (Storage image = opened) {
            ArenaImage found;
            try {
                found = look(image);
            } catch (UnusableBytesException e) {
                return unfit(file, e.getMessage());
            }
            Placement placement = insert(image, found);
            return placement.reason().isEmpty() ? placement : unfit(file, placement.reason());
        }
    }

    private static Placement unfit(Path file, String reason) {
        return new Placement.Nowhere(reason.startsWith(file.toString()) ? reason : "%s: %s".formatted(file, reason));
    }

    private ArenaImage look(Storage image) throws IOException {
        ArenaHead head = Arena.headOf(image);
        if (head.size() > image.size()) {
            throw new CorruptException("holds %d of the %d bytes of arena %s".formatted(image.size(), head.size(),
                    Plain.field(head.name())));
        }
        ArenaImage found = ArenaImage.of(image, head);
        return found.evidence() == Evidence.CLUMPS ? new ArenaImage(reader.summed(image, found.arena()),
                found.evidence(), found.sealed()) : found;
    }

    private Placement insert(Storage image, ArenaImage found) throws IOException {
        Placement placement = place(found.arena());
        Optional<Placement.Free> free = placement.free();
        return free.isPresent() ? put(image, found, free.get()) : placement;
    }

    private Placement place(ArenaRecord arena) throws IOException {
        if (!ArenaNames.isValid(arena.name())) {
            return new Placement.Nowhere("'%s' cannot be the name of an arena"
                    .formatted(Plain.field(arena.name())));
        }
        if (arena.blockSize() != space.blockSize()) {
            return new Placement.Nowhere("has blocks of %d bytes, the partition has blocks of %d"
                    .formatted(arena.blockSize(), space.blockSize()));
        }
        Optional<ArenaMap.Range> slot = space.find(arena.name());
        if (slot.isEmpty()) {
            return behind(arena);
        }
        return slot.get().length() == arena.size()
                ? SlotContents.of(space.place(slot.get(), arena.blockSize()), partition.storage(), arena, world)
                : new Placement.Nowhere("has %d bytes, its slot has %d".formatted(arena.size(), slot.get().length()));
    }

    private Placement behind(ArenaRecord arena) throws RefusedException {
        if (!PartitionSpace.isListable(arena.name())) {
            return PartitionSpace.UNLISTABLE;
        }
        if (arena.size() > space.room()) {
            return new Placement.Nowhere(("no slot has its name, '%s', and behind the last one there is room for %d "
                    + "bytes, not for its %d").formatted(Plain.field(arena.name()), space.room(),
                    arena.size()));
        }
        return space.behind(arena.name(), arena.size(), arena.blockSize())
                .<Placement>map(place -> new Placement.Free(place, Placement.Ground.UNLISTED))
                .orElseThrow(() -> new RefusedException(space.fullTable(arena.name())));
    }

    private Placement put(Storage image, ArenaImage found, Placement.Free free) throws IOException {
        Optional<Placement> obstacle = SlotContents.obstacle(free, partition.storage(), image);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Placement placement = copy.copy(image, found.arena(), found.evidence(), free.place(), partition.storage(),
                "inserting " + found.arena().name());
        if (placement.there().isPresent() && !free.isListed()) {
            partition.writeTable(partition.map().plus(free.place().range()));
            space.list(free.place().range());
        }
        return placement;
    }

    @Override
    public void close() throws IOException {
        partition.close();
    }
}
