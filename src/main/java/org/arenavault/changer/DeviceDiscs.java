package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.ByteLine;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.DeviceName;
import org.arenavault.media.Disk;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.DriveIdentifiers;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.SharedUnit;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedJukebox;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.iscsi.IscsiUnit;
import org.arenavault.scsi.sgio.AttachedUnit;
import org.arenavault.scsi.sgio.DeviceNode;
import org.arenavault.scsi.sgio.SystemDevices;

/** The devices of this machine. */
public final class DeviceDiscs implements Devices {

    private final Descriptions descriptions;
    private final UnaryOperator<Transport> tap;
    private final Robots robots;
    /** Changers that are in use: several drives of one share it. */
    private final Map<DeviceName, MediumChanger> changers = new HashMap<>();
    private final Map<DeviceName, EmulatedJukebox> jukeboxes = new HashMap<>();

    /** Devices, with the user's robots. */
    public DeviceDiscs(Descriptions descriptions, UnaryOperator<Transport> tap) {
        this(descriptions, tap, Robots.ofUser());
    }

    /**
     * Devices.
     *
     * @param descriptions of drives and robots
     * @param tap what every transport is led through: a log, or the faults of a test
     * @param robots those on serial lines
     */
    public DeviceDiscs(Descriptions descriptions, UnaryOperator<Transport> tap, Robots robots) {
        this.descriptions = descriptions;
        this.tap = tap;
        this.robots = robots;
    }

    @Override
    public MediumChanger changer(DeviceName device, World world) throws IOException {
        if (device.kind() == DeviceName.Kind.EMULATED) {
            return jukebox(device, world.with(new InstantClock())).changer();
        }
        if (device.kind() != DeviceName.Kind.NODE && device.kind() != DeviceName.Kind.ISCSI) {
            throw new UsageException(device
                    + " is no changer with slots: name one like /dev/sg3 or iscsi://HOST/IQN/LUN");
        }
        Optional<MediumChanger> shared = Optional.ofNullable(changers.get(device)).flatMap(MediumChanger::share);
        if (shared.isPresent()) {
            return shared.get();
        }
        SharedUnit unit = unit(device, world);
        return changer(unit.connect(), unit, world, device);
    }

    private MediumChanger changer(Transport transport, Closeable owner, World world, DeviceName device)
            throws IOException {
        Closeable hold = world.stop().hold("the changer " + device);
        try {
            MediumChanger changer = MediumChanger.open(new OwningTransport(tap.apply(transport), () -> {
                try (hold) {
                    owner.close();
                }
            }), world.clock(), device.text());
            changers.put(device, changer);
            return changer;
        } catch (IOException | RuntimeException | Error e) {
            hold.close();
            owner.close();
            throw e;
        }
    }

