package org.arenavault.restore.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Fields;

/**
 * Looks for the tail of an arena near the end of a track, so that an arena whose head is gone can be named at least:
 * behind it are at most the padding of a cluster and a label, or what cdfs leaves (optical 5.3).
 */
final class TailSearch {

    private static final int REACH = 256 * 1024;
    private static final int STEP = 512;

    private TailSearch() {
    }

    /** The name of the arena that ends there. */
    static Optional<String> nameBeforeEnd(Storage track) throws IOException {
        int length = (int) Math.min(REACH, track.size());
        if (length < STEP) {
            return Optional.empty();
        }
        ByteBuffer end;
        try {
            end = ByteBuffer.wrap(track.read(track.size() - length, length));
        } catch (MediumFaultException e) {
            return Optional.empty();
        }
        for (int at = (length - STEP) / STEP * STEP; at >= 0; at -= STEP) {
            if (Fields.u32(end, at) == ArenaTail.MAGIC) {
                Optional<String> name = nameAt(end.slice(at, length - at));
                if (name.isPresent()) {
                    return name;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> nameAt(ByteBuffer tail) {
        try {
            return Optional.of(ArenaTail.decode(tail, "tail").name()).filter(ArenaNames::isValid);
        } catch (CorruptException | UnsupportedVersionException e) {
            return Optional.empty();
        }
    }
}
