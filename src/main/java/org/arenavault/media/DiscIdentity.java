package org.arenavault.media;

import java.util.UUID;
import org.arenavault.io.CorruptException;

/**
 * Which disc of which set something is.
 *
 * @param store the venti that the set keeps; sets of one store share it
 * @param set the set's own identity
 * @param setName the set's name when the disc was begun
 * @param number the disc's number in its set, from 1; never reused
 * @param disc the disc's own identity, which tells copies apart
 */
public record DiscIdentity(UUID store, UUID set, String setName, int number, UUID disc) {

    /**
     * Reads it from the fields of a label.
     *
     * @throws CorruptException if a field is missing or cannot be
     */
    public static DiscIdentity decode(FlatJson fields) throws CorruptException {
        return new DiscIdentity(fields.uuid("store"), fields.uuid("set"), fields.text("setname"),
                fields.smallNumber("disc"), fields.uuid("discuuid"));
    }

    /** The fields. */
    public FlatJson encode() {
        return new FlatJson().put("store", store).put("set", set).put("setname", setName).put("disc", number)
                .put("discuuid", disc);
    }

    /** What is written on it: {@code home-003}. */
    public String label() {
        return "%s-%03d".formatted(setName.replaceAll("[^A-Za-z0-9._-]", "?"), number);
    }
}
