package org.arenavault.restore.placing;

import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;

/**
 * Where an arena lies, or is to lie.
 *
 * @param partition as the configuration calls it
 * @param range its name there, and its bytes
 * @param blockSize B
 */
public record ArenaPlace(String partition, ArenaMap.Range range, int blockSize) {

    /**
     * Reads it from a line of the journal.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static ArenaPlace decode(FlatJson line) throws CorruptException {
        ArenaMap.Range range = new ArenaMap.Range(line.text("arena"), line.number("start"), line.number("stop"));
        int blockSize = line.smallNumber("blocksize");
        if (!ArenaNames.isValid(range.name()) || !ArenaFormat.isBlockSize(blockSize)
                || range.start() % blockSize != 0 || range.length() < 3L * blockSize
                || range.length() % blockSize != 0) {
            throw new CorruptException("describes no arena");
        }
        return new ArenaPlace(line.text("partition"), range, blockSize);
    }

    /** The fields of a line of this type. */
    FlatJson encode(String type) {
        return new FlatJson().put("type", type).put("partition", partition).put("arena", range.name())
                .put("start", range.start()).put("stop", range.stop()).put("blocksize", blockSize);
    }

    /** The arena there. Nothing of it is read. */
    Arena in(Storage storage) {
        return new Arena(storage, range.name(), range.start(), range.stop(), blockSize);
    }
}
