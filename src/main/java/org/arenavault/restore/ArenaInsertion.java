package org.arenavault.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.IoFunction;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
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
    private final World world;
    private final Fifo fifo = new Fifo(FIFO_MEGABYTES);
    private final ArenaReader reader;

    private ArenaInsertion(ArenaPartition partition, World world) {
        this.partition = partition;
        this.world = world;
        this.reader = new ArenaReader(world);
    }

    /** What became of an arena. */
    public sealed interface Outcome {

        /** What each case comes to. */
        <R> R match(IoFunction<Inserted, R> inserted, IoFunction<Present, R> present, IoFunction<Unfit, R> unfit)
                throws IOException;

        /** The same of the arena in this file, for whoever has several. */
        default Outcome of(Path file) {
            return this;
        }

        /**
         * It lies in the partition, whole.
         *
         * @param arena its name
         * @param offset of its head
         * @param note what is worth knowing; empty if nothing is
         */
        record Inserted(String arena, long offset, String note) implements Outcome {

            @Override
            public <R> R match(IoFunction<Inserted, R> inserted, IoFunction<Present, R> present,
                    IoFunction<Unfit, R> unfit) throws IOException {
                return inserted.apply(this);
            }
        }

        /**
         * It was there already, byte for byte.
         *
         * @param arena its name
         * @param offset of its head
         */
        record Present(String arena, long offset) implements Outcome {

            @Override
            public <R> R match(IoFunction<Inserted, R> inserted, IoFunction<Present, R> present,
                    IoFunction<Unfit, R> unfit) throws IOException {
                return present.apply(this);
            }
        }

        /**
         * It is not in the partition, which is what it was before.
         *
         * @param reason why
         */
        record Unfit(String reason) implements Outcome {

            @Override
            public Outcome of(Path file) {
                return reason.startsWith(file.toString()) ? this : new Unfit("%s: %s".formatted(file, reason));
            }

            @Override
            public <R> R match(IoFunction<Inserted, R> inserted, IoFunction<Present, R> present,
                    IoFunction<Unfit, R> unfit) throws IOException {
                return unfit.apply(this);
            }
        }
    }

    /**
     * Opens a partition to be written to.
     *
     * @throws CorruptException if it is none, or its table is damaged
     */
    public static ArenaInsertion into(Partition partition, World world) throws IOException {
        return new ArenaInsertion(ArenaPartition.open(partition.openToWrite(world.disks())), world);
    }

    /**
     * Puts the arena in {@code file} into the partition.
     *
     * @throws IOException if the partition cannot be written, or the operator asked to stop; the next run goes on
     */
    public Outcome insert(Path file) throws IOException {
        Storage opened;
        try {
            opened = world.disks().openToRead(file);
        } catch (MediumFaultException e) {
            return new Outcome.Unfit(e.getMessage()).of(file);
        }
        try (Storage image = opened) {
            return insert(file, image);
        }
    }

    private Outcome insert(Path file, Storage image) throws IOException {
        ArenaImage found;
        try {
            found = look(image);
        } catch (UnusableBytesException e) {
            return new Outcome.Unfit(e.getMessage()).of(file);
        }
        return insert(image, found).of(file);
    }

    private ArenaImage look(Storage image) throws IOException {
        ArenaHead head = Arena.headOf(image);
        if (head.size() > image.size()) {
            throw new CorruptException("holds %d of the %d bytes of arena %s".formatted(image.size(), head.size(),
                    ArenaNames.printable(head.name())));
        }
        ArenaImage found = ArenaImage.of(image, head);
        return found.evidence() == Evidence.CLUMPS ? summed(image, found) : found;
    }

    /** Without a seal nothing but its clumps tells whether it is whole. */
    private ArenaImage summed(Storage image, ArenaImage found) throws IOException {
        ArenaRecord arena = found.arena();
        return new ArenaImage(new ArenaRecord(arena.name(), arena.size(), arena.blockSize(), "", 0,
                reader.sum(image, arena), false), Evidence.CLUMPS, found.sealed());
    }

    private Outcome insert(Storage image, ArenaImage found) throws IOException {
        ArenaRecord arena = found.arena();
        if (!ArenaNames.isValid(arena.name())) {
            return new Outcome.Unfit("'%s' cannot be the name of an arena"
                    .formatted(ArenaNames.printable(arena.name())));
        }
        if (arena.blockSize() != partition.header().blockSize()) {
            return new Outcome.Unfit("has blocks of %d bytes, the partition has blocks of %d"
                    .formatted(arena.blockSize(), partition.header().blockSize()));
        }
        Optional<Arena> slot = partition.find(arena.name());
        return slot.isPresent() ? intoSlot(image, found, slot.get()) : append(image, found);
    }

    private Outcome intoSlot(Storage image, ArenaImage found, Arena slot) throws IOException {
        ArenaRecord arena = found.arena();
        if (slot.size() != arena.size()) {
            return new Outcome.Unfit("has %d bytes, its slot has %d".formatted(arena.size(), slot.size()));
        }
        return SlotState.of(slot, arena.digest(), world).match(
                empty -> copy(image, found, slot.start()),
                unrecorded -> beginsAlike(image, slot) ? copy(image, found, slot.start())
                        : new Outcome.Unfit("its slot holds clumps that its tail does not know of yet; run "
                                + "venti/syncindex first"),
                identical -> new Outcome.Present(arena.name(), slot.start()),
                another -> new Outcome.Unfit("comes to %s; another arena is in its slot, sound, which comes to %s"
                        .formatted(arena.digest(), another.digest())),
                taken -> new Outcome.Unfit(taken.reason()));
    }

    /** A copy that was interrupted just before its last step has left the very bytes there that are to come. */
    private static boolean beginsAlike(Storage image, Arena slot) throws IOException {
        int size = slot.blockSize();
        return Arrays.equals(image.read(size, size), slot.image().read(size, size));
    }

    private Outcome append(Storage image, ArenaImage found) throws IOException {
        ArenaRecord arena = found.arena();
        if (arena.name().indexOf('#') >= 0 || arena.name().startsWith(" ")) {
            return new Outcome.Unfit("no table can carry its name: it holds a # or begins with a blank");
        }
        long start = ArenaFormat.roundUp(partition.tableEnd(), arena.blockSize());
        long room = Math.max(0, partition.usableEnd() - start);
        if (arena.size() > room) {
            return new Outcome.Unfit("no slot has its name, '%s', and behind the last one there is room for %d bytes, "
                    .formatted(ArenaNames.printable(arena.name()), room) + "not for its " + arena.size());
        }
        ArenaMap table = partition.map().plus(new ArenaMap.Range(arena.name(), start, start + arena.size()));
        table.encode(partition.header().tableSize(), partition.storage().name());
        CopyOutcome copy = copied(image, found, start);
        if (copy.copied().isPresent()) {
            partition.writeTable(table);
        }
        return outcome(copy, found, start);
    }

    private Outcome copy(Storage image, ArenaImage found, long start) throws IOException {
        return outcome(copied(image, found, start), found, start);
    }

    private CopyOutcome copied(Storage image, ArenaImage found, long start) throws IOException {
        return new ArenaCopy(world, fifo).copy(image, found.arena(), found.evidence(), partition.storage(), start,
                found.arena().name(), "inserting " + found.arena().name());
    }

    private static Outcome outcome(CopyOutcome copy, ArenaImage found, long start) {
        return copy.copied().<Outcome>map(copied -> new Outcome.Inserted(found.arena().name(), start, copied.note()))
                .orElseGet(() -> new Outcome.Unfit(copy.reason()));
    }

    @Override
    public void close() throws IOException {
        partition.close();
    }
}
