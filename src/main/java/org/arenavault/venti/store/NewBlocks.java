package org.arenavault.venti.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Where the blocks lie that are in no index yet. Safe for several threads. About 200 bytes each. */
final class NewBlocks {

    /** A clump: its arena, and its offset from the arena's data start. */
    record Place(ArenaSlot slot, long offset) {
    }

    private record Key(Score score, int diskType) {
    }

    private final Map<Key, Place> places = new ConcurrentHashMap<>();

    void put(Score score, BlockType type, Place place) {
        places.put(new Key(score, type.toDisk()), place);
    }

    Optional<Place> find(Score score, BlockType type) {
        return Optional.ofNullable(places.get(new Key(score, type.toDisk())));
    }

    int count() {
        return places.size();
    }

    /** Forgets the blocks of an arena, which have been entered into the index. */
    void forget(ArenaSlot slot) {
        places.values().removeIf(place -> place.slot() == slot);
    }
}
