package org.arenavault.venti.check;

import java.util.List;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Score;

/**
 * What a check of one arena found.
 *
 * @param status what head and tail say
 * @param computed the score computed from its bytes; {@link Score#NONE} where the arena is not sealed on disk
 * @param clumps clumps decoded and hashed; 0 without a deep check
 * @param bytes length of the blocks that they came to
 * @param problemCount how many problems there are
 * @param problems the first of them, one line each, in the order of the arena
 * @param notes what is worth knowing but no damage
 */
public record ArenaReport(ArenaStatus status, Score computed, long clumps, long bytes, long problemCount,
                          List<String> problems, List<String> notes) {

    public ArenaReport {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** True if nothing is wrong. */
    public boolean sound() {
        return problemCount == 0;
    }
}
