package org.arenavault.restore.placing;

import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/**
 * An arena that lies in its place, whole and forced to disk.
 *
 * @param place of it
 * @param digest SHA-1 of all its bytes with the last twenty taken as zero; {@link Score#NONE} if nobody has read them
 * @param seal its last twenty bytes
 * @param was its name on the disc that it came from
 */
public record PlacedArena(ArenaPlace place, Score digest, Score seal, String was) {

    static final String TYPE = "arena";

    /**
     * Reads it from a line of the journal.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    static PlacedArena decode(FlatJson line) throws CorruptException {
        ArenaPlace place = ArenaPlace.decode(line);
        try {
            return new PlacedArena(place, Score.parse(line.text("digest")), Score.parse(line.text("seal")),
                    line.optional("was").orElse(place.range().name()));
        } catch (UsageException e) {
            throw new CorruptException(e.getMessage(), e);
        }
    }

    /** True if it is called otherwise than on the disc that it came from. */
    public boolean isRenamed() {
        return !was.equals(place.range().name());
    }

    FlatJson encode() {
        FlatJson line = place.encode(TYPE).put("digest", digest.toString()).put("seal", seal.toString());
        return isRenamed() ? line.put("was", was) : line;
    }
}
