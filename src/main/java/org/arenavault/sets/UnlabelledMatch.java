package org.arenavault.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Plain;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;

/**
 * Recognises a disc without labels by what lies on it: one that was recorded by the Plan 9 scripts, or that was
 * interrupted in its first track.
 */
public final class UnlabelledMatch {

    static final String NOT_OF_SET = "this disc was not recorded by this set";

    private UnlabelledMatch() {
    }

    /** The disc of a set that the medium is; empty if it is none. */
    static Optional<DiscRecord> find(SetState set, Recognition.Unlabelled seen, MediumState state) {
        List<DiscRecord> alike = set.discs().stream().filter(disc -> obstacle(disc, seen, state).isEmpty()).toList();
        return alike.stream().filter(disc -> DiscMatch.otherBody(disc, state).isEmpty()).findFirst()
                .or(() -> alike.stream().findFirst());
    }

    /** Why the medium is not this disc; empty if its tracks begin with the arenas that the ledger knows. */
    public static Optional<String> obstacle(DiscRecord disc, Recognition.Unlabelled seen, MediumState state) {
        return obstacle(disc, seen, state, 0);
    }

    /**
     * The same of a disc on which a track is under way, or being read.
     *
     * @param underWay that track, whose label need not be there; 0 if there is none
     */
    public static Optional<String> obstacle(DiscRecord disc, Recognition.Unlabelled seen, MediumState state,
            int underWay) {
        List<TrackRecord> known = new ArrayList<>(disc.tracks());
        if (known.stream().anyMatch(track -> track.labelled() && track.state().holds()
                && track.number() != underWay)) {
            return Optional.of("this disc carries no label, %s does".formatted(disc.identity().label()));
        }
        if (known.isEmpty() || state.tracks().isEmpty() || seen.arenas().size() != state.tracks().size()) {
            return Optional.of(NOT_OF_SET);
        }
        boolean named = seen.arenas().stream().anyMatch(name -> !name.isEmpty());
        for (int i = 0; i < state.tracks().size(); i++) {
            TrackExtent extent = state.tracks().get(i);
            Optional<TrackRecord> track = disc.track(extent.number());
            boolean nothingThere = extent.blocks() == 0 && extent.condition() != TrackExtent.Condition.CLOSED;
            if (nothingThere && track.map(TrackRecord::state).map(TrackState::isOpen).orElse(false)) {
                continue;
            }
            if (track.isPresent() && isInPlace(track.get(), extent) && (isDead(track.get(), seen.arenas().get(i))
                    || (named && seen.arenas().get(i).isEmpty()))) {
                // a beginning that cannot be read contradicts nothing where others can
                continue;
            }
            if (track.isEmpty() || !seen.arenas().get(i).equals(track.get().content().name())) {
                return Optional.of("track %d of this disc is '%s', not what %s has there".formatted(extent.number(),
                        Plain.field(seen.arenas().get(i)), disc.identity().label()));
            }
        }
        return Optional.empty();
    }

    private static boolean isInPlace(TrackRecord track, TrackExtent extent) {
        return track.lba() == extent.lba() && track.blocks() == extent.blocks();
    }

    /** One that was given up before its beginning could be read: where it lies and how long it is must do. */
    private static boolean isDead(TrackRecord track, String seen) {
        return track.state() == TrackState.DEAD && (seen.isEmpty() || track.content().equals(ArenaRecord.NOTHING));
    }
}
