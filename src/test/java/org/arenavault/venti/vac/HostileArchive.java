package org.arenavault.venti.vac;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.Score;

/** An archive whose files bear names that somebody chose to disturb a terminal. */
public final class HostileArchive {

    private HostileArchive() {
    }

    /** A directory with a file of each of these names, and one in a directory of each. */
    public static Score of(MemoryBlocks blocks, List<String> names) {
        VacBuilder build = new VacBuilder(blocks);
        Map<String, VacBuilder.Thing> things = new LinkedHashMap<>();
        for (String name : names) {
            things.put(name, build.file(name));
            things.put("d" + name, build.directory(Map.of(name, build.file(name))));
        }
        return build.root(build.directory(things));
    }
}
