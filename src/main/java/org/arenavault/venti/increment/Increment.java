package org.arenavault.venti.increment;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/** An increment as it was read back: a sealed arena that must be what its label says. */
public final class Increment {

    private final RecordedIncrement recorded;
    private final Arena arena;
    private final ArenaTail tail;

    private Increment(RecordedIncrement recorded, Arena arena, ArenaTail tail) {
        this.recorded = recorded;
        this.arena = arena;
        this.tail = tail;
    }

    /**
     * Reads head and tail, and compares them with the label.
     *
     * @param image the increment from its head on; what follows its tail is left alone
     * @param recorded what its label says
     * @throws CorruptException if it is none, or another one, or cut short
     */
    public static Increment open(Storage image, RecordedIncrement recorded) throws IOException {
        IncrementOrigin origin = recorded.origin().check(image.name());
        Arena arena = Arena.ofImage(image, 0);
        ArenaHead head = arena.readHead();
        ArenaTail tail = arena.readTail();
        Increment increment = new Increment(recorded, arena, tail);
        increment.requireSame("name", arena.name(), origin.name(recorded.sequence()));
        increment.requireSame("name in the tail", tail.name(), arena.name());
        increment.requireSame("block size", arena.blockSize(), origin.form().blockSize());
        increment.requireSame("size", arena.size(), origin.imageSize());
        increment.requireSame("version", head.version(), origin.form().version());
        increment.requireSame("version in the tail", tail.version(), origin.form().version());
        increment.requireSame("clump magic", head.clumpMagic(), origin.form().clumpMagic());
        increment.requireSame("clump magic in the tail", tail.clumpMagic(), origin.form().clumpMagic());
        increment.requireSame("number of clumps", tail.memory().clumps(), origin.clumps());
        increment.requireSame("bytes of clumps", tail.memory().used(), origin.to() - origin.from());
        if (!tail.disk().sealed() || tail.score().equals(Score.NONE)) {
            throw new CorruptException(increment.where() + ": is not sealed");
        }
        return increment;
    }

    private void requireSame(String what, Object seen, Object expected) throws CorruptException {
        if (!seen.equals(expected)) {
            throw new CorruptException("%s: its %s is '%s', its label says '%s'".formatted(where(), what,
                    Plain.field(seen.toString()), Plain.field(expected.toString())));
        }
    }

    /** Which part of which arena it is. */
    public IncrementOrigin origin() {
        return recorded.origin();
    }

    /** The ledger's line that announced it. */
    public long sequence() {
        return recorded.sequence();
    }

    /** It as an arena. */
    public Arena arena() {
        return arena;
    }

    /** What its tail says. */
    public ArenaTail tail() {
        return tail;
    }

    /** What messages call it. */
    public String where() {
        return "%s: increment of %s".formatted(arena.storage().name(), origin().text());
    }

    /**
     * Reads all of it: its bytes must come to its seal, and its directory must tell of whole clumps or of marked ones
     * and of nothing else.
     *
     * @throws CorruptException if not
     */
    public void verify(Progress.Stage stage, StopSignal stop) throws IOException {
        Score computed = ArenaSeal.compute(arena.image(), stage, stop);
        if (!computed.equals(tail.score())) {
            throw new CorruptException("%s: its seal is %s, its bytes come to %s"
                    .formatted(where(), tail.score(), computed));
        }
        new SealedClumps(arena, tail).all((info, bytes, at, whole) -> {
            if (!whole && !SealedClumps.isMarked(info)) {
                throw new CorruptException("%s: holds a clump that is not whole, and not marked".formatted(where()));
            }
        }, stop);
    }
}
