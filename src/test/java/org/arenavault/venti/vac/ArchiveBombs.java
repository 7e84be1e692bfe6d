package org.arenavault.venti.vac;

import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.Score;

/** Archives of a few blocks that come to more than any disk holds. */
public final class ArchiveBombs {

    private ArchiveBombs() {
    }

    /** {@code levels} directories, each with the next one twice; in the last a file of {@code length} bytes. */
    public static Score ofDirectories(MemoryBlocks blocks, int levels, int length) {
        VacBuilder build = new VacBuilder(blocks);
        return build.root(directories(build, levels, length));
    }

    static VacBuilder.Thing directories(VacBuilder build, int levels, int length) {
        byte[] content = new byte[length];
        java.util.Arrays.fill(content, (byte) 'x');
        VacBuilder.Thing bomb = build.directory(Map.of("f", build.file(content)));
        for (int level = 0; level < levels; level++) {
            Map<String, VacBuilder.Thing> twice = new LinkedHashMap<>();
            twice.put("a", bomb);
            twice.put("b", bomb);
            bomb = build.directory(twice);
        }
        return bomb;
    }
}
