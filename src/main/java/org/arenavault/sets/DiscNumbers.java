package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ProcessLock;

/**
 * The highest number that a disc of a set got, kept where a ledger that is lost or cut does not take it along: in
 * {@code set.toml}, and in the note of the set's lock. Labels of discs tell it as well.
 */
final class DiscNumbers {

    private static final String NOTE = "last disc ";

    private final Path config;
    private final ProcessLock lock;
    private final Disks disks;

    /** The numbers of the set that {@code lock} locks. */
    DiscNumbers(Path config, ProcessLock lock, Disks disks) {
        this.config = config;
        this.lock = lock;
        this.disks = disks;
    }

    /** The highest that is on record; 0 if none is. */
    int last() throws IOException {
        return Math.max(SetConfig.read(config, disks).lastDisc(), noted(lock));
    }

    /** The highest that the note of a lock tells of; 0 if it tells of none. */
    static int noted(ProcessLock lock) {
        String note = lock.note();
        return note.matches(NOTE + "[0-9]{1,7}") ? Integer.parseInt(note.substring(NOTE.length())) : 0;
    }

    /** Puts a number on record, if it is higher than the one that is. */
    void raise(int last) throws IOException {
        if (last > noted(lock)) {
            lock.leave(NOTE + last);
        }
        if (last > SetConfig.read(config, disks).lastDisc()) {
            SetConfig.number(config, last, disks);
        }
    }

    /**
     * Checks that a ledger knows all discs that were begun.
     *
     * @param last the highest number on record
     * @throws CorruptException if it ends before
     */
    static void require(SetState state, int last, Path folder) throws CorruptException {
        if (last > state.lastDisc()) {
            throw new CorruptException(("%s: the ledger has lost its end: %s, but %s was begun; restore %s from a "
                    + "copy, or make a new one from the discs with 'arenavault set rebuild %s', or without any by "
                    + "'arenavault set rebuild %s --complete'").formatted(folder,
                    state.lastDisc() == 0 ? "it knows of no disc"
                            : "the last disc that it knows of is " + state.header().name().disc(state.lastDisc()),
                    state.header().name().disc(last), BackupSet.LEDGER, state.header().name(),
                    state.header().name()));
        }
    }
}
