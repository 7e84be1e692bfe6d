package org.arenavault.optical;

import java.io.IOException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;

/** Keeps the tray shut while anybody works on the disc. A drive that cannot be locked is no failure. */
final class DriveLock {

    private final Questions questions;
    private final Questions lastWords;
    private int holders;

    DriveLock(CommandRunner runner, String drive) {
        this.questions = new Questions(runner, drive);
        this.lastWords = new Questions(runner.unstoppable(), drive);
    }

    /** Shuts the tray; to be followed by one {@link #release}, whatever happens. */
    void hold() throws IOException {
        if (holders == 0) {
            tell(questions, Removal.PREVENT);
        }
        holders++;
    }

    /** Says that one of the holders is done; the last one opens the lock, also after the operator asked to stop. */
    void release() throws IOException {
        if (holders > 0 && --holders == 0) {
            tell(lastWords, Removal.ALLOW);
        }
    }

    boolean isHeld() {
        return holders > 0;
    }

    /** Shuts the tray again after the drive forgot about it. */
    void renew() throws IOException {
        if (holders > 0) {
            tell(questions, Removal.PREVENT);
        }
    }

    /** Opens the lock whoever holds it: the disc is to come out. */
    void open() throws IOException {
        holders = 0;
        tell(lastWords, Removal.ALLOW);
    }

    private static void tell(Questions questions, Removal removal) throws IOException {
        questions.insist(Command.plain(Cdb.removal(removal), Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL.timeout()));
    }
}
