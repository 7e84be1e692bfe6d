package org.arenavault.sets;

import java.util.Optional;
import java.util.stream.Stream;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;

/** Holds the tracks of a medium, and what it is physically told by, against the ledger. */
public final class DiscMatch {

    private DiscMatch() {
    }

    /** The discs that a medium can be by what it is physically told by; none where that is not known. */
    public static Stream<DiscRecord> byBody(MediumState medium, SetState state) {
        return state.discs().stream()
                .filter(disc -> !medium.discId().isEmpty() && disc.discId().equals(medium.discId()));
    }

    /**
     * Compares the tracks of a disc with what the ledger knows of them, and where they lie: nothing is written on a
     * disc that differs.
     *
     * @return what shows that it is another copy of the disc, or that somebody else has recorded on it; empty if
     *     nothing does
     */
    public static Optional<String> otherCopy(DiscRecord record, MediumState state) {
        Optional<String> other = otherBody(record, state).or(() -> otherTracks(record, state));
        return other.isPresent() ? other : record.tracks().stream().filter(DiscMatch::isSettled)
                .flatMap(track -> moved(record, track, state.track(track.number()).orElseThrow()).stream())
                .findFirst();
    }

    private static boolean isSettled(TrackRecord track) {
        return !track.state().isOpen() && track.blocks() > 0;
    }

    /** What shows that a medium is a copy of the disc and not the disc itself: what it is physically told by. */
    public static Optional<String> otherBody(DiscRecord record, MediumState state) {
        if (!record.discId().isEmpty() && !state.discId().isEmpty()
                && !record.discId().equals(state.discId())) {
            return Optional.of("this is a copy of disc %s, not the disc itself: it is physically %s, not %s"
                    .formatted(record.identity().label(), state.discId(), record.discId()));
        }
        return Optional.empty();
    }

    /** What a disc lacks or has beyond what the ledger knows of its tracks; empty if that is nothing. */
    public static Optional<String> otherTracks(DiscRecord record, MediumState state) {
        String label = record.identity().label();
        for (TrackRecord track : record.tracks()) {
            if (isSettled(track) && state.track(track.number()).isEmpty()) {
                return Optional.of("this disc %s lacks track %d, which the ledger knows".formatted(label,
                        track.number()));
            }
        }
        return unknownTracks(record, state).findFirst().map(extent ->
                ("disc %s holds a track %d that the ledger does not know: the ledger has lost lines, or somebody else "
                        + "has recorded on the disc").formatted(label, extent.number()));
    }

    /** The closed tracks of a disc that the ledger does not know. */
    public static Stream<TrackExtent> unknownTracks(DiscRecord record, MediumState state) {
        return state.tracks().stream().filter(extent -> extent.condition() == TrackExtent.Condition.CLOSED
                && record.track(extent.number()).isEmpty());
    }

    private static Optional<String> moved(DiscRecord record, TrackRecord track, TrackExtent seen) {
        boolean same = seen.lba() == track.lba() && seen.blocks() == track.blocks();
        return same ? Optional.empty()
                : Optional.of(("track %d of disc %s lies at %d with %d blocks, in the ledger at %d with %d: "
                        + "verify the disc").formatted(track.number(), record.identity().label(), seen.lba(),
                                seen.blocks(), track.lba(), track.blocks()));
    }
}
