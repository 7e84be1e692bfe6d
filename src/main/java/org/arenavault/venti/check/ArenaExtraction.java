package org.arenavault.venti.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.Fifo;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Score;

/**
 * What came of taking an arena out of its partition: all its bytes from head to tail, as {@code rdarena} writes
 * them (venti-format 10.6). Other than {@code rdarena}, a piece that cannot be read ends it.
 *
 * @param status what head and tail say
 * @param computed the score that the bytes come to
 */
public record ArenaExtraction(ArenaStatus status, Score computed) {

    private static final int FIFO_MEGABYTES = 8;

    /** Where the bytes go, in their order. */
    @FunctionalInterface
    public interface Sink {

        /** Takes the next bytes, from position to limit. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /**
     * Copies. The tail is read first: of an arena that a server is writing, it vouches for nothing that is not yet
     * on disk (venti-format 3.6).
     *
     * @throws IOException if a byte cannot be read or written; the sink has had some, and not all
     */
    public static ArenaExtraction run(Arena arena, Sink sink, World world) throws IOException {
        ArenaStatus status = ArenaStatus.of(arena);
        ByteBuffer tail = ByteBuffer.wrap(arena.image().read(arena.size() - arena.blockSize(), arena.blockSize()));
        ArenaSeal seal = new ArenaSeal(arena.size());
        try (Pump pump = new Pump(new Fifo(FIFO_MEGABYTES), arena.image().slice(0, arena.size() - tail.limit()), 0);
                Progress.Stage stage = world.progress().begin("extracting " + arena.name(), arena.size())) {
            for (ByteBuffer chunk = pump.take(); chunk.hasRemaining(); chunk = pump.take()) {
                seal.update(chunk);
                int length = chunk.remaining();
                sink.write(chunk);
                stage.add(length);
                pump.release(chunk);
                world.stop().check();
            }
            seal.update(tail);
            sink.write(tail);
        }
        return new ArenaExtraction(status, seal.finish());
    }

    /** True if the arena carries a seal, and its bytes do not come to it. */
    public boolean isBroken() {
        return !status.seal().equals(Score.NONE) && !status.seal().equals(computed);
    }
}