    @Override
    public DiscSource discs(ChangerDrive served, DriveUse use, World world) throws IOException {
        if (served.changer().kind() == DeviceName.Kind.ROBOT) {
            return robotDiscs(served, use, world);
        }
        if (served.changer().kind() == DeviceName.Kind.EMULATED) {
            return jukeboxDiscs(served, use, world);
        }
        if (served.drive().kind() != DeviceName.Kind.NODE && served.drive().kind() != DeviceName.Kind.ISCSI) {
            throw new UsageException(served.drive() + " is no drive of a changer");
        }
        MediumChanger changer = changer(served.changer(), world);
        try {
            SharedUnit unit = unit(served.drive(), world);
            try {
                ChangerSource.DriveOpener drive = () -> OpticalDrive.open(tap.apply(unit.connect()), use.options(),
                        descriptions, world);
                return new ChangerSource(changer, elementOf(changer, served, drive, world), drive,
                        () -> OpticalMedium.open(drive.open(), use.spares()), world.terminal(), List.of(unit));
            } catch (IOException | RuntimeException | Error e) {
                unit.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            changer.close();
            throw e;
        }
    }

    /**
     * An emulated changer in use.
     *
     * @param unit closed with its changer
     * @param changer for one user more
     */
    private record Jukebox(EmulatedJukebox unit, MediumChanger changer) {
    }

    private Jukebox jukebox(DeviceName device, World instant) throws IOException {
        Optional<MediumChanger> shared = Optional.ofNullable(changers.get(device)).flatMap(MediumChanger::share);
        if (shared.isPresent()) {
            return new Jukebox(jukeboxes.get(device), shared.get());
        }
        EmulatedJukebox unit = EmulatedJukebox.open(device.path(), instant.clock());
        jukeboxes.put(device, unit);
        return new Jukebox(unit, changer(unit.connect(), unit, instant, device));
    }

    private DiscSource jukeboxDiscs(ChangerDrive served, DriveUse use, World world) throws IOException {
        Optional<Integer> number = EmulatedJukebox.driveAt(served.drive().path());
        if (number.isEmpty() || !served.changer().path().equals(served.drive().path().getParent())) {
            throw new UsageException("%s is no drive of %s; those are %s/0, ...".formatted(served.drive(),
                    served.changer(), served.changer()));
        }
        World instant = world.with(new InstantClock());
        Jukebox jukebox = jukebox(served.changer(), instant);
        MediumChanger changer = jukebox.changer();
        try {
            ChangerSource.DriveOpener drive = () -> OpticalDrive.open(
                    tap.apply(jukebox.unit().connect(number.get())), use.options(), descriptions, instant);
            return new ChangerSource(changer, elementOf(changer, served, drive, instant), drive,
                    () -> OpticalMedium.open(drive.open(), use.spares()), world.terminal(), List.of());
        } catch (IOException | RuntimeException | Error e) {
            changer.close();
            throw e;
        }
    }

    private DiscSource robotDiscs(ChangerDrive served, DriveUse use, World world) throws IOException {
        RobotName name = RobotName.of(served.changer(), descriptions);
        int number = Robots.numberOf(served, name.description().geometry());
        OpenDrive drive = openDrive(served.drive(), use, world);
        try {
            return new RobotSource(robots.open(name, drive.emulated(), world), number, drive.tray(),
                    () -> OpticalMedium.open(drive.opener().open(), use.spares()), world.terminal(),
                    List.of(drive.device()));
        } catch (IOException | RuntimeException | Error e) {
            drive.device().close();
            throw e;
        }
    }

    @Override
    public RobotCell robot(DeviceName device, List<DeviceName> named, World world) throws IOException {
        RobotName name = RobotName.of(device, descriptions);
        List<DeviceName> known = new ArrayList<>(named);
        if (known.isEmpty()) {
            for (String text : name.description().geometry().devices()) {
                known.add(DeviceName.parse(text));
            }
        }
        List<RobotCell.ServedDrive> drives = new ArrayList<>();
        List<EmulatedRecorder> emulated = new ArrayList<>();
        try {
            for (DeviceName served : known) {
                OpenDrive drive = openDrive(served, DriveUse.DEFAULT, world);
                drives.add(new RobotCell.ServedDrive(served.text(), drive.tray(), drive.device()));
                emulated.addAll(drive.emulated());
            }
            return new RobotCell(robots.open(name, emulated, world), drives);
        } catch (IOException | RuntimeException | Error e) {
            for (RobotCell.ServedDrive drive : drives) {
                drive.owner().close();
            }
            throw e;
        }
    }

    /**
     * A drive that stays open while discs are changed in it.
     *
     * @param opener a way to it, for a moment
     * @param tray its tray
     * @param device closed when it is no longer needed
     * @param emulated itself, if it is emulated
     */
    private record OpenDrive(ChangerSource.DriveOpener opener, RobotTray tray, Closeable device,
                             List<EmulatedRecorder> emulated) {
    }

    private OpenDrive openDrive(DeviceName device, DriveUse use, World world) throws IOException {
        return switch (device.kind()) {
            case EMULATED -> {
                World instant = world.with(new InstantClock());
                EmulatedRecorder recorder = EmulatedRecorder.open(device.path(), instant.clock());
                ChangerSource.DriveOpener opener = () -> connect(recorder, use, instant);
                yield new OpenDrive(opener, new DriveTray(opener, instant.clock()), recorder,
                        List.of(recorder));
            }
            case NODE, ISCSI -> {
                SharedUnit unit = unit(device, world);
                ChangerSource.DriveOpener opener = () -> OpticalDrive.open(tap.apply(unit.connect()), use.options(),
                        descriptions, world);
                yield new OpenDrive(opener, new DriveTray(opener, world.clock()), unit, List.of());
            }
            case FOLDER, DISK, ROBOT -> throw new UsageException(device + " is no drive that a robot serves");
        };
    }

    /** The address of the drive in its changer: by the number that the operator gave, else by what the drive is. */
    private static int elementOf(MediumChanger changer, ChangerDrive served, ChangerSource.DriveOpener drive,
            World world) throws IOException {
        ChangerInventory inventory = changer.inventory();
        inventory.contradictions().forEach(text -> world.terminal().print(changer.name() + ": " + text));
        if (served.number() >= 0) {
            return inventory.drive(served.number()).address();
        }
        DriveIdentifiers identifiers;
        try (OpticalDrive open = drive.open()) {
            identifiers = open.identifiers();
        }
        return inventory.driveOf(identifiers).orElseThrow(() -> new RefusedException(
                "%s: cannot tell which of its %d drives is %s (%s); say it with --changer-drive N".formatted(
                        changer.name(), inventory.drives().size(), served.drive(), identifiers.serials().isEmpty()
                                ? "which has no serial number" : "serial number " + String.join(", ",
                                identifiers.serials())))).address();
    }

    @Override
    public String nameOf(DeviceName device) {
        try {
            return switch (device.kind()) {
                case EMULATED -> EmulatedJukebox.driveAt(device.path()).isPresent()
                        ? EmulatedJukebox.nameOf(device.path()) : EmulatedRecorder.nameOf(device.path());
                case NODE -> SystemDevices.here().of(device.path()).map(DeviceNode::name).orElse("");
                case ISCSI, FOLDER, DISK, ROBOT -> "";
            };
        } catch (IOException e) {
            // whoever opens it is told what is wrong with it
            return "";
        }
    }

    @Override
    public List<DeviceNode> nodes() throws IOException {
        return SystemDevices.here().all();
    }

    @Override
    public Devices through(UnaryOperator<Transport> outer) {
        return new DeviceDiscs(descriptions, transport -> outer.apply(tap.apply(transport)), robots);
    }

    @Override
    public Devices throughLines(UnaryOperator<ByteLine> outer) {
        return new DeviceDiscs(descriptions, tap, robots.through(outer));
    }

    @Override
    public DiscSource discs(DeviceName device, DriveUse use, World world) throws IOException {
        return switch (device.kind()) {
            case FOLDER -> new OperatorSource(device.text(), () -> Disk.folder(device.path(), world.disks()),
                    world.terminal());
            case DISK -> new OperatorSource(device.text(), () -> Disk.partition(device.path(), world.disks()),
                    world.terminal());
            case EMULATED -> emulated(device, use, world);
            case NODE, ISCSI -> attached(device, use, world);
            case ROBOT -> throw new UsageException("%s carries discs and reads none: name it with --changer".formatted(
                    device));
        };
    }

    /** The drive stays open as long as discs are changed in it. */
    private DiscSource attached(DeviceName device, DriveUse use, World world) throws IOException {
        SharedUnit unit = unit(device, world);
        MediumOpener opener = () -> OpticalMedium.open(OpticalDrive.open(tap.apply(unit.connect()), use.options(),
                descriptions, world), use.spares());
        return new OwnedSource(new OperatorSource(device.text(), opener, world.terminal()), unit);
    }

    private static SharedUnit unit(DeviceName device, World world) throws IOException {
        return SharedUnit.open(device.kind() == DeviceName.Kind.NODE
                ? AttachedUnit.at(device.path(), world.clock()) : IscsiUnit.at(device.text()));
    }

    /** What an emulated drive would keep its users waiting for is over at once. */
    private DiscSource emulated(DeviceName device, DriveUse use, World world) throws IOException {
        World instant = world.with(new InstantClock());
        Optional<Integer> drive = EmulatedJukebox.driveAt(device.path());
        if (drive.isPresent()) {
            EmulatedJukebox jukebox = EmulatedJukebox.open(device.path().getParent(), instant.clock());
            return new OwnedSource(new OperatorSource(device.text(), () -> OpticalMedium.open(OpticalDrive.open(
                    tap.apply(jukebox.connect(drive.get())), use.options(), descriptions, instant), use.spares()),
                    world.terminal()), jukebox);
        }
        EmulatedRecorder recorder = EmulatedRecorder.open(device.path(), instant.clock());
        MediumOpener opener = () -> OpticalMedium.open(connect(recorder, use, instant), use.spares());
        return recorder.manual()
                ? new OwnedSource(new OperatorSource(device.text(), opener, world.terminal()), recorder)
                : new EmulatedSource(device.text(), recorder, opener, world.terminal());
    }

    private OpticalDrive connect(EmulatedRecorder recorder, DriveUse use, World world) throws IOException {
        return OpticalDrive.open(tap.apply(recorder.connect()), use.options(), descriptions, world);
    }

    @Override
    public OpticalDrive drive(DeviceName device, DriveUse use, World world) throws IOException {
        return switch (device.kind()) {
            case EMULATED -> {
                World instant = world.with(new InstantClock());
                Optional<Integer> number = EmulatedJukebox.driveAt(device.path());
                if (number.isPresent()) {
                    EmulatedJukebox jukebox = EmulatedJukebox.open(device.path().getParent(), instant.clock());
                    yield open(() -> tap.apply(jukebox.connect(number.get())), jukebox, use, instant);
                }
                EmulatedRecorder recorder = EmulatedRecorder.open(device.path(), instant.clock());
                yield open(() -> tap.apply(recorder.connect()), recorder, use, instant);
            }
            case NODE, ISCSI -> {
                SharedUnit unit = unit(device, world);
                yield open(() -> tap.apply(unit.connect()), unit, use, world);
            }
            case FOLDER, DISK, ROBOT -> throw new UsageException(device + " is no drive");
        };
    }

    @FunctionalInterface
    private interface Connector {

        Transport connect() throws IOException;
    }

    /** A drive that is open for one user alone; what it is closed with too if it cannot be used. */
    private OpticalDrive open(Connector connector, Closeable device, DriveUse use, World world) throws IOException {
        try {
            return OpticalDrive.open(new OwningTransport(connector.connect(), device), use.options(), descriptions,
                    world);
        } catch (IOException | RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }
}
