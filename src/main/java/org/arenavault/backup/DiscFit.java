package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.Unfit;

/** Whether a disc in a drive can take what a set is to record: by its kind, by its room, by what its medium says. */
final class DiscFit {

    /** Bytes below which no arena fits anyway. */
    private static final long SMALLEST = 1 << 20;

    private final LockedSet set;
    private final MediumDescription description;
    private final String command;

    /**
     * What a set records on.
     *
     * @param command what the user said, without options that choose a medium
     */
    DiscFit(LockedSet set, MediumDescription description, String command) {
        this.set = set;
        this.description = description;
        this.command = command;
    }

    /** What a set records on. */
    MediumDescription description() {
        return description;
    }

    /**
     * Why no disc is begun on the medium: it is not blank, or of another kind, or has no room for the next arena where
     * other blanks have.
     *
     * @param next bytes of that arena
     */
    Optional<Unfit> notForNew(SeenDisc seen, Medium medium, MediumState state, long next) throws IOException {
        Optional<Unfit> used = seen.notBlank();
        if (used.isPresent()) {
            return used;
        }
        if (state.condition() != MediumState.Condition.BLANK) {
            return Optional.of(new Unfit.Unwritable(state.reason()));
        }
        if (!medium.kind().is(description)) {
            Optional<MediumDescription> kind = medium.kind().description(Descriptions.ofUser());
            return Optional.of(new Unfit.OtherKind(state.kind(), set.state().name(), description,
                    kind.map(known -> "%s --medium %s".formatted(command, known.name())).orElse("")));
        }
        long blocks = medium.blocksFor(next);
        boolean small = state.capacity() * Medium.BLOCK < SMALLEST || (!hasRoom(state, blocks)
                && DiscSpace.blank(description, set.config(), description.blocks()).fits(blocks, true));
        return small ? Optional.of(new Unfit.TooSmall(state.appendPoint().free(), next)) : Optional.empty();
    }

    /** Why a disc is of another kind than it was begun as; empty if it is not, or nobody knows that kind any more. */
    Optional<Unfit> notAsBegun(DiscRecord disc, Medium medium, MediumState state) throws IOException {
        Descriptions descriptions = Descriptions.ofUser();
        if (!MediumDescription.names(descriptions).contains(disc.medium())) {
            return Optional.empty();
        }
        MediumDescription begun = MediumDescription.read(descriptions, disc.medium());
        return medium.kind().is(begun) ? Optional.empty()
                : Optional.of(new Unfit.BegunAsOther(state.kind(), disc, begun));
    }

    /** Whether a disc on which no track counts takes a track of so many blocks. */
    boolean hasRoom(MediumState state, long blocks) {
        return DiscSpace.of(description, set.config(), state.capacity(), state.appendPoint().free(),
                DiscSpace.Used.NOTHING).fits(blocks, true);
    }
}
