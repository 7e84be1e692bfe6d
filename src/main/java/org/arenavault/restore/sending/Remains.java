package org.arenavault.restore.sending;

import java.io.IOException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;

/** What is left of an arena in a track: cut short, or without its head. */
final class Remains {

    /** The smallest block, so that no clump lies before the place from which they are looked for. */
    private static final int SMALLEST_BLOCK = 512;
    private static final String UNNAMED = "arena";

    private Remains() {
    }

    /** An arena that may be longer than its track, or is the whole track. */
    static Arena in(TrackWindow track, String name) throws IOException {
        try {
            ArenaHead head = Arena.headOf(track);
            return new Arena(track, head.name(), 0, head.size(), head.blockSize());
        } catch (UnusableBytesException e) {
            long end = Math.max(3L * SMALLEST_BLOCK, ArenaFormat.roundUp(track.size(), SMALLEST_BLOCK));
            return new Arena(track, name.isEmpty() ? UNNAMED : name, 0, end, SMALLEST_BLOCK);
        }
    }
}
