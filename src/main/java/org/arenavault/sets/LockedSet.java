package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.io.ProcessLock;

/** A set that this process alone may write. */
public final class LockedSet implements Closeable {

    private final BackupSet set;
    private final Ledger ledger;
    private final ProcessLock lock;

    LockedSet(BackupSet set, Ledger ledger, ProcessLock lock) {
        this.set = set;
        this.ledger = ledger;
        this.lock = lock;
    }

    /** The set. */
    public BackupSet set() {
        return set;
    }

    /** What it is. */
    public SetConfig config() {
        return set.config();
    }

    /** Its ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** What its ledger comes to; moves with every line. */
    public SetState state() {
        return ledger.state();
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        lock.close();
    }
}
