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
import org.arenavault.changer.DriveSetup;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Outcome;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.ninep.NinePath;
import org.arenavault.report.json.Report;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.SettingsFile;
import org.arenavault.venti.format.VentiConf;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: the session they run in and the options above them. */
public abstract class VaultCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private CommandContext context;
    private Optional<Quiet> quiet = Optional.empty();

    /** A command of that session. */
    protected VaultCommand(CommandContext context) {
        this.context = context;
    }

    /** Does it; the number is the exit code. */
    @Override
    public final Integer call() throws IOException {
        if (goesBySettings()) {
            context.settings().require();
        }
        if (!globals().quiet()) {
            return runLogged();
        }
        Quiet held = new Quiet(context.world().terminal(), context.out());
        quiet = Optional.of(held);
        context = context.through(held);
        boolean well = false;
        try {
            int code = runLogged();
            well = code == ExitCode.DONE;
            return code;
        } finally {
            if (!well) {
                held.end();
            }
            held.forget();
        }
    }

    private int runLogged() throws IOException {
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

    /** Says that somebody has to act, though the command does what it was asked to: nothing is held back any more. */
    protected void needsSomebody() {
        quiet.ifPresent(Quiet::end);
    }

    /** Does it. */
    protected abstract int run() throws IOException;

    /** Whether settings that cannot be used keep it from its work. */
    protected boolean goesBySettings() {
        return true;
    }

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
            return NinePath.of(conf).isPresent() || PlainFiles.isFile(conf);
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
        return context.world(globals(), this instanceof Job);
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

    /**
     * The recorder of a set, or what the command names instead.
     *
     * @param device as the command names it; empty if it does not
     */
    public SetRecorder recorder(BackupSet set, DriveOptionsMixin drive, String device) throws UsageException {
        return recorder(set, drive, device.isEmpty() ? List.of() : List.of(device));
    }

    /** The same of several at the same time; none for the set's own. */
    public SetRecorder recorder(BackupSet set, DriveOptionsMixin drive, List<String> devices) throws UsageException {
        // of several drives the settings do not know what serves them
        String device = devices.isEmpty() ? set.recorder() : devices.size() == 1 ? devices.get(0) : "";
        return new SetRecorder(context.devices(), world(), set, setup(drive, device));
    }

    /** How a drive is used, and what serves it: by the command line, else by the settings. */
    public DriveSetup setup(DriveOptionsMixin drive, String device) throws UsageException {
        return drive.setup(context.settings().get(), device);
    }

    /**
     * The drive that a command reads with.
     *
     * @param named as the command names it; empty if it does not
     * @throws UsageException if neither the command, nor the set, nor the settings name one
     */
    public String drive(String named, Optional<BackupSet> set) throws VaultException {
        String text = !named.isEmpty() ? named : set.map(BackupSet::recorder)
                .orElseGet(() -> context.settings().get().device());
        if (text.isEmpty()) {
            throw new UsageException("no drive to read discs with; name one with -d DEVICE")
                    .next("arenavault drive list", "shows those that there are");
        }
        return text;
    }

    /**
     * What a new set is recorded on.
     *
     * @param named as the command names it; empty if it does not
     * @return empty if the settings do not name it, either
     */
    public Optional<MediumDescription> medium(String named) throws IOException {
        String chosen = context.settings().get().medium();
        if (named.isEmpty() && chosen.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MediumDescription.read(Descriptions.ofUser(), named.isEmpty() ? chosen : named));
        } catch (UsageException e) {
            Optional<SettingsFile> file = named.isEmpty() ? context.settings().file() : Optional.empty();
            if (file.isPresent()) {
                throw file.get().damage(SettingKey.MEDIUM, "cannot be '%s': %s".formatted(Plain.field(chosen),
                        e.getMessage()));
            }
            throw e;
        }
    }

    /**
     * The file of the settings.
     *
     * @throws UsageException if there is no place for one
     */
    public SettingsFile settingsFile() throws UsageException {
        return context.settings().file().orElseThrow(() -> new UsageException("this session has no config.toml"));
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
