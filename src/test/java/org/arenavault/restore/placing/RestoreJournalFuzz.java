package org.arenavault.restore.placing;

import java.nio.file.Path;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.ArenaFormat;

/** Whatever lies where the journal of a restore should, an arena that it tells of is one that can be. */
public final class RestoreJournalFuzz {

    private RestoreJournalFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            for (PlacedArena arena : RestoreJournal.decode(Path.of("journal"), data, Disks.REAL).arenas()) {
                int blockSize = arena.place().blockSize();
                if (!ArenaFormat.isBlockSize(blockSize) || arena.place().range().length() < 3L * blockSize) {
                    throw new IllegalStateException("no arena: " + arena);
                }
            }
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
