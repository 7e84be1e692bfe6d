package org.arenavault.backup;

import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;

/**
 * An arena of the set's venti.
 *
 * @param partition the partition it lies in, as the configuration calls it
 * @param status what its head and tail say
 */
public record SourceArena(Partition partition, ArenaStatus status) {

    /** Its name. */
    public String name() {
        return status.arena().name();
    }

    /** Where it lies. */
    public Arena arena() {
        return status.arena();
    }
}
