package org.arenavault.backup;

import java.io.IOException;
import org.arenavault.io.Storage;
import org.arenavault.media.ArenaRecord;

/**
 * An arena whose bytes have been summed and may be recorded.
 *
 * @param source where it lies
 * @param record what ledger and label will say of it
 * @param reason why a seal that does not match was accepted; empty where it matches
 */
public record SealedArena(SourceArena source, ArenaRecord record, String reason) {

    /** Its bytes as they are recorded: with the computed seal in place where the server had not written its own. */
    Storage contents() throws IOException {
        Storage image = source.arena().image();
        return record.computed() ? new SummedImage(image, record.digest()) : image;
    }
}
