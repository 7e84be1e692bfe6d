package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** All arenas of a venti, in the order of its configuration and of the tables, opened to be read. */
final class StoreArenas implements Closeable {

    private final List<ArenaPartition> partitions = new ArrayList<>();
    private final Map<String, Arena> byName = new LinkedHashMap<>();

    private StoreArenas() {
    }

    /**
     * Opens the arena partitions of {@code conf}. No arena is read yet.
     *
     * @throws RefusedException if two arenas have the same name; the server would not start
     * @throws VaultException what ails the one partition that cannot be opened
     * @throws CorruptException if several cannot; all are named
     */
    static StoreArenas open(VentiConf conf, Disks disks) throws IOException {
        List<VaultException> faults = new ArrayList<>();
        StoreArenas store = openAll(conf, disks, faults);
        if (faults.isEmpty()) {
            return store;
        }
        store.close();
        if (faults.size() == 1) {
            throw faults.get(0);
        }
        throw new CorruptException("%d of %d arena partitions cannot be read: %s".formatted(faults.size(),
                conf.arenas().size(), String.join("; ", faults.stream().map(VaultException::getMessage).toList())),
                faults.get(0));
    }

    /**
     * The same; partitions that cannot be opened are named among {@code faults}, as long as one can.
     *
     * @throws VaultException what ails the first, if none can be opened
     */
    static StoreArenas openReadable(VentiConf conf, Disks disks, List<String> faults) throws IOException {
        List<VaultException> unopened = new ArrayList<>();
        StoreArenas store = openAll(conf, disks, unopened);
        if (store.partitions.isEmpty() && !unopened.isEmpty()) {
            throw unopened.get(0);
        }
        unopened.forEach(e -> faults.add(e.getMessage() + "; its arenas are left out"));
        return store;
    }

    private static StoreArenas openAll(VentiConf conf, Disks disks, List<VaultException> faults) throws IOException {
        StoreArenas store = new StoreArenas();
        try {
            for (Partition partition : conf.arenas()) {
                ArenaPartition opened;
                try {
                    opened = ArenaPartition.open(partition.openToRead(disks));
                } catch (CancelledException e) {
                    throw e;
                } catch (VaultException e) {
                    faults.add(e);
                    continue;
                }
                store.add(opened);
            }
            return store;
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    private void add(ArenaPartition partition) throws RefusedException {
        partitions.add(partition);
        for (Arena arena : partition.arenas()) {
            Arena other = byName.putIfAbsent(arena.name(), arena);
            if (other != null) {
                throw new RefusedException("%s: lies in %s too; names must be unique, else the server does not start"
                        .formatted(arena.where(), other.storage().name()));
            }
        }
    }

    /** The arenas by name, in their order. */
    Map<String, Arena> byName() {
        return byName;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (ArenaPartition partition : partitions) {
            try {
                partition.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
