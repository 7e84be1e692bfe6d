package org.arenavault.mirror;

import java.util.List;
import org.arenavault.venti.format.OpenArenas;

/** The arenas of a venti that are sent together. */
interface SentArenas {

    /** All of them, in their order. */
    List<SentArena> arenas();

    /** What could not be opened, a line each. */
    List<String> problems();

    /** The arenas of a venti's partitions. */
    static SentArenas of(OpenArenas open) {
        List<SentArena> arenas =
                open.arenas().stream().<SentArena>map(each -> new ListedArena(each.name(), each.arena())).toList();
        return new SentArenas() {
            @Override
            public List<SentArena> arenas() {
                return arenas;
            }

            @Override
            public List<String> problems() {
                return open.problems();
            }
        };
    }
}
