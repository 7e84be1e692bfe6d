package org.arenavault.restore.increments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.media.ArenaRecord;

/**
 * A sealed arena that was copied off its disc since another one is in its place.
 *
 * @param path its file
 * @param arena what it is; where it came from is not known any more
 * @param written when its last clump was stored, in seconds since 1970
 * @param disc that it was on; empty if an earlier restore has read it
 * @param track on that disc
 * @param venti that it comes from; empty if an earlier restore has read it, or nobody knows
 */
record KeptArena(Path path, ArenaRecord arena, long written, String disc, int track,
                 Optional<UUID> venti) {

    /** For messages. */
    String where() {
        return disc.isEmpty() ? "a disc that was read before" : "%s track %d".formatted(disc, track);
    }
}
