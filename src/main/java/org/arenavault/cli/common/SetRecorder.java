package org.arenavault.cli.common;

import java.io.IOException;
import java.util.List;
import org.arenavault.backup.SourceGuard;
import org.arenavault.changer.ChangerDrive;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.Spares;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Policy;
import org.arenavault.sets.SetConfig;
import org.arenavault.venti.format.Partition;

/** The recorder of a set: the one that the command names, else the set's own. */
public final class SetRecorder {

    private SetRecorder() {
    }

    /**
     * Opens it.
     *
     * @param device as the command names it; empty if it does not
     * @param drive how it is used, and what serves it
     * @throws UsageException if neither the command nor the set names one
     */
    public static DiscSource open(CommandContext context, World world, BackupSet set, String device,
            DriveOptionsMixin drive) throws IOException {
        return open(context, world, set, device, drive, 0);
    }

    /** The same for a command that only reads discs: they need no venti, however its configuration looks. */
    public static DiscSource openToRead(CommandContext context, World world, BackupSet set, String device,
            DriveOptionsMixin drive) throws IOException {
        return open(context, world, set, device, drive, 0, known(set, world));
    }

    /**
     * Opens one of several.
     *
     * @param index which of those that the command names
     */
    public static DiscSource open(CommandContext context, World world, BackupSet set, String device,
            DriveOptionsMixin drive, int index) throws IOException {
        return open(context, world, set, device, drive, index, sources(set, world));
    }

    private static DiscSource open(CommandContext context, World world, BackupSet set, String device,
            DriveOptionsMixin drive,
            int index, List<Partition> sources) throws IOException {
        String text = device.isEmpty() ? set.config().recorder() : device;
        if (text.isEmpty()) {
            throw new UsageException("set '%s' has no usual recorder; name one with -d DEVICE".formatted(set.name()));
        }
        DeviceName name = DeviceName.parse(text);
        SourceGuard.check(name, sources);
        return discs(context, world, name, use(set, drive.options()), drive, index);
    }

    /**
     * The discs that a drive can be given, by its operator or by what serves it.
     *
     * @param index which of the drives that the command names
     */
    public static DiscSource discs(CommandContext context, World world, DeviceName name, DriveUse use,
            DriveOptionsMixin drive, int index) throws IOException {
        return drive.changer().isEmpty() ? context.devices().discs(name, use, world)
                : context.devices().discs(
                        new ChangerDrive(DeviceName.parse(drive.changer()), drive.changerDrive(index), name), use,
                        world);
    }

    /**
     * The blocks on the discs of a set, with all catalogs that are needed.
     *
     * @param device as the command names it; empty if it does not
     * @param drive how it is used, and what serves it
     */
    public static SetBlocks blocks(CommandContext context, World world, BackupSet set, String device,
            DriveOptionsMixin drive) throws IOException {
        SetCatalogs catalogs = SetCatalogs.open(set, world);
        DiscSource discs;
        try {
            discs = openToRead(context, world, set, device, drive);
        } catch (IOException | RuntimeException | Error e) {
            catalogs.close();
            throw e;
        }
        SetBlocks blocks = new SetBlocks(catalogs, discs, world);
        try {
            blocks.complete();
            return blocks;
        } catch (IOException | RuntimeException | Error e) {
            blocks.close();
            throw e;
        }
    }

    /** Discs can be read where the venti itself is gone; then there is nothing of it to protect either. */
    private static List<Partition> sources(BackupSet set, World world) throws IOException {
        if (set.config().foreign()) {
            return List.of();
        }
        try {
            return set.config().partitions(world.disks());
        } catch (MediumFaultException e) {
            return List.of();
        }
    }

    private static List<Partition> known(BackupSet set, World world) throws IOException {
        try {
            return sources(set, world);
        } catch (CorruptException | OperatorNeededException | RefusedException | UnsupportedVersionException
                | UsageException e) {
            world.terminal().print("note: the source of set '%s' is not known: %s".formatted(set.name(),
                    e.getMessage()));
            return List.of();
        }
    }

    private static DriveUse use(BackupSet set, DriveOptions options) {
        return new DriveUse(options,
                set.config().medium().spare() == SetConfig.Spare.DEFAULT ? Spares.DEFAULT : Spares.NONE);
    }

    /**
     * Records the set on another medium from now on.
     *
     * @param medium as the command names it; empty if it does not
     */
    public static void recordedOn(BackupSet set, String medium, World world) throws IOException {
        if (!medium.isEmpty() && !medium.equals(set.config().medium().name())) {
            MediumDescription description = MediumDescription.read(Descriptions.ofUser(), medium);
            set.change(known -> Policy.MEDIUM_NAME.in(known, description.name()));
            world.terminal().print("set '%s' is recorded on %s from now on".formatted(set.name(), description.title()));
        }
    }

    /** What the set is recorded on. */
    public static MediumDescription medium(BackupSet set) throws IOException {
        String name = set.config().medium().name();
        Descriptions descriptions = Descriptions.ofUser();
        if (!MediumDescription.names(descriptions).contains(name)) {
            throw set.damagedConfig("medium.name", "is '%s', and there is no such medium; there are: %s".formatted(name,
                    String.join(", ", MediumDescription.names(descriptions))));
        }
        return MediumDescription.read(descriptions, name);
    }
}
