package org.arenavault.sets;

import java.time.Instant;
import java.util.Locale;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;

/**
 * A root score on record: the key to everything below it.
 *
 * @param score of a root block
 * @param recorded when it was put on record
 * @param feed how it was come by
 * @param source the partition or file it was read from; empty if somebody typed it
 * @param venti where the tree was stored, as an address to dial; empty if nobody said
 */
public record RootScore(Score score, Instant recorded, Feed feed, String source, String venti) {

    /** How a score was come by. */
    public enum Feed {
        /** Read from the super block of a fossil. */
        FOSSIL,
        /** Read from a file that {@code vac} wrote. */
        VAC,
        /** Taken over from a log of the Plan 9 scripts. */
        ROOTSCOR,
        /** Typed, or given on standard input. */
        HAND;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RootScore decode(FlatJson line) throws CorruptException {
        try {
            return new RootScore(Score.parse(line.text("score")), line.instant("recorded"),
                    Feed.valueOf(line.text("feed").toUpperCase(Locale.ROOT)), line.text("source"),
                    line.text("venti"));
        } catch (UsageException e) {
            throw new CorruptException("field 'score': " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CorruptException("field 'feed' is none that is known", e);
        }
    }

    FlatJson encode() {
        return new FlatJson().put("score", score.toString()).put("recorded", recorded)
                .put("feed", feed.toString()).put("source", source).put("venti", venti);
    }
}
