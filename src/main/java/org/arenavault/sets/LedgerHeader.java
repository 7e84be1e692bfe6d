package org.arenavault.sets;

import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.media.FlatJson;

/**
 * The first line of a ledger.
 *
 * @param store the venti that the set keeps
 * @param set the set's identity
 * @param name the set's name when the ledger was begun
 */
public record LedgerHeader(UUID store, UUID set, SetName name) {

    static final String TYPE = "ledger";

    private static final long VERSION = 1;

    static LedgerHeader decode(FlatJson line) throws CorruptException, UnsupportedVersionException {
        if (!line.text("type").equals(TYPE)) {
            throw new CorruptException("is no head of a ledger");
        }
        if (line.number("version") != VERSION) {
            throw new UnsupportedVersionException("is of format version %d; this program knows %d"
                    .formatted(line.number("version"), VERSION));
        }
        try {
            return new LedgerHeader(line.uuid("store"), line.uuid("set"), SetName.parse(line.text("name")));
        } catch (UsageException e) {
            throw new CorruptException(e.getMessage(), e);
        }
    }

    FlatJson encode() {
        return new FlatJson().put("type", TYPE).put("version", VERSION).put("store", store).put("set", set)
                .put("name", name.text());
    }
}
