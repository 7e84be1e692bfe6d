package org.arenavault.optical;

import java.io.IOException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;

/** Keeps the tray shut while anybody works on the disc. A drive that cannot be locked is no failure. */
final class DriveLock {

    private final DriveQueries queries;
    private final DriveQueries lastWords;
    private int holders;
    private boolean shut;

    DriveLock(CommandRunner runner, String drive) {
        this.queries = new DriveQueries(runner, drive);
        this.lastWords = new DriveQueries(runner.unstoppable(), drive);
    }

    /** Shuts the tray; to be followed by one {@link #release}, whatever happens. */
    void hold() throws IOException {
        if (holders == 0) {
            shut(queries);
        }
        holders++;
    }

    /** Says that one of the holders is done; the last one opens the lock, also after the operator asked to stop. */
    void release() throws IOException {
        if (holders > 0 && --holders == 0) {
            allow();
        }
    }

    /** Whether the tray is shut, as far as is known: also where opening it failed. */
    boolean isShut() {
        return shut;
    }

    /** Shuts the tray again after the drive forgot about it. */
    void renew() throws IOException {
        if (holders > 0) {
            shut(queries);
        }
    }

    /** Opens the lock whoever holds it: the disc is to come out. */
    void open() throws IOException {
        holders = 0;
        allow();
    }

    private void shut(DriveQueries with) throws IOException {
        shut = true;
        DriveReply reply = tell(with, Removal.PREVENT);
        shut = reply.meaning() != ReplyMeaning.UNSUPPORTED && reply.meaning() != ReplyMeaning.DOES_NOT_EXIST;
    }

    private void allow() throws IOException {
        if (tell(lastWords, Removal.ALLOW).done()) {
            shut = false;
        }
    }

    private static DriveReply tell(DriveQueries queries, Removal removal) throws IOException {
        return queries.insist(Command.plain(Cdb.removal(removal), Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL.timeout()));
    }
}
