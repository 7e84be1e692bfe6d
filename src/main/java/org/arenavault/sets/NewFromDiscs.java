package org.arenavault.sets;

import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;

/** Tells which lines that discs come to are new to a ledger. */
final class NewFromDiscs {

    private NewFromDiscs() {
    }

    /**
     * Whether the ledger does not know yet what a line says.
     *
     * @throws RefusedException if it knows it otherwise
     */
    static boolean isNew(LedgerEvent line, SetState state) throws RefusedException {
        Optional<DiscRecord> disc = state.disc(line.disc());
        if (disc.isEmpty()) {
            return true;
        }
        if (line instanceof LedgerEvent.Begun begun) {
            requireSame(disc.get(), begun);
            return false;
        }
        if (line instanceof LedgerEvent.Found found) {
            return isNew(disc.get(), found);
        }
        if (line instanceof LedgerEvent.Dead dead) {
            return disc.get().track(dead.track()).isEmpty();
        }
        return !(line instanceof LedgerEvent.Full) || disc.get().full().isEmpty();
    }

    private static void requireSame(DiscRecord disc, LedgerEvent.Begun begun) throws RefusedException {
        if (!disc.uuid().equals(begun.uuid())) {
            throw new RefusedException("two discs are called %s: this one is %s, the ledger's is %s"
                    .formatted(disc.identity().label(), begun.uuid(), disc.uuid()));
        }
    }

    /** A track that was announced and never brought to its end is new once it is found whole. */
    private static boolean isNew(DiscRecord disc, LedgerEvent.Found found) throws RefusedException {
        Optional<TrackRecord> known = disc.track(found.track());
        if (known.isEmpty() || known.get().canBeAnnouncedAgain()) {
            return true;
        }
        ArenaRecord arena = known.get().arena();
        if (!arena.equals(ArenaRecord.NOTHING) && !arena.digest().equals(found.arena().digest())) {
            throw new RefusedException(("%s track %d carries %s (%s), in the ledger it carries %s (%s); a ledger of "
                    + "what the discs say alone is made with --fresh").formatted(disc.identity().label(), found.track(),
                    found.arena().name(), found.arena().digest(), arena.name(), arena.digest()));
        }
        return false;
    }
}
