package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Files one after the other. */
@FunctionalInterface
public interface FileCursor extends Closeable {

    /** No files. */
    FileCursor EMPTY = Optional::empty;

    /** The next file; empty behind the last. */
    Optional<HistoryFile> next() throws IOException;

    @Override
    default void close() throws IOException {
        // most hold nothing
    }
}
