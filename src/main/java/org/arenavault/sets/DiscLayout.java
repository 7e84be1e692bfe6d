package org.arenavault.sets;

import java.util.ArrayList;
import java.util.List;

/** Whether the discs of a ledger can be: tracks lie one behind the other, and on the disc. */
public final class DiscLayout {

    private DiscLayout() {
    }

    /** What cannot be, a line each. */
    public static List<String> problems(SetState state) {
        List<String> problems = new ArrayList<>();
        for (DiscRecord disc : state.discs()) {
            long end = 0;
            for (TrackRecord track : disc.tracks()) {
                if (track.blocks() > 0 && track.lba() < end) {
                    problems.add("%s track %d overlaps the one before it".formatted(disc.identity().label(),
                            track.number()));
                }
                end = track.blocks() > 0 ? track.lba() + track.blocks() : end;
            }
            if (disc.capacity() > 0 && end > disc.capacity()) {
                problems.add("%s has %d blocks, its tracks end at %d".formatted(disc.identity().label(),
                        disc.capacity(), end));
            }
        }
        return problems;
    }
}
