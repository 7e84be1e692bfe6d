package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** The arenas of the source, in the order in which they were filled. Only read; a server may write them meanwhile. */
final class MirrorSource implements Closeable {

    private final List<ArenaPartition> open = new ArrayList<>();
    private final List<MirroredArena> arenas = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private MirrorSource() {
    }

    /**
     * Opens the arena partitions of a configuration. Those that cannot be opened are named among the problems, as long
     * as one can.
     *
     * @throws RefusedException if two arenas have the same name: no cursor could tell them apart
     */
    static MirrorSource open(VentiConf conf, Disks disks) throws IOException {
        MirrorSource source = new MirrorSource();
        try {
            Set<String> names = new HashSet<>();
            for (Partition partition : conf.arenas()) {
                ArenaPartition opened;
                try {
                    opened = ArenaPartition.open(partition.openToRead(disks));
                } catch (CorruptException | MediumFaultException | OperatorNeededException | RefusedException e) {
                    if (conf.arenas().size() == 1) {
                        throw e;
                    }
                    source.problems.add(e.getMessage() + "; its arenas are left out");
                    continue;
                }
                source.open.add(opened);
                for (Arena arena : opened.arenas()) {
                    if (!names.add(arena.name())) {
                        throw new RefusedException(arena.where() + ": a second arena of this name");
                    }
                    source.arenas.add(new MirroredArena(arena, partition));
                }
            }
            return source;
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    /** Partitions that could not be opened, a line each. */
    List<String> problems() {
        return problems;
    }

    List<MirroredArena> arenas() {
        return arenas;
    }

    @Override
    public void close() throws IOException {
        for (ArenaPartition partition : open) {
            partition.close();
        }
    }
}
