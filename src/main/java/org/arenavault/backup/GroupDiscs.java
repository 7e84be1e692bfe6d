package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Fifo;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.Unfit;

/** The discs of a group, for reading: asked for by name when something of them is needed, one at a time in a drive. */
final class GroupDiscs implements Closeable {

    private final LockedSet set;
    private final DiscSource discs;
    private final World world;
    private final Tally tally;
    private Optional<DiscSession> current = Optional.empty();

    GroupDiscs(LockedSet set, DiscSource discs, World world, Tally tally) {
        this.set = set;
        this.discs = discs;
        this.world = world;
        this.tally = tally;
    }

    /**
     * A disc of the set, in the drive.
     *
     * @throws org.arenavault.io.OperatorNeededException if it is not to be had
     */
    DiscSession get(DiscRecord disc) throws IOException {
        if (current.isPresent() && current.get().disc().number() == disc.number()) {
            return current.get();
        }
        close();
        DiscSearch search = new DiscSearch(discs, new DiscRequest.Recorded(disc.identity().label(), disc.place()),
                world.terminal());
        while (current.isEmpty()) {
            // a disc that was recorded and is not to be had ends this
            Medium medium = search.next().orElseThrow();
            try {
                current = search.look(medium, there -> session(there, disc, search)).flatMap(session -> session);
            } finally {
                if (current.isEmpty()) {
                    medium.close();
                }
            }
        }
        return current.get();
    }

    private Optional<DiscSession> session(Medium medium, DiscRecord disc, DiscSearch search) throws IOException {
        MediumState state = medium.inspect();
        SeenDisc seen = SeenDisc.of(medium, state, set.state());
        Optional<DiscRecord> there = seen.disc().filter(known -> known.number() == disc.number());
        Optional<String> other = there.flatMap(known -> DiscMatch.otherCopy(known, state));
        if (there.isEmpty() || other.isPresent()) {
            search.reject(other.orElseGet(() -> new Unfit.Another(seen.sentence()).sentence()));
            return Optional.empty();
        }
        return Optional.of(new DiscSession(set.ledger(), disc.number(), medium, state, world, new Fifo(0), tally));
    }

    /** What a track holds; its disc is asked for when something is read of it. */
    Storage contents(DiscRecord disc, TrackRecord track) {
        return new TrackOnDisc(this, "%s track %d".formatted(disc.identity().label(), track.number()),
                track.content().size(), () -> get(disc).contents(track));
    }

    /** Hands the disc out of its session. */
    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            DiscSession session = current.get();
            current = Optional.empty();
            session.close();
        }
    }
}
