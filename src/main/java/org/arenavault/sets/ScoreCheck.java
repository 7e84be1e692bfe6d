package org.arenavault.sets;

import java.time.Instant;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/**
 * A tree was walked on a venti.
 *
 * @param score of its root
 * @param time when
 * @param venti where, as an address to dial
 * @param deep whether every block was read, or only looked for
 * @param whole whether nothing was missing
 * @param blocks how many there were
 * @param bytes how much was read
 */
public record ScoreCheck(Score score, Instant time, String venti, boolean deep, boolean whole, long blocks,
                         long bytes) {

    static final String TYPE = "checked";

    static ScoreCheck decode(FlatJson line) throws CorruptException {
        try {
            return new ScoreCheck(Score.parse(line.text("score")), line.instant("time"), line.text("venti"),
                    line.bool("deep"), line.bool("whole"), line.number("blocks"), line.number("bytes"));
        } catch (UsageException e) {
            throw new CorruptException("field 'score': " + e.getMessage(), e);
        }
    }

    FlatJson encode() {
        return new FlatJson().put("time", time).put("type", TYPE).put("score", score.toString()).put("venti", venti)
                .put("deep", deep).put("whole", whole).put("blocks", blocks).put("bytes", bytes);
    }
}
