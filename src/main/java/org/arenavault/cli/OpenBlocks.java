package org.arenavault.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.arenavault.venti.format.BlockSource;

/**
 * A source of blocks that a command has opened, and closes when it is done.
 *
 * @param source the blocks
 * @param threads that may read from it at the same time to good effect
 * @param notes what the user should know of it, one line each
 * @param open what is to be closed
 */
record OpenBlocks(BlockSource source, int threads, List<String> notes, Closeable open) implements Closeable {

    OpenBlocks {
        notes = List.copyOf(notes);
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
