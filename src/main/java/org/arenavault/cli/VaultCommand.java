package org.arenavault.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arenavault.io.World;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: the session they run in and the options above them. */
abstract class VaultCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private Session session;

    VaultCommand(Session session) {
        this.session = session;
    }

    /** Does it; the number is the exit code. */
    @Override
    public final Integer call() throws IOException {
        Optional<Path> log = globals().scsiLog();
        if (log.isEmpty()) {
            return run();
        }
        try (ScsiLog scsiLog = ScsiLog.append(log.get(), session.world().clock())) {
            session = session.through(scsiLog::tap, scsiLog::tap);
            return run();
        }
    }

    /** Does it. */
    abstract int run() throws IOException;

    GlobalOptions globals() {
        return Session.globals(spec);
    }

    Session session() {
        return session;
    }

    World world() {
        return session.world(globals());
    }

    PrintStream out() {
        return session.out();
    }

    Vault vault() {
        return session.vault(globals());
    }

    BackupSet set(String name) throws IOException {
        return vault().open(SetName.parse(name));
    }
}
