package org.arenavault.restore;

import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;

/**
 * An arena that lies in its place, whole and forced to disk.
 *
 * @param partition as the configuration calls it
 * @param range its name and place
 * @param blockSize B
 * @param digest SHA-1 of all its bytes with the last twenty taken as zero
 * @param seal its last twenty bytes
 * @param was its name on the disc that it came from
 */
record PlacedArena(String partition, ArenaMap.Range range, int blockSize, Score digest, Score seal, String was) {

    static final String TYPE = "arena";

    /**
     * Reads it from a line of the journal.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static PlacedArena decode(FlatJson line) throws CorruptException {
        ArenaMap.Range range = new ArenaMap.Range(line.text("arena"), line.number("start"), line.number("stop"));
        int blockSize = line.smallNumber("blocksize");
        if (!ArenaNames.isValid(range.name()) || !ArenaFormat.isBlockSize(blockSize)
                || range.start() % blockSize != 0 || range.length() < 3L * blockSize
                || range.length() % blockSize != 0) {
            throw new CorruptException("describes no arena");
        }
        try {
            return new PlacedArena(line.text("partition"), range, blockSize, Score.parse(line.text("digest")),
                    Score.parse(line.text("seal")), line.optional("was").orElse(range.name()));
        } catch (UsageException e) {
            throw new CorruptException(e.getMessage(), e);
        }
    }

    FlatJson encode() {
        FlatJson line = new FlatJson().put("type", TYPE).put("partition", partition).put("arena", range.name())
                .put("start", range.start()).put("stop", range.stop()).put("blocksize", blockSize)
                .put("digest", digest.toString()).put("seal", seal.toString());
        return was.equals(range.name()) ? line : line.put("was", was);
    }
}
