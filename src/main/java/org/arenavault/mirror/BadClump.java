package org.arenavault.mirror;

import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/**
 * A clump that could not be read at the source, nor be had from anywhere else.
 *
 * @param offset of the clump from the arena's data start
 * @param type type number on disk
 * @param uncsize length of the block
 * @param reason one line
 */
record BadClump(long offset, int type, int uncsize, Score score, String reason) {

    static final String KIND = "bad";

    static BadClump decode(FlatJson line) throws CorruptException {
        return new BadClump(line.number("offset"), line.smallNumber("type"), line.smallNumber("uncsize"),
                score(line, "score"), line.text("reason"));
    }

    FlatJson encode() {
        return new FlatJson().put("kind", KIND).put("offset", offset).put("type", type).put("uncsize", uncsize)
                .put("score", score.toString()).put("reason", reason);
    }

    static Score score(FlatJson line, String field) throws CorruptException {
        try {
            return Score.parse(line.text(field));
        } catch (UsageException e) {
            throw new CorruptException(e.getMessage(), e);
        }
    }
}
