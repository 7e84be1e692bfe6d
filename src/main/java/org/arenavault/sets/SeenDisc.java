package org.arenavault.sets;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;

/** What lies in a drive, as a set knows it: a disc of the set, or what else, and why that is none of its discs. */
public sealed interface SeenDisc {

    /** What it says of itself. */
    Recognition seen();

    /** What it is, as a sentence: "this is disc home-001", "this disc is blank". */
    String sentence();

    /**
     * The disc of the set that it is; empty if it is none.
     *
     * @throws RefusedException if the ledger has lost lines, or the disc is a copy that it does not know
     */
    default Optional<DiscRecord> disc() throws RefusedException {
        return Optional.empty();
    }

    /** The same to be read and nothing else, also where the ledger has lost lines. */
    default Optional<DiscRecord> toRead() {
        return Optional.empty();
    }

    /**
     * A disc of the set, by its label or by what lies on it.
     *
     * @param toRead the ledger's record of it; empty if the ledger does not know it
     * @param doubt what is wrong with the ledger, or with the disc; empty if nothing is
     */
    record OfSet(Recognition seen, Optional<DiscRecord> toRead, String doubt) implements SeenDisc {

        @Override
        public Optional<DiscRecord> disc() throws RefusedException {
            if (!doubt.isEmpty()) {
                throw new RefusedException(doubt);
            }
            return toRead;
        }

        @Override
        public String sentence() {
            return toRead.map(disc -> "this is disc " + disc.identity().label()).orElse(doubt);
        }
    }

    /**
     * None of the set's discs: one of another set, one that nobody knows, a blank one, or something that is no disc for
     * arenas.
     */
    record Other(Recognition seen, String sentence) implements SeenDisc {
    }

    /**
     * Tells what it is.
     *
     * @param state what the medium is and holds
     * @param set what the ledger knows
     */
    static SeenDisc of(Medium medium, MediumState state, SetState set) throws IOException {
        return of(Recognition.of(medium, state), state, set);
    }

    /** The same of what a medium has said of itself. */
    static SeenDisc of(Recognition seen, MediumState state, SetState set) throws IOException {
        return seen.match(
                blank -> new Other(blank, blank.sentence()),
                labelled -> labelled(labelled, set),
                unlabelled -> UnlabelledMatch.find(set, unlabelled, state)
                        .<SeenDisc>map(disc -> new OfSet(unlabelled, Optional.of(disc), ""))
                        .orElseGet(() -> new Other(unlabelled, unlabelled.isUnreadable() ? unlabelled.sentence()
                                : UnlabelledMatch.NOT_OF_SET)),
                unsuitable -> new Other(unsuitable, unsuitable.sentence()));
    }

    private static SeenDisc labelled(Recognition.Labelled seen, SetState set) {
        DiscIdentity disc = seen.disc();
        if (!disc.set().equals(set.header().set())) {
            return new Other(seen, "%s%s, not of set '%s'".formatted(seen.sentence(),
                    disc.store().equals(set.header().store()) ? "" : " of another venti", set.name()));
        }
        Optional<DiscRecord> record = set.disc(disc.number());
        Optional<DiscRecord> same = record.filter(known -> known.uuid().equals(disc.disc()));
        String doubt = "";
        if (record.isEmpty() || seen.sequence() > set.lastSequence()) {
            doubt = lostLines(set, "ends at line %d, but disc %s knows of line %d".formatted(set.lastSequence(),
                    disc.label(), seen.sequence()));
        } else if (same.isEmpty()) {
            doubt = "two discs are called %s: this one is %s, the ledger's is %s".formatted(disc.label(), disc.disc(),
                    record.get().uuid());
        } else if (seen.sequence() > 0 && same.get().tracks().isEmpty()) {
            doubt = lostLines(set, "knows of no track on disc %s, which carries one".formatted(disc.label()));
        }
        return new OfSet(seen, same, doubt);
    }

    private static String lostLines(SetState set, String how) {
        return ("the ledger of set '%s' %s: it has lost lines; restore it from a copy, or make a new one from the "
                + "discs with 'arenavault set rebuild %s'").formatted(set.name(), how, set.name());
    }
}
