package org.arenavault.venti.increment;

import java.io.IOException;
import java.util.UUID;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Score;

/** An increment that is to be made: its name, its size and what it says of itself are known before its first byte. */
public final class NewIncrement {

    private final ActiveArena active;
    private final ClumpRun run;
    private final IncrementOrigin origin;
    private final String name;

    /**
     * The increment of {@code run}.
     *
     * @param active the arena that the run was taken from
     * @param run not empty
     * @param source the partition, for people
     * @param chain what it belongs to, as {@link ChainEnd} says
     * @param sequence the ledger's line that will announce it
     */
    public NewIncrement(ActiveArena active, ClumpRun run, String source, UUID chain, long sequence) {
        if (run.isEmpty()) {
            throw new IllegalArgumentException("no whole clump from %d on".formatted(run.from()));
        }
        this.active = active;
        this.run = run;
        this.origin = IncrementOrigin.of(active, run, source, chain);
        this.name = origin.name(sequence);
    }

    /** Which part of which arena it is. */
    public IncrementOrigin origin() {
        return origin;
    }

    /** Its own name, as an arena. */
    public String name() {
        return name;
    }

    /** Its bytes, from head to tail. */
    public long size() {
        return origin.imageSize();
    }

    /**
     * Writes it; the same clumps and the same name give the same bytes. They are durable after {@link Storage#force}.
     *
     * @param target {@link #size} bytes at least; whatever they hold is replaced
     * @param stage told of twice as many bytes: they are written, and read back for the seal
     * @return the seal, which stands in it as well
     * @throws org.arenavault.io.CorruptException if the arena's clumps are not what they were when the run was taken
     */
    public Score write(Storage target, Progress.Stage stage, StopSignal stop) throws IOException {
        return new IncrementWriter(active, run, name, target).write(stage, stop);
    }
}
