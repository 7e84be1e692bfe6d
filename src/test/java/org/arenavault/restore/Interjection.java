package org.arenavault.restore;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.media.Medium;

/**
 * Discs, and something that happens when the first is asked for.
 *
 * @param discs what there is to show
 * @param event what happens
 */
record Interjection(DiscQueue discs, Event event) implements DiscSource {

    /** Something that may go wrong. */
    @FunctionalInterface
    interface Event {

        /** It happens. */
        void happen() throws IOException;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        if (discs.asked().isEmpty()) {
            event.happen();
        }
        return discs.first(request);
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        return discs.another(request, reason);
    }

    @Override
    public void close() {
        discs.close();
    }
}
