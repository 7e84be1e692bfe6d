package org.arenavault.restore;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;
import org.arenavault.venti.format.ArenaMap;

/** Where an arena goes. */
sealed interface Decision {

    /** What each case comes to. */
    <R> R match(IoFunction<Into, R> into, IoFunction<There, R> there, IoFunction<Nowhere, R> nowhere)
            throws IOException;

    /** The place that nothing claims, if it goes to one. */
    default Optional<Into> into() {
        return Optional.empty();
    }

    /**
     * To a place that nothing claims.
     *
     * @param space of which partition
     * @param range what it will occupy
     */
    record Into(PartitionSpace space, ArenaMap.Range range) implements Decision {

        @Override
        public Optional<Into> into() {
            return Optional.of(this);
        }

        @Override
        public <R> R match(IoFunction<Into, R> into, IoFunction<There, R> there, IoFunction<Nowhere, R> nowhere)
                throws IOException {
            return into.apply(this);
        }
    }

    /**
     * A table lists its name already: what lies there decides.
     *
     * @param space of which partition
     * @param range as the table has it
     */
    record There(PartitionSpace space, ArenaMap.Range range) implements Decision {

        @Override
        public <R> R match(IoFunction<Into, R> into, IoFunction<There, R> there, IoFunction<Nowhere, R> nowhere)
                throws IOException {
            return there.apply(this);
        }
    }

    /**
     * Nowhere.
     *
     * @param reason why, and what to do
     */
    record Nowhere(String reason) implements Decision {

        @Override
        public <R> R match(IoFunction<Into, R> into, IoFunction<There, R> there, IoFunction<Nowhere, R> nowhere)
                throws IOException {
            return nowhere.apply(this);
        }
    }
}
