package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;

/** The arenas of a venti, read from its partitions; the server need not run, and is not disturbed. */
public final class ArenaSource implements Closeable {

    private final List<ArenaPartition> partitions;
    private final List<SourceArena> arenas;
    private final List<String> problems;

    /** What becomes of a partition that cannot be opened. */
    private enum Unreadable { FAILS, IS_NAMED }

    private ArenaSource(List<ArenaPartition> partitions, List<SourceArena> arenas, List<String> problems) {
        this.partitions = partitions;
        this.arenas = List.copyOf(arenas);
        this.problems = List.copyOf(problems);
    }

    /**
     * Opens the partitions and reads heads and tails. An arena that is damaged is among them, and says so.
     *
     * @throws CorruptException if a partition is none, or a name occurs twice
     */
    public static ArenaSource open(List<Partition> parts, Disks disks) throws IOException {
        return open(parts, disks, Unreadable.FAILS);
    }

    /**
     * The same; partitions that cannot be opened are named among the {@link #problems}, as long as one can.
     *
     * @throws VaultException what ails the first, if none can be opened
     */
    public static ArenaSource openReadable(List<Partition> parts, Disks disks) throws IOException {
        return open(parts, disks, Unreadable.IS_NAMED);
    }

    private static ArenaSource open(List<Partition> parts, Disks disks, Unreadable unreadable) throws IOException {
        List<ArenaPartition> partitions = new ArrayList<>();
        try {
            List<SourceArena> arenas = new ArrayList<>();
            Map<String, Partition> names = new HashMap<>();
            List<String> problems = new ArrayList<>();
            Optional<VaultException> first = Optional.empty();
            for (Partition part : parts) {
                ArenaPartition partition;
                try {
                    partition = ArenaPartition.open(part.openToRead(disks));
                } catch (VaultException e) {
                    if (unreadable == Unreadable.FAILS || e instanceof CancelledException) {
                        throw e;
                    }
                    first = Optional.of(first.orElse(e));
                    problems.add(e.getMessage() + "; its arenas are left out");
                    continue;
                }
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
            if (partitions.isEmpty() && first.isPresent()) {
                throw first.get();
            }
            return new ArenaSource(partitions, arenas, problems);
        } catch (IOException | RuntimeException | Error e) {
            closeAll(partitions);
            throw e;
        }
    }

    /** All arenas, in the order of the partitions and of the arenas in them. */
    public List<SourceArena> arenas() {
        return arenas;
    }

    /** Partitions that could not be opened, a line each. */
    public List<String> problems() {
        return problems;
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
