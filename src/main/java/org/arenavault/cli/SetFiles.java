package org.arenavault.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.stream.Collectors;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.SourceArena;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Plan9Files;
import org.arenavault.sets.SetState;

/**
 * A set that a command changes, with its files for those who grep: they are brought up to date once the command is
 * done. They are derived; the ledger alone says what is so.
 *
 * @param locked the set
 * @param world where its venti is read
 */
record SetFiles(LockedSet locked, World world) implements Closeable {

    /** Writes them all; where the venti cannot be read, the list of what is sealed stays as it was. */
    static void write(BackupSet set, SetState state, World world) throws IOException {
        Plan9Files.write(set, state);
        try (ArenaSource source = ArenaSource.open(set.config().partitions(world.disks()), world.disks())) {
            Plan9Files.writeSealed(set, source.arenas().stream()
                    .filter(arena -> arena.status().state().isSealedOnDisk()).map(SourceArena::name).toList());
        } catch (VaultException e) {
            world.terminal().say("note: the file 'sealed' of set '%s' is not brought up to date: %s"
                    .formatted(set.name(), ExitCode.words(e)));
        }
    }

    /**
     * Makes the catalogs of discs that have been recorded on. They can be made at any time, so that a failure is said
     * and nothing else comes of it.
     *
     * @return false if a catalog could not be written, or one that is there could not be read
     */
    boolean catalog() {
        String make = "'arenavault set catalog %s' makes the catalogs".formatted(locked.set().name());
        try (SetCatalogs catalogs = SetCatalogs.open(locked.set(), world)) {
            catalogs.makeFromPartitions();
            if (!catalogs.missing().isEmpty()) {
                world.terminal().say("note: the arenas of %s are in no partition; with --discs %s"
                        .formatted(catalogs.missing().stream().map(disc -> disc.identity().label())
                                .collect(Collectors.joining(", ")), make));
            }
        } catch (OwnFileException e) {
            world.terminal().say("arenavault: %s; %s".formatted(ExitCode.words(e), make));
            return false;
        } catch (CancelledException e) {
            world.terminal().say("note: stopped; " + make);
        } catch (IOException e) {
            world.terminal().say("note: %s; %s".formatted(ExitCode.words(e), make));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        write(locked.set(), locked.state(), world);
    }
}
