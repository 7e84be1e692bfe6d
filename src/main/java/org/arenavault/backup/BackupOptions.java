package org.arenavault.backup;

import java.util.List;
import java.util.Set;

/**
 * How a backup is to be done.
 *
 * @param verify read every track back after it is closed
 * @param discs how many discs to use at the most; 0 for as many as it takes
 * @param accepted names of arenas whose seal may differ, if every clump in them is sound
 * @param begunAnew whether the venti may be one that has none of the arenas on the set's discs
 * @param devices recorders that were named in place of the set's own; none if that one is used
 * @param command what the user said without options that choose a medium; printed where one is to be chosen
 * @param patient whether clumps are waited for that a server has not flushed yet
 * @param assumesYes whether the answer to all questions is yes
 */
public record BackupOptions(boolean verify, int discs, Set<String> accepted, boolean begunAnew, List<String> devices,
                            String command, boolean patient, boolean assumesYes) {

    /** Every track is read back, on as many discs as it takes. */
    public static final BackupOptions DEFAULT = new BackupOptions(true, 0, Set.of());

    /** Without more. */
    public BackupOptions(boolean verify, int discs, Set<String> accepted) {
        this(verify, discs, accepted, false, List.of(), "", true, false);
    }

    public BackupOptions {
        accepted = Set.copyOf(accepted);
        devices = List.copyOf(devices);
    }

    /** The same, with what the user said. */
    public BackupOptions saying(String words) {
        return new BackupOptions(verify, discs, accepted, begunAnew, devices, words, patient, assumesYes);
    }
}
