package org.arenavault.mirror;

import java.io.IOException;
import org.arenavault.io.PeerException;

/**
 * The server on which the arenas lie is gone, or breaks its protocol. Not a {@link PeerException}: those are of targets
 * here. Nothing is known of what it did not give.
 */
final class SourceGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    SourceGoneException(String place, PeerException cause) {
        super("%s: its file server gives nothing more: %s; start again, it goes on from here".formatted(place,
                cause.getMessage()), cause);
    }
}
