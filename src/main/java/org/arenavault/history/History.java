package org.arenavault.history;

import java.io.IOException;
import java.util.List;

/** All days of a dump, wherever it is kept. */
public interface History {

    /** What messages call it, and what a journal knows it by. */
    String name();

    /** In their order. */
    List<Day> days() throws IOException;

    /** The uppermost directory of a day. */
    HistoryFile open(Day day) throws IOException;
}
