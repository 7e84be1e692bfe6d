package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.Devices;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveSetup;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.optical.Spares;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.venti.format.Partition;

/**
 * The recorder of a set: the one that a command names, else the set's own, else the user's. It is none of the files
 * that the set is made from.
 */
public final class SetRecorder {

    private final Devices devices;
    private final World world;
    private final BackupSet set;
    private final DriveSetup setup;

    /** The recorder of a set, or several. */
    public SetRecorder(Devices devices, World world, BackupSet set, DriveSetup setup) {
        this.devices = devices;
        this.world = world;
        this.set = set;
        this.setup = setup;
    }

    /**
     * Opens it.
     *
     * @param device as the command names it; empty if it does not
     * @throws UsageException if neither the command nor the set names one
     */
    public DiscSource open(String device) throws IOException {
        return open(device, 0, sources());
    }

    /** The same for a command that only reads discs: they need no venti, however its configuration looks. */
    public DiscSource openToRead(String device) throws IOException {
        return open(device, 0, knownSources());
    }

    /**
     * Opens those that work for the set at the same time.
     *
     * @param named as the command names them; none for the set's own
     * @throws UsageException if one is named twice, or a robot cannot serve so many
     */
    public Recorders openAll(List<String> named) throws IOException {
        return openAll(named, sources());
    }

    /** The same for a command that only reads discs. */
    public Recorders openAllToRead(List<String> named) throws IOException {
        return openAll(named, knownSources());
    }

    private Recorders openAll(List<String> named, List<Partition> sources) throws IOException {
        List<DeviceName> names = new ArrayList<>();
        for (String device : named) {
            names.add(DeviceName.parse(device));
        }
        DeviceName.requireDistinct(names);
        if (named.size() > 1 && setup.isServedByRobot()) {
            throw new UsageException("a robot on a serial line serves one drive at a time; name one DEVICE");
        }
        Recorders recorders = new Recorders(new ArrayList<>());
        try {
            for (int i = 0; i < Math.max(1, named.size()); i++) {
                recorders.discs().add(open(named.isEmpty() ? "" : named.get(i), i, sources));
            }
            return recorders;
        } catch (IOException | RuntimeException | Error e) {
            recorders.close();
            throw e;
        }
    }

    private static Spares spares(SetConfig.Spare chosen) {
        if (chosen.isNone()) {
            return Spares.NONE;
        }
        return chosen.size().isPresent() ? Spares.sized(chosen.size().getAsLong()) : Spares.DEFAULT;
    }

    private DiscSource open(String device, int index, List<Partition> sources) throws IOException {
        String text = device.isEmpty() ? set.recorder() : device;
        if (text.isEmpty()) {
            throw new UsageException("set '%s' has no usual recorder; name one with -d DEVICE".formatted(set.name()))
                    .next("arenavault drive list", "shows those that there are");
        }
        DeviceName name = DeviceName.parse(text);
        SourceGuard.check(name, sources);
        Spares spares = spares(set.config().medium().spare());
        if (!device.isEmpty() || !setup.changer().isEmpty()) {
            return setup.open(devices, name, index, spares, world);
        }
        try {
            return setup.open(devices, name, index, spares, world);
        } catch (UsageException e) {
            throw set.damagedConfig("medium.device", "is no recorder: " + e.getMessage());
        }
    }

    /**
     * The blocks on the discs of the set, with all catalogs that are needed.
     *
     * @param device as the command names it; empty if it does not
     */
    public SetBlocks blocks(String device) throws IOException {
        SetCatalogs catalogs = SetCatalogs.open(set, world);
        DiscSource discs;
        try {
            discs = openToRead(device);
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
    private List<Partition> sources() throws IOException {
        if (set.config().foreign()) {
            return List.of();
        }
        try {
            return set.config().partitions(world.disks());
        } catch (MediumFaultException e) {
            return List.of();
        }
    }

    private List<Partition> knownSources() throws IOException {
        try {
            return sources();
        } catch (CorruptException | OperatorNeededException | RefusedException | UnsupportedVersionException
                | UsageException e) {
            world.terminal().print("note: the source of set '%s' is not known: %s".formatted(set.name(),
                    e.getMessage()));
            return List.of();
        }
    }
}
