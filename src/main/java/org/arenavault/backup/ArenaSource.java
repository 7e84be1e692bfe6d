package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;

/** The arenas of a venti, read from its partitions; the server need not run, and is not disturbed. */
public final class ArenaSource implements Closeable {

    private final List<ArenaPartition> partitions;
    private final List<SourceArena> arenas;

    private ArenaSource(List<ArenaPartition> partitions, List<SourceArena> arenas) {
        this.partitions = partitions;
        this.arenas = List.copyOf(arenas);
    }

    /**
     * Opens the partitions and reads heads and tails. An arena that is damaged is among them, and says so.
     *
     * @throws CorruptException if a partition is none, or a name occurs twice
     */
    public static ArenaSource open(List<Partition> parts, Disks disks) throws IOException {
        List<ArenaPartition> partitions = new ArrayList<>();
        try {
            List<SourceArena> arenas = new ArrayList<>();
            Map<String, Partition> names = new HashMap<>();
            for (Partition part : parts) {
                ArenaPartition partition = ArenaPartition.open(part.openToRead(disks));
                partitions.add(partition);
                for (Arena arena : partition.arenas()) {
                    Partition other = names.putIfAbsent(arena.name(), part);
                    if (other != null) {
                        throw new CorruptException("arena %s is in two partitions, %s and %s: venti would not start"
                                .formatted(arena.name(), other, part));
                    }
                    arenas.add(new SourceArena(part, ArenaStatus.of(arena)));
                }
            }
            return new ArenaSource(partitions, arenas);
        } catch (IOException | RuntimeException | Error e) {
            closeAll(partitions);
            throw e;
        }
    }

    /** All arenas, in the order of the partitions and of the arenas in them. */
    public List<SourceArena> arenas() {
        return arenas;
    }

    @Override
    public void close() throws IOException {
        closeAll(partitions);
    }

    private static void closeAll(List<ArenaPartition> partitions) throws IOException {
        for (ArenaPartition partition : partitions) {
            partition.close();
        }
    }
}
