package org.arenavault.restore.increments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.LabelCluster;
import org.arenavault.restore.placing.Placement;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.increment.Increment;

/**
 * A sealed arena of which not all can be read gets the clumps that it lacks from its increments: where its directory
 * says that they are the same, they lie at the same places. Its seal has the last word.
 */
final class ClumpMending {

    private static final int PIECE = LabelCluster.SIZE;

    private final TargetArenas targets;
    private final Path conf;
    private final World world;

    ClumpMending(TargetArenas targets, Path conf, World world) {
        this.targets = targets;
        this.conf = conf;
        this.world = world;
    }

    /** Bytes of a salvaged arena; reading what is lost fails. */
    record Present(Storage image, BitSet lost) implements ReadOnlyStorage {

        @Override
        public String name() {
            return image.name();
        }

        @Override
        public long size() throws IOException {
            return image.size();
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            boolean there = position >= 0 && position <= image.size() - target.remaining();
            int fault = there ? lost.nextSetBit((int) (position / PIECE)) : -1;
            if (fault >= 0 && fault <= (position + Math.max(0, target.remaining() - 1)) / PIECE) {
                throw new MediumFaultException("%s: its 64 KiB at %d could not be read".formatted(name(),
                        (long) fault * PIECE));
            }
            image.read(position, target);
        }

        @Override
        public void close() throws IOException {
            image.close();
        }
    }

    /**
     * Tries it.
     *
     * @param find the arena, which could not be read whole
     * @return what came of it if the arena is in its place now
     */
    Optional<Settled.Placed> run(Pile pile, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        Optional<Placement.Free> free = targets.look(arena).free().filter(Settlement::isVacant);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        long begun = world.clock().nanos();
        Optional<Placement.There> there = Optional.empty();
        try (Salvage salvage = Salvage.open(conf, arena, world)) {
            BitSet found = fill(salvage, arena, parts(pile, arena, salvage));
            salvage.keep();
            if (!found.isEmpty() && salvage.missing() == 0) {
                there = targets.put(free.get(), salvage.contents(), arena, find.evidence(),
                        find.store(), "restoring %s with its increments".formatted(arena.name())).there();
                if (there.isEmpty()) {
                    salvage.drop(found);
                }
            }
        }
        if (there.isPresent()) {
            Salvage.remove(conf, arena.digest());
        }
        return there.map(placed -> new Settled.Placed(placed.arena(), find.disc(), find.track().number(),
                world.clock().nanos() - begun));
    }

    /** The increments whose clumps the arena has, as far as its directory can be read. */
    private static List<Increment> parts(Pile pile, ArenaRecord arena, Salvage salvage) throws IOException {
        Arena there = new Arena(new Present(salvage.contents(), salvage.lost()), arena.name(), 0, arena.size(),
                arena.blockSize());
        List<Increment> parts = new ArrayList<>();
        for (Pile.Part part : pile.parts()) {
            try {
                if (part.kept().sound() && part.increment().origin().isIn(there)) {
                    parts.add(part.increment());
                }
            } catch (UnusableBytesException e) {
                // its directory is among what is lost
                return List.of();
            }
        }
        return parts;
    }

    private static BitSet fill(Salvage salvage, ArenaRecord arena, List<Increment> parts) throws IOException {
        BitSet found = new BitSet();
        BitSet lost = salvage.lost();
        for (int piece = lost.nextSetBit(0); piece >= 0; piece = lost.nextSetBit(piece + 1)) {
            long from = (long) piece * PIECE;
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PIECE, arena.size() - from));
            if (read(parts, from - arena.blockSize(), bytes)) {
                salvage.put(piece, bytes.flip());
                found.set(piece);
            }
        }
        return found;
    }

    /** Reads bytes from an offset of the arena's clumps on; false if the increments do not have them all. */
    private static boolean read(List<Increment> parts, long offset, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            long at = offset + bytes.position();
            Optional<Increment> part = parts.stream()
                    .filter(one -> one.origin().from() <= at && at < one.origin().to()).findFirst();
            if (part.isEmpty()) {
                return false;
            }
            int count = (int) Math.min(bytes.remaining(), part.get().origin().to() - at);
            Arena arena = part.get().arena();
            bytes.put(arena.storage().read(arena.dataStart() + at - part.get().origin().from(), count));
        }
        return true;
    }
}
