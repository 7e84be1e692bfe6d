package org.arenavault.mirror;

import java.io.IOException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;

/** An arena whose clumps are sent, and how they are found in it. Safe for several threads. */
interface SentArena {

    /** Under which its cursors are kept: two arenas of different bytes have different ones. */
    String key();

    /** Where it lies. */
    Arena arena();

    /**
     * What its tail says, or what stands for that where there is none. Read before anything else of the arena.
     *
     * @throws org.arenavault.io.UnusableBytesException if it cannot be had
     */
    ArenaTail tail() throws IOException;

    /** The clumps that this tail tells of, from the first on. */
    ClumpWalk walk(ArenaTail tail);
}
