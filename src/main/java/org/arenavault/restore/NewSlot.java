package org.arenavault.restore;

import org.arenavault.io.CorruptException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;

/**
 * An empty arena that is made for one that is added to a store with data of its own.
 *
 * @param partition as the configuration calls it
 * @param range its name and place
 * @param blockSize B
 * @param from the name of the empty arena whose place it takes; empty if it stands behind the others
 */
record NewSlot(String partition, ArenaMap.Range range, int blockSize, String from) {

    static final String TYPE = "slot";

    /**
     * Reads it from a line of the journal.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static NewSlot decode(FlatJson line) throws CorruptException {
        ArenaMap.Range range = new ArenaMap.Range(line.text("arena"), line.number("start"), line.number("stop"));
        int blockSize = line.smallNumber("blocksize");
        String from = line.text("from");
        if (!ArenaNames.isValid(range.name()) || !(from.isEmpty() || ArenaNames.isValid(from))
                || !ArenaFormat.isBlockSize(blockSize) || range.start() % blockSize != 0
                || range.length() < 3L * blockSize || range.length() % blockSize != 0) {
            throw new CorruptException("describes no arena");
        }
        return new NewSlot(line.text("partition"), range, blockSize, from);
    }

    FlatJson encode() {
        return new FlatJson().put("type", TYPE).put("partition", partition).put("arena", range.name())
                .put("start", range.start()).put("stop", range.stop()).put("blocksize", blockSize).put("from", from);
    }
}
