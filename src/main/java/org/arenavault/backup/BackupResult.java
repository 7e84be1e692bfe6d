package org.arenavault.backup;

import java.time.Duration;
import java.util.List;

/**
 * What a backup came to.
 *
 * @param recorded the tracks that it wrote, or brought to an end, in their order
 * @param failed arenas that could not be recorded, and why
 * @param left arenas that are still on no disc
 * @param notReady arenas that are full or active, and so for no disc yet
 * @param elapsed how long it took
 */
public record BackupResult(List<Recorded> recorded, List<String> failed, List<String> left, List<String> notReady,
                           Duration elapsed) {

    /**
     * One track.
     *
     * @param disc the disc, by its label
     * @param track its number there
     * @param arena what it carries
     * @param bytes its size
     * @param state how far it has come
     */
    public record Recorded(String disc, int track, String arena, long bytes, String state) {
    }

    public BackupResult {
        recorded = List.copyOf(recorded);
        failed = List.copyOf(failed);
        left = List.copyOf(left);
        notReady = List.copyOf(notReady);
    }

    /** True if nothing failed. */
    public boolean done() {
        return failed.isEmpty();
    }
}
