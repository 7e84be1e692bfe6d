package org.arenavault.venti.vac;

import org.arenavault.venti.format.Score;

/**
 * A root block found in an arena.
 *
 * @param time when it was stored there, seconds since 1970
 * @param arena the arena's name
 * @param offset of its clump from the arena's data start
 */
public record FoundRoot(Score score, long time, String arena, long offset) {
}
