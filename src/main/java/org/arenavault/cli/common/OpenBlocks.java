package org.arenavault.cli.common;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.VacFile;

/**
 * A source of blocks that a command has opened, and closes when it is done.
 *
 * @param source the blocks
 * @param threads that may read from it at the same time to good effect
 * @param forecast what reading a file will need
 * @param open what is to be closed
 */
public record OpenBlocks(BlockSource source, int threads, Forecast forecast, Closeable open) implements Closeable {

    /** Tells what it will take to read a file or directory. */
    @FunctionalInterface
    public interface Forecast {

        /** Nothing but what is at hand. */
        Forecast NOTHING = file -> List.of();

        /** The discs that will be needed, one line each. */
        List<String> of(VacFile file) throws IOException;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
