package org.arenavault.venti.index;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The arenas of an index whose tail or directory is damaged: of entries that point into them nothing can be said.
 *
 * @param places where they are
 */
record UnreadArenas(List<AddressSpace.Place> places) {

    /** All of {@code space} but those that were read. */
    static UnreadArenas allBut(List<FilledArena> read, AddressSpace space) {
        Set<Long> bases = read.stream().map(FilledArena::base).collect(Collectors.toSet());
        return new UnreadArenas(space.places().stream().filter(place -> !bases.contains(place.base())).toList());
    }

    /** True if the address lies in one of them. */
    boolean contains(long address) {
        for (AddressSpace.Place place : places) {
            if (address >= place.base() && address < place.stop()) {
                return true;
            }
        }
        return false;
    }
}
