package org.arenavault.restore.increments;

import java.util.List;

/**
 * An arena that its venti had not sealed, and that its increments brought back.
 *
 * @param arena its name
 * @param partition as the configuration calls it
 * @param offset of its head there
 * @param bytes its size
 * @param clumps how many it holds
 * @param appended how many of these did not come to their old places
 * @param present true if it was in its place already, and lacked nothing
 * @param discs that its increments were on
 */
public record Regained(String arena, String partition, long offset, long bytes, long clumps, long appended,
                       boolean present, List<String> discs) {

    public Regained {
        discs = List.copyOf(discs);
    }
}
