package org.arenavault.restore;

import org.arenavault.venti.format.ArenaMap;

/** Where an arena goes. */
sealed interface Decision {

    /**
     * To a place that nothing claims.
     *
     * @param space of which partition
     * @param range what it will occupy
     */
    record Into(PartitionSpace space, ArenaMap.Range range) implements Decision {
    }

    /**
     * A table lists its name already: what lies there decides.
     *
     * @param space of which partition
     * @param range as the table has it
     */
    record There(PartitionSpace space, ArenaMap.Range range) implements Decision {
    }

    /**
     * Nowhere.
     *
     * @param reason why, and what to do
     */
    record Nowhere(String reason) implements Decision {
    }
}
