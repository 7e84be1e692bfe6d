package org.arenavault.venti.index;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.venti.format.ArenaMap;

/**
 * The arenas of an index whose tail or directory is damaged: of entries that point into them nothing can be said.
 *
 * @param ranges the addresses in them
 */
record UnreadArenas(List<ArenaMap.Range> ranges) {

    /** All of {@code space} but those that were read. */
    static UnreadArenas allBut(List<FilledArena> read, AddressSpace space) {
        Set<Long> bases = read.stream().map(FilledArena::base).collect(Collectors.toSet());
        return new UnreadArenas(Stream.concat(space.lost().stream(), space.places().stream()
                .filter(place -> !bases.contains(place.base()))
                .map(place -> new ArenaMap.Range(place.arena().name(), place.base(), place.stop()))).toList());
    }

    /** True if the address lies in one of them. */
    boolean contains(long address) {
        for (ArenaMap.Range range : ranges) {
            if (address >= range.start() && address < range.stop()) {
                return true;
            }
        }
        return false;
    }
}
