package org.arenavault.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;

/**
 * What bare discs do not tell: that a disc was not among them. Arenas lie without gaps in the partitions that they
 * come from, so that a gap in front of one that is back at its original place is an arena that is not.
 */
final class Gaps {

    private Gaps() {
    }

    /**
     * The gaps of a partition, one line each.
     *
     * @param originals names of the arenas that are back at their original place
     */
    static List<String> in(PartitionSpace space, Set<String> originals) {
        List<String> gaps = new ArrayList<>();
        long end = space.header().arenaBase();
        String before = "the table";
        for (ArenaMap.Range range : space.claimed()) {
            if (originals.contains(range.name()) && range.start() - end >= ArenaFormat.MIN_ARENA_SIZE) {
                gaps.add("%s from byte %d to %d, between %s and %s".formatted(space.text(), end, range.start(), before,
                        range.name()));
            }
            end = range.stop();
            before = range.name();
        }
        return gaps;
    }
}
