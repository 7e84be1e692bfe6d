package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.Wanted;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Fifo;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;

/** Gets the disc that is needed into the drive, and is certain that it is the one. */
final class DiscFinder {

    /** Bytes below which no arena fits anyway. */
    private static final long SMALLEST = 1 << 20;

    private final LockedSet set;
    private final DiscSource discs;
    private final World world;
    private final Fifo fifo;

    DiscFinder(LockedSet set, DiscSource discs, World world, Fifo fifo) {
        this.set = set;
        this.discs = discs;
        this.world = world;
        this.fifo = fifo;
    }

    /** A disc that was begun before. */
    DiscSession recorded(DiscRecord disc) throws IOException {
        Wanted wanted = new Wanted.Begun(disc.identity().label(), disc.place());
        String remark = "";
        while (true) {
            Medium medium = discs.next(wanted, remark).orElseThrow();
            try {
                MediumState state = medium.inspect();
                Recognition seen = Recognition.of(medium, state);
                Optional<String> obstacle = obstacle(disc, seen, state);
                if (obstacle.isEmpty()) {
                    obstacle = DiscMatch.otherCopy(disc, state);
                }
                if (obstacle.isEmpty()) {
                    if (seen instanceof Recognition.Blank) {
                        medium.begin(disc.identity());
                        state = medium.inspect();
                    }
                    return session(disc, medium, state);
                }
                medium.close();
                remark = obstacle.get();
            } catch (IOException e) {
                medium.close();
                throw e;
            }
        }
    }

    /** Has a disc carried away if nothing more is to be recorded on it; the ledger knows where a failed one went. */
    void dismiss(DiscSession session) throws IOException {
        String label = session.disc().identity().label();
        boolean useless = !session.disc().isAppendable() && session.disc().holding().findAny().isEmpty();
        if (session.isGivenUp() || useless) {
            String place = discs.reject(label);
            if (!place.isEmpty()) {
                set.ledger().append(new LedgerEvent.Moved(session.disc().number(), place));
            }
        } else if (!session.disc().isAppendable()) {
            discs.release(label);
        }
    }

    private DiscSession session(DiscRecord disc, Medium medium, MediumState state) {
        return new DiscSession(set.ledger(), disc.number(), medium, state, world, fifo);
    }

    /** Why the medium is not this disc; a disc without a closed track carries no label yet. */
    private Optional<String> obstacle(DiscRecord disc, Recognition seen, MediumState state) throws IOException {
        if (seen instanceof Recognition.Labelled labelled) {
            Optional<String> foreign = DiscMatch.foreign(labelled, set.state());
            if (foreign.isPresent()) {
                return foreign;
            }
            DiscRecord known = DiscMatch.known(labelled, set.state());
            return known.number() == disc.number() ? Optional.empty()
                    : Optional.of("this is disc " + known.identity().label());
        }
        if (seen instanceof Recognition.Unsuitable unsuitable) {
            return Optional.of("this disc cannot be used: " + unsuitable.reason());
        }
        if (seen instanceof Recognition.Blank) {
            return disc.holding().findAny().isEmpty() ? Optional.empty() : Optional.of("this disc is blank");
        }
        return UnlabelledMatch.obstacle(disc, (Recognition.Unlabelled) seen, state);
    }

    /**
     * A blank disc, begun as the set's next one.
     *
     * @param next bytes of the arena that comes first; a disc that has no room for it, where most of its kind have,
     *     is not begun
     */
    DiscSession blank(MediumDescription description, long next) throws IOException {
        SetState state = set.state();
        int number = state.nextDisc();
        String label = state.header().name().disc(number);
        Wanted wanted = new Wanted.Blank(label, description.title());
        String remark = "";
        while (true) {
            Medium medium = discs.next(wanted, remark).orElseThrow();
            try {
                MediumState seen = medium.inspect();
                Optional<String> obstacle = notBlank(medium, seen, description, next);
                if (obstacle.isEmpty()) {
                    return begin(number, medium, seen);
                }
                medium.close();
                remark = obstacle.get();
            } catch (IOException e) {
                medium.close();
                throw e;
            }
        }
    }

    private Optional<String> notBlank(Medium medium, MediumState seen, MediumDescription description, long next)
            throws IOException {
        Recognition recognition = Recognition.of(medium, seen);
        if (recognition instanceof Recognition.Labelled labelled) {
            return Optional.of("this is disc %s of set '%s'; a blank one is needed".formatted(labelled.disc().label(),
                    labelled.disc().setName().replaceAll("[^ -~]", "?")));
        }
        if (recognition instanceof Recognition.Unsuitable unsuitable) {
            return Optional.of("this disc cannot be used: " + unsuitable.reason());
        }
        if (!(recognition instanceof Recognition.Blank)) {
            return Optional.of("this disc is not blank");
        }
        if (seen.condition() != MediumState.Condition.BLANK) {
            return Optional.of("this disc cannot be written: " + seen.reason());
        }
        boolean small = seen.capacity() * Medium.BLOCK < SMALLEST
                || (!fits(description, seen.capacity(), seen.free(), medium.blocksFor(next))
                        && fits(description, description.blocks(), description.blocks(), medium.blocksFor(next)));
        return small ? Optional.of("this disc is too small: it has %d blocks, and an arena of %d bytes is to go on it"
                .formatted(seen.free(), next)) : Optional.empty();
    }

    private boolean fits(MediumDescription description, long capacity, long free, long blocks) {
        return DiscSpace.of(description, set.config().medium(), capacity, free, 0).fits(blocks);
    }

    /** The number is taken before anything is written, so that no two discs ever share it. */
    private DiscSession begin(int number, Medium medium, MediumState seen) throws IOException {
        UUID uuid = world.uuids().get();
        DiscIdentity identity = set.state().identity(number, uuid);
        set.ledger().append(new LedgerEvent.Begun(number, uuid, set.config().medium().name(), seen.capacity(),
                seen.physical()));
        medium.begin(identity);
        MediumState begun = medium.inspect();
        if (!begun.isWritable()) {
            throw new OperatorNeededException(Need.WRONG_MEDIUM, "%s: the disc cannot be written: %s"
                    .formatted(medium.drive(), begun.reason()));
        }
        world.terminal().say("Write %s on the disc in %s".formatted(identity.label(), medium.drive()));
        return session(set.state().disc(number).orElseThrow(), medium, begun);
    }
}
