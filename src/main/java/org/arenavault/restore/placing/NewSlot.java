package org.arenavault.restore.placing;

import org.arenavault.io.CorruptException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.ArenaNames;

/**
 * An empty arena that is made for one that is added to a store with data of its own.
 *
 * @param place of it
 * @param from the name of the empty arena whose place it takes; empty if it stands behind the others
 */
record NewSlot(ArenaPlace place, String from) {

    static final String TYPE = "slot";

    /**
     * Reads it from a line of the journal.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static NewSlot decode(FlatJson line) throws CorruptException {
        String from = line.text("from");
        if (!from.isEmpty() && !ArenaNames.isValid(from)) {
            throw new CorruptException("describes no arena");
        }
        return new NewSlot(ArenaPlace.decode(line), from);
    }

    FlatJson encode() {
        return place.encode(TYPE).put("from", from);
    }
}
