package org.arenavault.venti.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.IoFunction;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;

/** The arena partitions of a venti, opened together. Its server need not run, and is not disturbed by readers. */
public final class OpenArenas implements Closeable {

    /** No partition. */
    public static final OpenArenas NONE = new OpenArenas();

    private final List<ArenaPartition> partitions = new ArrayList<>();
    private final Map<String, Placed> arenas = new LinkedHashMap<>();
    private final List<VaultException> faults = new ArrayList<>();

    /**
     * An arena and where it lies.
     *
     * @param partition as the configuration calls it
     */
    public record Placed(Partition partition, Arena arena) {

        /** The arena's name; no other of the store has it. */
        public String name() {
            return arena.name();
        }
    }

    private OpenArenas() {
    }

    /**
     * Opens all partitions and reads their tables; of the arenas nothing is read.
     *
     * @param opener opens one, to be read or to be written
     * @throws VaultException what ails the one partition that cannot be opened
     * @throws CorruptException if several cannot, and all are named; if a name occurs twice
     */
    public static OpenArenas open(List<Partition> parts, IoFunction<Partition, Storage> opener) throws IOException {
        OpenArenas open = openReadable(parts, opener);
        if (open.faults.isEmpty()) {
            return open;
        }
        try (open) {
            throw open.faults.size() == 1 ? open.faults.get(0)
                    : new CorruptException("%d of %d arena partitions cannot be read: %s".formatted(
                            open.faults.size(), parts.size(), open.faults.stream().map(VaultException::getMessage)
                                    .collect(Collectors.joining("; "))), open.faults.get(0));
        }
    }

    /**
     * The same; a partition that cannot be opened is named among the {@link #problems}, and keeps no other from being
     * opened.
     *
     * @throws CorruptException if a name occurs twice
     */
    public static OpenArenas openReadable(List<Partition> parts, IoFunction<Partition, Storage> opener)
            throws IOException {
        OpenArenas open = new OpenArenas();
        try {
            for (Partition part : parts) {
                try {
                    open.partitions.add(ArenaPartition.open(opener.apply(part)));
                } catch (CancelledException e) {
                    throw e;
                } catch (VaultException e) {
                    open.faults.add(e);
                    continue;
                }
                open.place(part, open.partitions.get(open.partitions.size() - 1));
            }
            return open;
        } catch (IOException | RuntimeException | Error e) {
            try (open) {
                throw e;
            }
        }
    }

    private void place(Partition part, ArenaPartition partition) throws CorruptException {
        for (Arena arena : partition.arenas()) {
            Placed other = arenas.putIfAbsent(arena.name(), new Placed(part, arena));
            if (other != null) {
                throw new CorruptException("arena %s is in two partitions, %s and %s: venti would not start"
                        .formatted(Plain.field(arena.name()), other.partition(), part));
            }
        }
    }

    /**
     * Makes sure that at least one partition could be opened.
     *
     * @throws VaultException what ails the first
     */
    public OpenArenas requireOne() throws IOException {
        if (partitions.isEmpty() && !faults.isEmpty()) {
            throw faults.get(0);
        }
        return this;
    }

    /** All arenas, in the order of the partitions and of the arenas in them. */
    public List<Placed> arenas() {
        return List.copyOf(arenas.values());
    }

    /** The arena of this name, and where it lies. */
    public Optional<Placed> find(String name) {
        return Optional.ofNullable(arenas.get(name));
    }

    /** Partitions that could not be opened, a line each. */
    public List<String> problems() {
        return faults.stream().map(fault -> fault.getMessage() + "; its arenas are left out").toList();
    }

    /** Closes all, also where that fails for one. */
    @Override
    public void close() throws IOException {
        Closing.all(partitions);
    }
}
