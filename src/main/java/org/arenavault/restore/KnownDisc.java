package org.arenavault.restore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;

/** Which disc of a set something is: by its label; one without by the arenas at the starts of its tracks. */
final class KnownDisc {

    private KnownDisc() {
    }

    /** The ledger's record of a disc; empty if it is none of the set's. */
    static Optional<DiscRecord> of(Recognition seen, MediumState medium, SetState state) throws IOException {
        return seen.match(
                blank -> Optional.empty(),
                labelled -> labelled(labelled.disc(), state),
                unlabelled -> unlabelled(unlabelled, medium, state),
                unsuitable -> Optional.empty());
    }

    private static Optional<DiscRecord> labelled(DiscIdentity disc, SetState state) {
        return disc.set().equals(state.header().set())
                ? state.disc(disc.number()).filter(record -> record.uuid().equals(disc.disc())) : Optional.empty();
    }

    private static Optional<DiscRecord> unlabelled(Recognition.Unlabelled seen, MediumState medium, SetState state) {
        List<DiscRecord> alike = state.discs().stream()
                .filter(record -> isAlike(record, seen.arenas(), medium.tracks())).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** A track whose beginning cannot be read has no name, and contradicts nothing. */
    private static boolean isAlike(DiscRecord record, List<String> names, List<TrackExtent> tracks) {
        int same = 0;
        for (int i = 0; i < tracks.size() && i < names.size(); i++) {
            Optional<TrackRecord> track = record.track(tracks.get(i).number());
            String name = names.get(i);
            if (track.isEmpty() || (track.get().labelled() && track.get().state().holds())
                    || !(name.isEmpty() || name.equals(track.get().arena().name()))) {
                return false;
            }
            same += name.isEmpty() ? 0 : 1;
        }
        return same > 0;
    }
}
