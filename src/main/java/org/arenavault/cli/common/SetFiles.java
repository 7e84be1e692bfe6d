package org.arenavault.cli.common;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
public record SetFiles(LockedSet locked, World world) implements Closeable {

    /** Writes them all; from the list of what is sealed nothing is taken away while the venti is read in part. */
    public static void write(BackupSet set, SetState state, World world) throws IOException {
        Plan9Files.write(set, state);
        try (ArenaSource source =
                ArenaSource.openReadable(set.config().partitions(world.disks()), world.disks())) {
            List<String> problems = new ArrayList<>(source.problems());
            source.arenas().forEach(arena -> problems.addAll(arena.status().problems()));
            problems.forEach(problem -> world.terminal().print("note: from the file 'sealed' of set '%s' nothing is "
                    .formatted(set.name()) + "taken away: " + problem));
            Plan9Files.writeSealed(set, source.arenas().stream()
                    .filter(arena -> arena.status().state().isSealedOnDisk()).map(SourceArena::name).toList(),
                    problems.isEmpty());
        } catch (VaultException e) {
            world.terminal().print("note: the file 'sealed' of set '%s' is not brought up to date: %s"
                    .formatted(set.name(), ExitCode.text(e)));
        }
    }

    /** Whether a command is done with its work where the source of the set cannot be read. */
    public enum Source { NEEDED, UNNEEDED }

    /**
     * Makes the catalogs of discs that have been recorded on. They can be made at any time, so that a failure is said,
     * and the command goes on. That the arenas are in no partition any more is none.
     *
     * @return false if a catalog is missing because a file of ours or the source failed
     */
    public boolean catalog(Source source) {
        String name = locked.set().name().text();
        String again = "'arenavault set catalog %s' makes the missing catalogs".formatted(name);
        try (SetCatalogs catalogs = SetCatalogs.open(locked.set(), world)) {
            catalogs.makeFromPartitions();
            if (catalogs.missing().isEmpty()) {
                return true;
            }
            catalogs.unread().forEach(fault -> world.terminal().print("arenavault: no catalog: %s; %s"
                    .formatted(fault, again)));
            catalogs.unopened().forEach(fault -> world.terminal().print("%s: no catalog: %s; %s"
                    .formatted(source == Source.NEEDED ? "arenavault" : "note", fault, again)));
            boolean read = catalogs.unread().isEmpty() && catalogs.unopened().isEmpty();
            if (read) {
                world.terminal().print("note: arenas of %s are in no partition any more; %s makes their catalogs from "
                        .formatted(catalogs.missing().stream().map(disc -> disc.identity().label())
                                .collect(Collectors.joining(", ")), discs(name)) + "the discs");
            }
            return read || (source == Source.UNNEEDED && catalogs.unread().isEmpty());
        } catch (CancelledException e) {
            world.terminal().print("note: stopped; " + again);
            return true;
        } catch (OwnFileException | IOException e) {
            world.terminal().print("arenavault: %s; %s".formatted(ExitCode.text(e), again));
            return false;
        }
    }

    private String discs(String name) {
        return "'arenavault set catalog %s%s --discs'".formatted(name, locked.set().deviceArgument());
    }

    @Override
    public void close() throws IOException {
        write(locked.set(), locked.state(), world);
    }
}
