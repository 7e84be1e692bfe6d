package org.arenavault.restore.increments;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.restore.placing.PlacedArena;

/**
 * What became of what waited for the last disc.
 *
 * @param regained arenas that their increments brought back
 * @param placed sealed arenas that have their place now
 * @param met names of arenas that stayed in their place, and met another one of their store
 * @param anew names of arenas all of whose blocks were read and checked by this restore
 * @param gaps for an arena: the clumps that no increment has, though one has some behind them
 * @param lost what did not come back, by its name, with the reasons
 * @param notes what else is worth knowing
 */
public record Settled(List<Regained> regained, List<Placed> placed, Set<String> met, Set<String> anew,
                      Map<String, String> gaps, Map<String, List<String>> lost, List<String> notes) {

    /**
     * A sealed arena in its place.
     *
     * @param arena and where it is
     * @param disc it was on; empty if nobody knows any more
     * @param track on that disc
     * @param nanos how long the copy took
     */
    public record Placed(PlacedArena arena, String disc, int track, long nanos) {

        /** For messages. */
        public String where() {
            return disc.isEmpty() ? "a disc that was read before" : "%s track %d".formatted(disc, track);
        }
    }

    /** Nothing waited. */
    public static final Settled NOTHING =
            new Settled(List.of(), List.of(), Set.of(), Set.of(), Map.of(), Map.of(), List.of());

    public Settled {
        regained = List.copyOf(regained);
        placed = List.copyOf(placed);
        met = Set.copyOf(met);
        anew = Set.copyOf(anew);
        gaps = Map.copyOf(gaps);
        lost = Map.copyOf(lost);
        notes = List.copyOf(notes);
    }
}
