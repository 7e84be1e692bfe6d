package org.arenavault.venti.format;

import java.io.IOException;
import java.util.Optional;

/** Where blocks come from and go to. Safe for several threads at once. */
public interface BlockStore extends BlockSource {

    /**
     * Takes a block, unless a sound copy of it is here already. It can be read at once, and is durable after the
     * next {@link #sync}.
     *
     * @param type a legal one
     * @param block 1 to {@code ArenaFormat.MAX_LUMP} bytes
     * @return its score; empty if there is no room for it any more
     * @throws IOException if it could not be stored
     */
    Optional<Score> write(BlockType type, byte[] block) throws IOException;

    /**
     * Makes durable what was taken before.
     *
     * @throws IOException if that failed: nobody may count on any block since the last success
     */
    void sync() throws IOException;
}
