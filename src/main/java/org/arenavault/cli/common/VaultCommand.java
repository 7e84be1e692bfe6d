package org.arenavault.cli.common;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.arenavault.backup.SetRecorder;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Outcome;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.ninep.NinePath;
import org.arenavault.report.json.Report;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.VentiConf;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: the session they run in and the options above them. */
public abstract class VaultCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private CommandContext context;

    /** A command of that session. */
    protected VaultCommand(CommandContext context) {
        this.context = context;
    }

    /** Does it; the number is the exit code. */
    @Override
    public final Integer call() throws IOException {
        warnOfDropped();
        Optional<Path> log = globals().scsiLog();
        if (log.isEmpty()) {
            return run();
        }
        try (ScsiLog scsiLog = ScsiLog.append(log.get(), context.world().clock())) {
            context = context.through(scsiLog::tap, scsiLog::tap);
            return run();
        }
    }

    /** Does it. */
    protected abstract int run() throws IOException;

    /**
     * Refuses options that make no sense beside another one.
     *
     * @param option that was given
     * @param reason what it does, so that they make none
     * @param senseless their names
     * @throws UsageException if one of them was given
     */
    protected void refuse(String option, String reason, Set<String> senseless) throws UsageException {
        for (CommandLine.Model.OptionSpec given : spec.commandLine().getParseResult().matchedOptionsSet()) {
            if (senseless.contains(given.longestName())) {
                throw new UsageException("%s makes no sense with %s, which %s".formatted(given.longestName(), option,
                        reason));
            }
        }
    }

    /** What the command line names as a configuration of a venti is looked at before anything else. */
    private void warnOfDropped() {
        for (CommandLine.Model.ArgSpec arg : spec.args()) {
            boolean conf = arg.paramLabel().equals("VENTI.CONF") || arg.paramLabel().equals("FILE");
            for (String value : conf ? arg.originalStringValues() : List.<String>of()) {
                try {
                    warnOfDropped(NinePath.pathOf(value));
                } catch (InvalidPathException | UsageException e) {
                    // the command says what is wrong with it
                }
            }
        }
    }

    /** The same for the configuration that a set names. */
    public void warnOfDropped(BackupSet set) throws UsageException {
        set.config().conf().ifPresent(this::warnOfDropped);
    }

    /** Says what the server would leave out of a configuration: it would be missing here as well. */
    private void warnOfDropped(Path conf) {
        if (!mayBeFile(conf)) {
            return;
        }
        try {
            VentiConf.dropped(conf, world().disks()).ifPresent(line -> world().terminal().print(
                    ("WARNING: %s: the last line '%s' does not end with a newline, so that venti drops it: that "
                            + "partition is LEFT OUT, here as there; end the line").formatted(conf, line)));
        } catch (MediumFaultException e) {
            world().terminal().print("WARNING: %s; whether venti drops its last line is not known".formatted(
                    e.getMessage()));
        } catch (IOException e) {
            // whoever needs it is told when he reads it
            return;
        }
    }

    private static boolean mayBeFile(Path conf) {
        try {
            return PlainFiles.isFile(conf);
        } catch (IOException e) {
            // whoever needs it is told when he reads it
            return false;
        }
    }

    /** The options of every command. */
    public GlobalOptions globals() {
        return CommandContext.globals(spec);
    }

    /** The session that the command runs in. */
    public CommandContext context() {
        return context;
    }

    /** The world as this run's options want it. */
    public World world() {
        return context.world(globals());
    }

    /** Where results go. */
    public PrintStream out() {
        return context.out();
    }

    /** The vault that the options name. */
    public Vault vault() {
        return context.vault(globals());
    }

    /**
     * A set of the vault; says what is odd about its source.
     *
     * @throws UsageException if the name is none, or there is no such set
     */
    public BackupSet set(String name) throws IOException {
        BackupSet set = vault().open(SetName.parse(name));
        if (set.config().foreign()) {
            world().terminal().print("note: " + set.config().adoption().text());
        }
        warnOfDropped(set);
        return set;
    }

    /** The recorder of a set, or what the command names instead. */
    public SetRecorder recorder(BackupSet set, DriveOptionsMixin drive) throws UsageException {
        return new SetRecorder(context.devices(), world(), set, drive.setup());
    }

    /** Tells what was done, as JSON or in words. */
    public void tell(Report report, String words) {
        if (globals().json()) {
            context.print(report);
        } else {
            out().println(words);
        }
    }

    /** Does something with a set. */
    @FunctionalInterface
    public interface SetWork {
        void with(BackupSet set) throws IOException;
    }

    /**
     * Does something with each set. One that cannot be read is named, and hides none of the others.
     *
     * @return how many there are, and how many could be read
     */
    public Outcome withEach(List<SetName> names, SetWork work) throws IOException {
        Turns turns = Turns.eachNamed();
        for (SetName name : names) {
            turns.takeOwn(() -> {
                work.with(vault().open(name));
                return true;
            }, reason -> world().terminal().print("arenavault: set %s: %s".formatted(name, reason)));
        }
        return turns.outcome();
    }
}
