package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.arenavault.backup.Rebuild;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.DeviceName;
import org.arenavault.media.DiscIdentity;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set rebuild}. */
@Command(name = "rebuild", header = "Make a set's ledger anew from its discs alone.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Reads the labels of every disc that is shown. A ledger that is there is kept beside the new "
            + "one. Nothing counts as verified afterwards; 'verify' reads the discs."},
        footer = {"", "Example:", "  arenavault set rebuild home -d /dev/sr0"})
final class SetRebuildCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set; it need not be in the vault any more.")
    private String name;

    @Option(names = {"-d", "--device"}, required = true, paramLabel = "DEVICE", description = "The drive.")
    private String device;

    SetRebuildCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        SetName set = SetName.parse(name);
        DeviceName drive = DeviceName.parse(device);
        boolean known = vault().names().contains(set);
        String medium = known ? vault().open(set).config().medium().name() : "";
        World world = world();
        Rebuild.Result found;
        try (DiscSource discs = session().devices().discs(drive, DriveUse.DEFAULT, world)) {
            found = new Rebuild(discs, world, medium.isEmpty() ? "unknown" : medium).run();
        }
        SetConfig config = known ? vault().open(set).config() : config(set, found, drive);
        if (!config.set().equals(found.identity().set())) {
            throw new RefusedException("these discs are of set '%s' (%s), not of '%s' (%s)".formatted(
                    found.identity().setName().replaceAll("[^ -~]", "?"), found.identity().set(), set, config.set()));
        }
        long first = found.sequence() + 1;
        List<LedgerEvent> lines = lines(found, config);
        if (known) {
            vault().open(set).rebuild(first, lines);
        } else {
            vault().recreate(set, config, first, lines);
        }
        BackupSet rebuilt = vault().open(set);
        SetFiles.write(rebuilt, rebuilt.read(), world());
        out().printf("The ledger of set %s is made anew: %d discs.%n", set, found.discs().size());
        if (!known) {
            out().printf("Check where its arenas come from: %s%n", rebuilt.folder().resolve("set.toml"));
        }
        out().printf("Next: arenavault verify %s -d %s%n", set, device);
        return ExitCode.DONE;
    }

    private static List<LedgerEvent> lines(Rebuild.Result found, SetConfig config) {
        return found.discs().values().stream().flatMap(List::stream).map(line -> line instanceof LedgerEvent.Begun begun
                ? new LedgerEvent.Begun(begun.disc(), begun.uuid(), config.medium().name(), begun.capacity(),
                        begun.physical()) : line).toList();
    }

    /** A set that the vault has lost: what it is, the labels say as well as they can. */
    private SetConfig config(SetName set, Rebuild.Result found, DeviceName drive) throws IOException {
        DiscIdentity identity = found.identity();
        if (!identity.setName().equals(set.text())) {
            throw new UsageException("these discs are of set '%s', not of '%s'".formatted(
                    identity.setName().replaceAll("[^ -~]", "?"), set));
        }
        List<String> sources = found.sources().isEmpty() ? List.of("/dev/arenas") : found.sources();
        SetConfig.Source source = new SetConfig.Source("", sources.stream()
                .map(text -> text.startsWith("/") ? text : Path.of("/").resolve(text).toString()).toList(), "", false);
        return SetConfig.of(set, identity.set(), identity.store(), source,
                new SetConfig.MediumChoice(medium(found, drive).name(), SetConfig.Spare.NONE, 0, drive.text()));
    }

    /** Of the descriptions that bear the name of what the drive shows, the one whose capacity is nearest. */
    private static MediumDescription medium(Rebuild.Result found, DeviceName drive) throws IOException {
        Descriptions descriptions = Descriptions.ofUser();
        List<MediumDescription> fitting = new ArrayList<>();
        for (String candidate : MediumDescription.names(descriptions)) {
            MediumDescription description = MediumDescription.read(descriptions, candidate);
            boolean disk = description.recording() == MediumDescription.Recording.DISK;
            boolean named = description.title().startsWith(found.kind().replace("closed ", ""));
            if (disk == !drive.isDrive() && (disk || named)) {
                fitting.add(description);
            }
        }
        return fitting.stream()
                .min(Comparator.comparingLong(description -> Math.abs(description.blocks() - found.capacity())))
                .orElseThrow(() -> new UsageException("no description in media-drivers fits a '%s'"
                        .formatted(found.kind())));
    }
}
