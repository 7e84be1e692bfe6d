package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.io.ProcessLock;
import org.arenavault.venti.format.Score;

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

    /** Copies those root scores on record into the ledger that it does not have yet. */
    public void copy(ScoreLog scores) throws IOException {
        Set<Score> known = state().scores().stream().map(RootScore::score).collect(Collectors.toSet());
        for (RootScore root : scores.scores()) {
            if (!known.contains(root.score())) {
                ledger.append(new LedgerEvent.Scored(root));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            ledger.close();
        }
    }
}
