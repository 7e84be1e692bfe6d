package org.arenavault.report;

import java.util.List;
import org.arenavault.sets.Interval;
import org.arenavault.venti.format.ArenaStatus;

/**
 * A set as somebody sees who looks at it from all sides.
 *
 * @param report how it stands
 * @param every how long the last reading of a disc may be ago
 * @param arenas how its venti's arenas stand; empty where the venti cannot be read or is not looked at
 */
public record SetStanding(SetReport report, Interval every, List<ArenaStatus> arenas) {

    public SetStanding {
        arenas = List.copyOf(arenas);
    }
}
