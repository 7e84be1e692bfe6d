package org.arenavault.media;

import java.io.IOException;
import java.util.UUID;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPrint;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Score;

/**
 * Which arena something is. An arena is the same as another only if name, size, digest and store agree: a name alone
 * proves nothing. Every command compares by this.
 *
 * @param store the venti it is of
 * @param name its name in the table of its partition
 * @param size bytes from head to tail
 * @param blockSize B of its partition
 * @param digest its seal; {@link Score#NONE} where nobody has summed it
 * @param print as {@link ArenaPrint} gives it; empty where it is not known
 */
public record ArenaIdentity(UUID store, String name, long size, int blockSize, Score digest, String print) {

    /** What a comparison comes to. */
    public enum Likeness {
        /** It is the same arena. */
        SAME,
        /** It is another one, or one of the two is damaged. */
        ANOTHER,
        /** Nobody knows before it has been summed. */
        UNKNOWN
    }

    /** What a label or a ledger says of an arena. */
    public static ArenaIdentity of(UUID store, ArenaRecord arena) {
        return new ArenaIdentity(store, arena.name(), arena.size(), arena.blockSize(), arena.digest(), arena.print());
    }

    /**
     * A sealed arena where it lies. The seal that its server wrote tells it; before there is one, its print.
     *
     * @throws IOException if it cannot be read
     */
    public static ArenaIdentity of(UUID store, ArenaStatus status) throws IOException {
        ArenaIdentity sealed = bySeal(store, status);
        return sealed.digest.equals(Score.NONE) ? new ArenaIdentity(store, sealed.name, sealed.size, sealed.blockSize,
                sealed.digest, ArenaPrint.of(status.arena())) : sealed;
    }

    /** The same by its seal alone, for a comparison with what has no print. */
    public static ArenaIdentity bySeal(UUID store, ArenaStatus status) {
        Arena arena = status.arena();
        return new ArenaIdentity(store, arena.name(), arena.size(), arena.blockSize(), status.seal(), "");
    }

    /** Compares two arenas. */
    public Likeness to(ArenaIdentity other) {
        if (!store.equals(other.store) || !name.equals(other.name) || size != other.size
                || blockSize != other.blockSize) {
            return Likeness.ANOTHER;
        }
        if (!digest.equals(Score.NONE) && !other.digest.equals(Score.NONE)) {
            return digest.equals(other.digest) ? Likeness.SAME : Likeness.ANOTHER;
        }
        if (print.isEmpty() || other.print.isEmpty()) {
            return Likeness.UNKNOWN;
        }
        return print.equals(other.print) ? Likeness.SAME : Likeness.ANOTHER;
    }

    /** Compares with what a label or a ledger of the same store says. */
    public Likeness to(ArenaRecord other) {
        return to(of(store, other));
    }

    /** What it is, for people. */
    public String text() {
        return "%d bytes, %s".formatted(size, digest.equals(Score.NONE)
                ? print.isEmpty() ? "not summed" : "print " + print : "seal " + digest);
    }
}
