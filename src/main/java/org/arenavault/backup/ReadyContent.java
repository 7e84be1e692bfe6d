package org.arenavault.backup;

import org.arenavault.io.Storage;
import org.arenavault.media.Content;

/**
 * Bytes that have been summed and may be recorded.
 *
 * @param record what ledger and label will say of it
 * @param reason why a seal that does not match was accepted; empty where it matches
 * @param contents its bytes as they are recorded; closed by whoever opened what they lie on
 */
record ReadyContent(Content record, String reason, Storage contents) {
}
