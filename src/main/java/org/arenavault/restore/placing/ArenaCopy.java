package org.arenavault.restore.placing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.restore.reading.SealVerdict;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/**
 * Copies one arena into its place. What makes a place an arena, its head and the first block behind it, and its tail,
 * is held back until the seal has been found right, and written last: until then the place is what it was
 * before, an empty slot or nothing. Each step is forced to disk before the next.
 */
final class ArenaCopy {

    private final World world;
    private final Fifo fifo;

    ArenaCopy(World world, Fifo fifo) {
        this.world = world;
        this.fifo = fifo;
    }

    /**
     * Copies.
     *
     * @param source begins with the arena; what follows it is not looked at
     * @param place which is free; where that has another name the arena gets it, and the seal that goes with it
     * @param target the partition of the place
     * @param what for the line of progress
     * @throws IOException if the target fails, or the operator asked to stop; a source that fails is an outcome
     */
    Placement copy(Storage source, ArenaRecord arena, Evidence evidence, ArenaPlace place, Storage target,
            String what) throws IOException {
        if (source.size() < arena.size()) {
            return new Placement.Nowhere("holds %d bytes of %d".formatted(source.size(), arena.size()));
        }
        Job job = new Job(arena, target, place);
        try (Pump pump = new Pump(fifo, source.slice(0, arena.size()), 0);
                Progress.Stage stage = world.progress().begin(what, arena.size())) {
            while (job.at < arena.size()) {
                ByteBuffer chunk;
                try {
                    chunk = pump.take();
                } catch (MediumFaultException e) {
                    return new Placement.Nowhere(e.getMessage(), Placement.Obstacle.READING);
                } catch (CorruptException e) {
                    return new Placement.Nowhere(e.getMessage());
                }
                job.take(chunk);
                stage.add(chunk.remaining());
                pump.release(chunk);
                world.stop().check();
            }
        }
        return job.finish(evidence);
    }

    private static final class Job {

        private final ArenaRecord arena;
        private final Storage target;
        private final ArenaPlace place;
        private final String name;
        private final long start;
        private final long tailAt;
        private final ByteBuffer beginning;
        private final ByteBuffer tail;
        private final ArenaSeal seal;
        private final ArenaSeal newSeal;
        private long at;

        Job(ArenaRecord arena, Storage target, ArenaPlace place) {
            this.arena = arena;
            this.target = target;
            this.place = place;
            this.name = place.range().name();
            this.start = place.range().start();
            this.newSeal = new ArenaSeal(arena.size());
            this.tailAt = arena.size() - arena.blockSize();
            this.beginning = ByteBuffer.allocate(2 * arena.blockSize());
            this.tail = ByteBuffer.allocate(arena.blockSize());
            this.seal = new ArenaSeal(arena.size());
        }

        void take(ByteBuffer chunk) throws IOException {
            seal.update(chunk);
            if (isRenamed()) {
                OtherName.put(name, chunk, at, arena.size(), arena.blockSize());
                newSeal.update(chunk);
            }
            long end = at + chunk.remaining();
            beginning.put(part(chunk, at, Math.min(end, beginning.capacity())));
            ByteBuffer middle = part(chunk, Math.max(at, beginning.capacity()), Math.min(end, tailAt));
            if (middle.hasRemaining()) {
                target.write(start + Math.max(at, beginning.capacity()), middle);
            }
            tail.put(part(chunk, Math.max(at, tailAt), end));
            at = end;
        }

        private boolean isRenamed() {
            return !name.equals(arena.name());
        }

        /** The bytes [from, to) of the arena as far as the chunk at {@code at} has them. */
        private ByteBuffer part(ByteBuffer chunk, long from, long to) {
            return to <= from ? ByteBuffer.allocate(0)
                    : chunk.slice(chunk.position() + (int) (from - at), (int) (to - from));
        }

        Placement finish(Evidence evidence) throws IOException {
            beginning.flip();
            tail.flip();
            Score stored = Score.of(Arrays.copyOfRange(tail.array(), tail.limit() - Score.SIZE, tail.limit()));
            Score computed = seal.finish();
            SealVerdict verdict = SealVerdict.of(evidence, arena.digest(), computed, stored);
            if (!verdict.sound()) {
                return new Placement.Nowhere(verdict.text());
            }
            try {
                checkStructure();
            } catch (CorruptException | UnsupportedVersionException e) {
                return new Placement.Nowhere(e.getMessage());
            }
            Score written = isRenamed() && !verdict.seal().equals(Score.NONE) ? newSeal.finish() : verdict.seal();
            tail.put(tail.limit() - Score.SIZE, written.toBytes());
            target.force();
            target.write(start, beginning);
            target.force();
            target.write(start + tailAt, tail);
            target.force();
            return new Placement.There(new PlacedArena(place, computed, written, arena.name()), true, verdict.text());
        }

        /** Bytes that are as they were recorded may still be another arena than the one that belongs here. */
        private void checkStructure() throws CorruptException, UnsupportedVersionException {
            ArenaHead head = ArenaHead.decode(beginning, "arena");
            ArenaTail end = ArenaTail.decode(tail, "arena");
            if (!head.name().equals(name) || !end.name().equals(name)) {
                throw new CorruptException("its head says '%s', its tail '%s'".formatted(
                        Plain.field(head.name()), Plain.field(end.name())));
            }
            if (head.size() != arena.size() || head.blockSize() != arena.blockSize()
                    || head.version() != end.version() || head.clumpMagic() != end.clumpMagic()) {
                throw new CorruptException("its head and its tail do not belong together");
            }
        }
    }
}
