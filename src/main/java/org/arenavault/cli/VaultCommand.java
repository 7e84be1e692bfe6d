package org.arenavault.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OwnFileException;
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
        BackupSet set = vault().open(SetName.parse(name));
        if (set.config().foreign()) {
            world().terminal().say("note: " + set.config().foreignWords());
        }
        return set;
    }

    /** Does something with a set. */
    @FunctionalInterface
    interface SetWork {
        void with(BackupSet set) throws IOException;
    }

    /**
     * Does something with each set. One that cannot be read is named, and hides none of the others.
     *
     * @return the exit code: {@link ExitCode#FAILED} if there was such a set
     */
    int withEach(List<SetName> names, SetWork work) throws IOException {
        int code = ExitCode.DONE;
        for (SetName name : names) {
            try {
                work.with(vault().open(name));
            } catch (CancelledException e) {
                throw e;
            } catch (IOException | OwnFileException e) {
                world().terminal().say("arenavault: set %s: %s".formatted(name, ExitCode.words(e)));
                code = ExitCode.FAILED;
            }
        }
        return code;
    }
}
