package org.arenavault.venti.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.OpenArenas;

/** The one address space that runs through all arenas of an index (venti-format 6.5). */
final class AddressSpace {

    /**
     * An arena in it.
     *
     * @param base index address of its first clump
     */
    record Place(Arena arena, long base) {

        /** Index address behind it. */
        long stop() {
            return base + arena.usable();
        }
    }

    private final List<Place> places;
    private final List<ArenaMap.Range> lost;

    private AddressSpace(List<Place> places, List<ArenaMap.Range> lost) {
        this.places = places;
        this.lost = List.copyOf(lost);
    }

    /**
     * The address space that an index map describes.
     *
     * @param arenas those that there are
     * @throws CorruptException if it maps an arena that is not there or is of another size, or leaves a gap
     */
    static AddressSpace of(ArenaMap map, OpenArenas arenas, String where) throws CorruptException {
        return of(map, arenas, where, false);
    }

    /** The same; with {@code partial} arenas that are not there are {@link #lost}. */
    static AddressSpace of(ArenaMap map, OpenArenas arenas, String where, boolean partial)
            throws CorruptException {
        List<Place> places = new ArrayList<>();
        List<ArenaMap.Range> lost = new ArrayList<>();
        long next = IndexMap.FIRST_ADDRESS;
        for (ArenaMap.Range range : map.ranges()) {
            Optional<OpenArenas.Placed> placed = arenas.find(range.name());
            if (placed.isEmpty() && partial) {
                lost.add(range);
                next = range.stop();
                continue;
            }
            if (placed.isEmpty()) {
                throw new CorruptException("%s: its map has an arena '%s', which is in none of the partitions"
                        .formatted(where, range.name()));
            }
            Arena arena = placed.get().arena();
            if (range.start() != next || range.length() != arena.usable()) {
                throw new CorruptException("%s: its map has arena '%s' at %d-%d; it belongs at %d-%d".formatted(where,
                        range.name(), range.start(), range.stop(), next, next + arena.usable()));
            }
            places.add(new Place(arena, range.start()));
            next = range.stop();
        }
        return new AddressSpace(places, lost);
    }

    /** This space and, behind it, arenas that the index does not cover: no entry of the index points there. */
    AddressSpace with(List<Arena> more) {
        List<Place> all = new ArrayList<>(places);
        long next = places.isEmpty() ? IndexMap.FIRST_ADDRESS : places.get(places.size() - 1).stop();
        for (ArenaMap.Range range : lost) {
            next = Math.max(next, range.stop());
        }
        for (Arena arena : more) {
            all.add(new Place(arena, next));
            next += arena.usable();
        }
        return new AddressSpace(all, lost);
    }

    /** Arenas whose partitions cannot be read, and the addresses in them. */
    List<ArenaMap.Range> lost() {
        return lost;
    }

    /** The name of the arena that an address lies in, if its partition cannot be read. */
    Optional<String> lost(long address) {
        return lost.stream().filter(range -> range.start() <= address && address < range.stop())
                .map(ArenaMap.Range::name).findFirst();
    }

    /** The arenas by address. */
    List<Place> places() {
        return places;
    }

    /** The arena that an address lies in; none if it lies outside of all. */
    Optional<Place> find(long address) {
        int low = 0;
        int high = places.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (places.get(middle).base() <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        boolean inside = !places.isEmpty() && places.get(low).base() <= address && address < places.get(low).stop();
        return inside ? Optional.of(places.get(low)) : Optional.empty();
    }
}
