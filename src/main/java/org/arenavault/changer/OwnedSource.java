package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.media.Medium;

/**
 * Discs for a device that is open as long as they are wanted.
 *
 * @param discs where discs come from
 * @param device closed with them
 */
record OwnedSource(DiscSource discs, Closeable device) implements DiscSource {

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        return discs.first(request);
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        return discs.another(request, reason);
    }

    @Override
    public boolean isUnasked() {
        return discs.isUnasked();
    }

    @Override
    public boolean isByHand() {
        return discs.isByHand();
    }

    @Override
    public void release(String label) throws IOException {
        discs.release(label);
    }

    @Override
    public String discard(String label) throws IOException {
        return discs.discard(label);
    }

    @Override
    public void close() throws IOException {
        try (device) {
            discs.close();
        }
    }
}
