package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** All days of a dump, wherever it is kept. */
public interface History extends Closeable {

    /** What messages call it, and what a journal knows it by. */
    String name();

    /** In their order. */
    List<Day> days() throws IOException;

    /** What lies where days are looked for, and is none: it is left out. */
    default List<String> ignored() {
        return List.of();
    }

    /** The uppermost directory of a day. */
    HistoryFile open(Day day) throws IOException;

    @Override
    default void close() throws IOException {
        // most hold nothing open
    }
}
