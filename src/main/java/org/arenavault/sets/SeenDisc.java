package org.arenavault.sets;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
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
    default String sentence() {
        return seen().sentence();
    }

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

    /** Why no disc can be begun on it, as far as what it is shows; empty if nothing has been recorded. */
    default Optional<Unfit> notBlank() {
        return Optional.of(new Unfit.NotBlank(seen().sentence()));
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
     * A disc of another set.
     *
     * @param otherVenti whether that set is of another venti
     * @param wanted the set that it is not of
     * @param id which set of that name; empty if any is meant
     */
    record OfOtherSet(Recognition.Labelled seen, boolean otherVenti, SetName wanted, Optional<UUID> id)
            implements SeenDisc {

        @Override
        public String sentence() {
            boolean namesake = seen.disc().setName().equals(wanted.text()) && id.isPresent();
            return "%s%s%s, not of set '%s'%s".formatted(seen.sentence(),
                    namesake ? " (%s)".formatted(seen.disc().set()) : "", otherVenti ? " of another venti" : "",
                    wanted, namesake ? " (%s)".formatted(id.get()) : "");
        }
    }

    /** A disc without a label that holds something else than what the set recorded, or cannot be read. */
    record Unknown(Recognition.Unlabelled seen) implements SeenDisc {

        @Override
        public String sentence() {
            return seen.isUnreadable() ? seen.sentence() : UnlabelledMatch.NOT_OF_SET;
        }
    }

    /** A blank disc. */
    record Blank(Recognition.Blank seen) implements SeenDisc {

        @Override
        public Optional<Unfit> notBlank() {
            return Optional.empty();
        }
    }

    /** Something that is no disc for arenas. */
    record Unsuitable(Recognition.Unsuitable seen) implements SeenDisc {

        @Override
        public Optional<Unfit> notBlank() {
            return Optional.of(new Unfit.Another(sentence()));
        }
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
        return seen.match(Blank::new,
                labelled -> labelled(labelled, set),
                unlabelled -> UnlabelledMatch.find(set, unlabelled, state)
                        .<SeenDisc>map(disc -> new OfSet(unlabelled, Optional.of(disc), ""))
                        .orElseGet(() -> new Unknown(unlabelled)),
                Unsuitable::new);
    }

    private static SeenDisc labelled(Recognition.Labelled seen, SetState set) {
        DiscIdentity disc = seen.disc();
        if (!disc.set().equals(set.header().set())) {
            return new OfOtherSet(seen, !disc.store().equals(set.header().store()), set.name(),
                    Optional.of(set.header().set()));
        }
        Optional<DiscRecord> record = set.disc(disc.number());
        Optional<DiscRecord> same = record.filter(known -> known.uuid().equals(disc.disc()));
        String doubt = "";
        if (record.isEmpty() || seen.sequence() > set.lastSequence()) {
            doubt = lostLines(set, "ends at line %d, but disc %s knows of line %d".formatted(set.lastSequence(),
                    disc.label(), seen.sequence()));
        } else if (same.isEmpty()) {
            doubt = record.get().namesake(disc.disc());
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
