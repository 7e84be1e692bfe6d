package org.arenavault.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.increment.RecordedIncrement;

/**
 * The increments of a set that count as on disc now: on discs that are there, in tracks that hold.
 *
 * @param all in the order of discs and tracks
 */
record RecordedIncrements(List<Held> all) {

    /**
     * One of them.
     *
     * @param increment which part of which arena it is
     * @param time when its track was announced; advisory
     */
    record Held(RecordedIncrement increment, Instant time) {
    }

    /** Those of a set; what its ledger says of one that cannot be is passed over, and counts as nothing. */
    static RecordedIncrements of(SetState state) {
        List<Held> held = new ArrayList<>();
        for (DiscRecord disc : state.discs()) {
            if (disc.mark().counts()) {
                disc.holding().forEach(track -> held(track).ifPresent(held::add));
            }
        }
        return new RecordedIncrements(held);
    }

    private static Optional<Held> held(TrackRecord track) {
        Optional<TrackContent> content = track.content().made().filter(TrackContent::isIncrement);
        try {
            return content.isEmpty() ? Optional.empty()
                    : Optional.of(new Held(IncrementFields.recorded(content.get()), track.announcement().time()));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** Which parts of which arenas they are. */
    List<RecordedIncrement> increments() {
        return all.stream().map(Held::increment).toList();
    }

    private Optional<Held> newest(String arena) {
        return all.stream().filter(held -> held.increment().origin().arena().equals(arena))
                .max(Comparator.comparingLong(held -> held.increment().sequence()));
    }

    /** When the newest one of an arena was recorded; empty if there is none. */
    Optional<Instant> newestOf(String arena) {
        return newest(arena).map(Held::time);
    }

    /** How far the newest chain of an arena goes from 0 on, in bytes of clumps; 0 if there is none. */
    long reach(String arena) {
        Optional<UUID> chain = newest(arena).map(held -> held.increment().origin().chain());
        long reach = 0;
        for (OptionalLong next = behind(arena, chain, 0); next.isPresent(); next = behind(arena, chain, reach)) {
            reach = next.getAsLong();
        }
        return reach;
    }

    private OptionalLong behind(String arena, Optional<UUID> chain, long from) {
        return all.stream().map(held -> held.increment().origin())
                .filter(origin -> origin.arena().equals(arena) && chain.equals(Optional.of(origin.chain()))
                        && origin.from() == from)
                .mapToLong(origin -> origin.to()).max();
    }
}
