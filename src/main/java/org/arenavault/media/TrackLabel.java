package org.arenavault.media;

import java.time.Instant;
import org.arenavault.io.CorruptException;

/**
 * {@code arenavault label 1}: what a track says of itself that carries a sealed arena.
 *
 * @param disc the disc it was written on
 * @param track its number there
 * @param lba where it starts, in blocks of 2048 bytes
 * @param arena what it carries
 * @param sequence the ledger's line that announced it; a ledger that ends before has lost its end
 * @param time when it was announced; advisory
 * @param highest the highest number of any disc of the set, as far as was known then
 */
public record TrackLabel(DiscIdentity disc, int track, long lba, ArenaRecord arena, long sequence, Instant time,
                         int highest) implements AnyLabel {

    static final int NUMBER = 1;

    private static final String HIGHEST = "highest";

    /** A label that knows of no disc with a higher number than its own. */
    public TrackLabel(DiscIdentity disc, int track, long lba, ArenaRecord arena, long sequence, Instant time) {
        this(disc, track, lba, arena, sequence, time, disc.number());
    }

    /**
     * Reads it from the fields of a label.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    public static TrackLabel decode(FlatJson fields) throws CorruptException {
        return new TrackLabel(DiscIdentity.decode(fields), fields.smallNumber("track"), fields.number("lba"),
                ArenaRecord.decode(fields), fields.number("sequence"), fields.instant("time"),
                fields.has(HIGHEST) ? fields.smallNumber(HIGHEST) : fields.smallNumber("disc"));
    }

    @Override
    public ArenaRecord content() {
        return arena;
    }

    @Override
    public byte[] cluster() {
        return LabelCluster.encode(encode());
    }

    /** The fields. */
    public FlatJson encode() {
        FlatJson fields = disc.encode().put("track", track).put("lba", lba).putAll(arena.encode())
                .put("sequence", sequence).put("time", time);
        return highest > disc.number() ? fields.put(HIGHEST, highest) : fields;
    }
}
