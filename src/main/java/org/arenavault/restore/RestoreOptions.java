package org.arenavault.restore;

import java.util.Set;
import org.arenavault.restore.placing.Permissions;

/**
 * What a restore may do, and what it is to bring back.
 *
 * @param format whether files that are missing or blank may be made into what the configuration names
 * @param add whether arenas may be added to partitions that hold others: in empty arenas and behind the last one, and
 *     under names of their own where the store has others of their names
 * @param spareArenas how many empty arenas each partition that a restore makes is to have, so that a venti can write
 * @param only names of the arenas that are wanted; empty for all
 */
public record RestoreOptions(boolean format, boolean add, int spareArenas, Set<String> only) {

    /** What is done where nothing is said. */
    public static final int SPARE_ARENAS = 2;

    public RestoreOptions {
        only = Set.copyOf(only);
    }

    Permissions permissions() {
        return new Permissions(format, add);
    }
}
