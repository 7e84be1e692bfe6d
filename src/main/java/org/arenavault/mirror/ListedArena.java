package org.arenavault.mirror;

import java.io.IOException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;

/**
 * An arena whose directory tells where its clumps are.
 *
 * @param key under which its cursors are kept
 */
record ListedArena(String key, Arena arena) implements SentArena {

    @Override
    public ArenaTail tail() throws IOException {
        return arena.readTail();
    }

    @Override
    public ClumpWalk walk(ArenaTail tail) {
        return new DirectoryWalk(arena, tail.memory().clumps());
    }
}
