package org.arenavault.media;

import java.time.Instant;
import java.util.Set;
import org.arenavault.io.CorruptException;

/**
 * {@code arenavault label 2}: what a track says of itself that carries no sealed arena of the venti.
 *
 * @param disc the disc it was written on
 * @param track its number there
 * @param lba where it starts, in blocks of 2048 bytes
 * @param content what it carries
 * @param sequence the ledger's line that announced it
 * @param time when it was announced; advisory
 * @param highest the highest number of any disc of the set, as far as was known then
 */
public record ContentLabel(DiscIdentity disc, int track, long lba, TrackContent content, long sequence, Instant time,
                           int highest) implements AnyLabel {

    static final int NUMBER = 2;

    private static final String HIGHEST = "highest";
    private static final Set<String> COMMON = Set.of("store", "set", "setname", "disc", "discuuid", "track", "lba",
            "sequence", "time", HIGHEST);

    /**
     * Reads it from the fields of a label.
     *
     * @throws CorruptException if a field is missing or cannot be; those of the kind are not looked at
     */
    static ContentLabel decode(FlatJson fields) throws CorruptException {
        return new ContentLabel(DiscIdentity.decode(fields), fields.smallNumber("track"), fields.number("lba"),
                TrackContent.decode(fields, COMMON), fields.number("sequence"),
                fields.instant("time"),
                fields.has(HIGHEST) ? fields.smallNumber(HIGHEST) : fields.smallNumber("disc"));
    }

    @Override
    public byte[] cluster() {
        FlatJson fields = disc.encode().put("track", track).put("lba", lba).putAll(content.own())
                .put("sequence", sequence).put("time", time);
        if (highest > disc.number()) {
            fields.put(HIGHEST, highest);
        }
        return LabelCluster.encode(NUMBER, fields.putAll(content.attributes()));
    }
}
