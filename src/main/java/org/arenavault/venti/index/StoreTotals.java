package org.arenavault.venti.index;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.VentiConf;

/**
 * What all arenas of a store come to, read from their tails.
 *
 * @param bytes of all arenas, empty ones included
 * @param used bytes of clumps
 * @param clumps number of clumps
 */
record StoreTotals(long bytes, long used, long clumps) {

    private static final long USUAL_CLUMP = 4096;

    /** Adds up a store. Arenas whose tail is damaged count with their size alone. */
    static StoreTotals of(VentiConf conf, Disks disks) throws IOException {
        long bytes = 0;
        long used = 0;
        long clumps = 0;
        try (OpenArenas open = OpenArenas.open(conf.arenas(), part -> part.openToRead(disks))) {
            for (OpenArenas.Placed placed : open.arenas()) {
                ArenaStats stats = stats(placed.arena());
                bytes += placed.arena().size();
                used += stats.used();
                clumps += stats.clumps();
            }
        }
        return new StoreTotals(bytes, used, clumps);
    }

    private static ArenaStats stats(Arena arena) throws IOException {
        try {
            return arena.readTail().memory();
        } catch (CorruptException | UnsupportedVersionException e) {
            return ArenaStats.EMPTY;
        }
    }

    /** Clumps that all arenas would hold if they were full of clumps of the same size, and twice those they hold. */
    long clumpsToCome() {
        long size = clumps == 0 ? USUAL_CLUMP : Math.max(1, used / clumps);
        return Math.max(2 * clumps, bytes / size);
    }
}
