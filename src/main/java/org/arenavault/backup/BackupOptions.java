package org.arenavault.backup;

import java.util.Set;

/**
 * How a backup is to be done.
 *
 * @param verify read every track back after it is closed
 * @param discs how many discs to use at the most; 0 for as many as it takes
 * @param accepted names of arenas whose seal may differ, if every clump in them is sound
 */
public record BackupOptions(boolean verify, int discs, Set<String> accepted) {

    public BackupOptions {
        accepted = Set.copyOf(accepted);
    }
}
