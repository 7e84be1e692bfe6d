package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.Rebuild;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.ninep.NinePath;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscsSeen;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LedgerRebuild;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set rebuild}. */
@Command(name = "rebuild", header = "Make a set's ledger anew from its discs.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Reads the labels of every disc that is shown, and adds what they say to the ledger that is "
            + "there, as far as that holds; the old file is kept beside the new one. Discs can be shown in several "
            + "runs, in any order. What a disc adds does not count as verified; 'verify' reads it.",
            "The numbers of discs that were not shown are named, here and by 'status', until they are shown or "
                + "--complete says that they are gone. No number is given twice.",
            "Exit code 0: the ledger knows all discs. 1: a disc or a label is damaged, and named. 3: discs are still "
                + "to be shown."},
        footer = {"", "Examples:", "  arenavault set rebuild home -d /dev/sr0",
            "  arenavault set rebuild home -d /dev/sr0 --conf /etc/venti.conf",
            "  arenavault set rebuild home --complete"})
final class SetRebuildCommand extends VaultCommand implements Job {

    @Parameters(paramLabel = "SET", description = "The set; it need not be in the vault any more.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Option(names = "--conf", paramLabel = "VENTI.CONF", description = "Where the arenas are, for a set that the vault "
            + "has lost. Without it the set is foreign until 'set adopt': labels are nobody's word here.")
    private @Nullable Path conf;

    @Option(names = "--fresh", description = "Begin anew: nothing of what the ledger says stays.")
    private boolean fresh;

    @Option(names = "--complete",
            description = "The discs that are still missing are gone. Reads none, unless -d names a drive.")
    private boolean complete;

    SetRebuildCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SetName set = SetName.parse(name);
        boolean known = vault().names().contains(set);
        if (known && conf != null) {
            throw new UsageException("the vault knows where set '%s' comes from".formatted(set)).next(
                    "arenavault set adopt %s --conf %s".formatted(set, ShellWord.of(conf.toString())),
                    "names another source");
        }
        Optional<Rebuild.Result> found = Optional.empty();
        if (!complete || !device.isEmpty()) {
            found = Optional.of(rebuild(set, known));
        } else if (fresh) {
            throw new UsageException("--fresh needs discs to read: name the drive with -d DEVICE");
        }
        BackupSet rebuilt = vault().open(set);
        if (complete) {
            complete(rebuilt);
        }
        SetState state = rebuilt.read();
        SetFiles.write(rebuilt, state, world());
        List<String> damaged = found.map(Rebuild.Result::damaged).orElse(List.of());
        if (globals().json()) {
            context().print(new SetReports.Rebuilt(set.text(), found.map(result -> result.discs().size()).orElse(0),
                    state.discs().size(), state.missing(), damaged));
        } else {
            damaged.forEach(damage -> out().printf("DAMAGED: %s%n", damage));
            print(rebuilt, state);
        }
        return ExitCode.of(Outcome.of(state.discs().size() + damaged.size(), damaged.size())
                .and(Outcome.waitingFor(state.missing().size())));
    }

    private void print(BackupSet set, SetState state) {
        out().printf("The ledger of set %s knows %s now.%n", set.name(), Count.of(state.discs().size(), "disc"));
        if (set.config().foreign()) {
            out().printf("It is foreign: the labels of its discs say where its arenas came from, and nothing of that "
                    + "is opened. When the venti is there: arenavault set adopt %s --conf VENTI.CONF%s%n", set.name(),
                    device.isEmpty() ? "" : " --device " + ShellWord.of(device));
        }
        String drive = device.isEmpty() ? set.deviceArgument() : " -d " + ShellWord.of(device);
        if (!state.missing().isEmpty()) {
            out().printf("INCOMPLETE: not shown yet: %s. What is on them counts as on no disc.%n",
                    String.join(", ", state.missing()));
            out().printf("Next: arenavault set rebuild %s%s   # show them%n", set.name(), drive);
            out().printf("      arenavault set rebuild %s --complete   # if they are gone%n", set.name());
        }
        if (state.discs().stream().anyMatch(DiscRecord::awaitsReading)) {
            out().printf("Next: arenavault verify %s%s%n", set.name(), drive);
        }
    }

    /** A ledger that has lost its end is first made anew of what is left of it: there may be no disc to show. */
    private void complete(BackupSet set) throws IOException {
        try {
            miss(set);
        } catch (CorruptException e) {
            set.rebuild(DiscsSeen.NONE, LedgerRebuild.Basis.LEDGER);
            miss(set);
        }
    }

    private static void miss(BackupSet set) throws IOException {
        try (LockedSet locked = set.lock()) {
            if (!locked.state().missing().isEmpty()) {
                locked.ledger().append(new LedgerEvent.Rebuilt(locked.state().lastDisc(), true));
            }
        }
    }

    /** Reads the discs, and makes the ledger. */
    private Rebuild.Result rebuild(SetName set, boolean known) throws IOException {
        DeviceName drive = DeviceName.parse(drive(device, known ? Optional.of(vault().open(set)) : Optional.empty()));
        World world = world();
        Rebuild.Result found;
        try (DiscSource discs = context().devices().discs(drive, DriveUse.DEFAULT, world)) {
            found = new Rebuild(discs, set, known ? Optional.of(vault().open(set).config().set()) : Optional.empty(),
                    world).run();
        }
        SetConfig config = known ? vault().open(set).config() : config(set, found, drive);
        DiscsSeen seen = found.seen(config.medium().name());
        LedgerRebuild.Basis basis = fresh ? LedgerRebuild.Basis.DISCS : LedgerRebuild.Basis.LEDGER;
        if (known) {
            vault().open(set).rebuild(seen, basis).damage().ifPresent(damage -> world.terminal().print(
                    "note: the old ledger is damaged, and only what stands before the damage is kept: " + damage));
        } else {
            vault().recreate(set, config, seen, basis);
        }
        return found;
    }

    /** A set that the vault has lost: what it is, the labels say as well as they can. */
    private SetConfig config(SetName set, Rebuild.Result found, DeviceName drive) throws IOException {
        DiscIdentity identity = found.identity();
        SetConfig.MediumChoice choice =
                new SetConfig.MediumChoice(medium(found).name(), SetConfig.Spare.NONE, 0, drive.text());
        if (conf != null) {
            SetConfig.Source own =
                    new SetConfig.Source(conf.toAbsolutePath().normalize().toString(), List.of(), "", false);
            own.partitions(world().disks());
            return SetConfig.of(set, identity.set(), identity.store(), own, choice);
        }
        List<String> sources = found.sources().isEmpty() ? List.of("/dev/arenas") : found.sources();
        SetConfig.Source source = new SetConfig.Source("", sources.stream()
                .map(text -> text.startsWith("/") || NinePath.isOne(text) ? text
                        : Path.of("/").resolve(text).toString()).toList(), "", false);
        return SetConfig.of(set, identity.set(), identity.store(), source, choice).asForeign();
    }

    /** Of the descriptions of the kind that the drive shows, the one whose capacity is nearest. */
    private static MediumDescription medium(Rebuild.Result found) throws IOException {
        Descriptions descriptions = Descriptions.ofUser();
        List<MediumDescription> fitting = new ArrayList<>();
        for (String candidate : MediumDescription.names(descriptions)) {
            MediumDescription description = MediumDescription.read(descriptions, candidate);
            if (found.kind().is(description)) {
                fitting.add(description);
            }
        }
        return fitting.stream()
                .min(Comparator.comparingLong(description -> Math.abs(description.blocks() - found.capacity())))
                .orElseThrow(() -> new RefusedException("no description in media-drivers fits a '%s'"
                        .formatted(found.kind().profile().title())));
    }
}
