package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.sets.SetConfig;
import org.arenavault.venti.format.ArenaStatusReader;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;

/** The arenas of a venti and how far each has come, read from its partitions. */
public final class ArenaSource implements Closeable {

    private final OpenArenas open;
    private final List<SourceArena> arenas = new ArrayList<>();

    private ArenaSource(OpenArenas open) throws IOException {
        this.open = open;
        ArenaStatusReader reader = new ArenaStatusReader();
        for (OpenArenas.Placed placed : open.arenas()) {
            arenas.add(new SourceArena(placed.partition(), reader.read(placed.arena())));
        }
    }

    /**
     * Opens the partitions and reads heads and tails. An arena that is damaged is among them, and says so.
     *
     * @throws CorruptException if a partition is none, or a name occurs twice
     */
    public static ArenaSource open(List<Partition> parts, Disks disks) throws IOException {
        return of(OpenArenas.open(parts, part -> part.openToRead(disks)));
    }

    /**
     * The same; partitions that cannot be opened are named among the {@link #problems}, as long as one can.
     *
     * @throws VaultException what ails the first, if none can be opened
     */
    public static ArenaSource openReadable(List<Partition> parts, Disks disks) throws IOException {
        return of(OpenArenas.openReadable(parts, part -> part.openToRead(disks)).requireOne());
    }

    /** That of a set, as far as it can be read: what cannot be is read from its discs, and that is said. */
    public static ArenaSource ofSet(SetConfig config, World world) throws IOException {
        try {
            return openReadable(config.foreign() ? List.of() : config.partitions(world.disks()), world.disks());
        } catch (VaultException e) {
            world.terminal().print("note: the venti is not read: " + e.getMessage());
            return openReadable(List.of(), world.disks());
        }
    }

    private static ArenaSource of(OpenArenas open) throws IOException {
        try {
            return new ArenaSource(open);
        } catch (IOException | RuntimeException | Error e) {
            try (open) {
                throw e;
            }
        }
    }

    /** All arenas, in the order of the partitions and of the arenas in them. */
    public List<SourceArena> arenas() {
        return List.copyOf(arenas);
    }

    /** Partitions that could not be opened, a line each. */
    public List<String> problems() {
        return open.problems();
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
