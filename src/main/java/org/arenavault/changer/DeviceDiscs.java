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
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.ByteLine;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.Disk;
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
    private final Map<DeviceName.Key, MediumChanger> changers = new HashMap<>();
    private final Map<DeviceName.Key, EmulatedJukebox> jukeboxes = new HashMap<>();

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
        boolean emulated = device.kind() == DeviceName.Kind.EMULATED;
        if (!emulated && device.kind() != DeviceName.Kind.NODE && device.kind() != DeviceName.Kind.ISCSI) {
            throw new UsageException(device
                    + " is no changer with slots: name one like /dev/sg3 or iscsi://HOST/IQN/LUN");
        }
        Optional<MediumChanger> shared = Optional.ofNullable(changers.get(device.key())).flatMap(MediumChanger::share);
        if (shared.isPresent()) {
            return shared.get();
        }
        if (emulated) {
            World instant = world.with(new InstantClock());
            EmulatedJukebox jukebox = EmulatedJukebox.open(device.path(), instant.clock());
            jukeboxes.put(device.key(), jukebox);
            return changer(jukebox.connect(), jukebox, instant, device);
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
            changers.put(device.key(), changer);
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
        boolean emulated = served.changer().kind() == DeviceName.Kind.EMULATED;
        Optional<Integer> number = EmulatedJukebox.driveAt(served.drive().path());
        if (emulated && (number.isEmpty() || !served.changer().isAt(PlainFiles.folderOf(served.drive().path())))) {
            throw new UsageException("%s is no drive of %s; those are %s/0, ...".formatted(served.drive(),
                    served.changer(), served.changer()));
        }
        if (!emulated && served.drive().kind() != DeviceName.Kind.NODE
                && served.drive().kind() != DeviceName.Kind.ISCSI) {
            throw new UsageException(served.drive() + " is no drive of a changer");
        }
        MediumChanger changer = changer(served.changer(), world);
        Optional<EmulatedJukebox> jukebox = Optional.ofNullable(jukeboxes.get(served.changer().key()));
        try {
            OpenDrive drive = emulated ? drive(() -> jukebox.orElseThrow().connect(number.get()), () -> { }, List.of(),
                    use, world.with(new InstantClock())) : open(served.drive(), use, world);
            try {
                return new ChangerSource(changer, elementOf(changer, served, drive), drive::open, drive::medium,
                        world.terminal(), List.of(drive));
            } catch (IOException | RuntimeException | Error e) {
                drive.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            changer.close();
            throw e;
        }
    }

    private DiscSource robotDiscs(ChangerDrive served, DriveUse use, World world) throws IOException {
        RobotName name = RobotName.of(served.changer(), descriptions);
        int number = Robots.numberOf(served, name.description().geometry());
        OpenDrive drive = open(served.drive(), use, world);
        try {
            return new RobotSource(robots.open(name, drive.emulated(), world), number, drive.tray(), drive::medium,
                    world.terminal(), List.of(drive));
        } catch (IOException | RuntimeException | Error e) {
            drive.close();
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
        DeviceName.requireDistinct(known);
        List<RobotCell.ServedDrive> drives = new ArrayList<>();
        List<EmulatedRecorder> emulated = new ArrayList<>();
        try {
            for (DeviceName served : known) {
                OpenDrive drive = open(served, DriveUse.DEFAULT, world);
                drives.add(new RobotCell.ServedDrive(served.text(), drive.tray(), drive));
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

    /** What an emulated drive would keep its users waiting for is over at once, unless it was made to take its time. */
    private OpenDrive open(DeviceName device, DriveUse use, World world) throws IOException {
        return switch (device.kind()) {
            case EMULATED -> {
                World instant = world.with(new InstantClock());
                Optional<Integer> number = EmulatedJukebox.driveAt(device.path());
                if (number.isPresent()) {
                    EmulatedJukebox jukebox = EmulatedJukebox.open(PlainFiles.folderOf(device.path()), instant.clock());
                    yield drive(() -> jukebox.connect(number.get()), jukebox, List.of(), use, instant);
                }
                World waiting = EmulatedRecorder.takesItsTime(device.path()) ? world : instant;
                EmulatedRecorder recorder = EmulatedRecorder.open(device.path(), waiting.clock());
                yield drive(recorder::connect, recorder, List.of(recorder), use, waiting);
            }
            case NODE, ISCSI -> {
                SharedUnit unit = unit(device, world);
                yield drive(unit::connect, unit, List.of(), use, world);
            }
            case FOLDER, DISK, ROBOT -> throw new UsageException(device + " is no drive");
        };
    }

    private OpenDrive drive(OpenDrive.Connector connector, Closeable unit, List<EmulatedRecorder> emulated,
            DriveUse use, World world) {
        return new OpenDrive(() -> tap.apply(connector.connect()), unit, emulated, use, descriptions, world);
    }

    private static SharedUnit unit(DeviceName device, World world) throws IOException {
        return SharedUnit.open(device.kind() == DeviceName.Kind.NODE
                ? AttachedUnit.at(device.path(), world.clock()) : IscsiUnit.at(device.text()));
    }

    /** The address of the drive in its changer: by the number that the operator gave, else by what the drive is. */
    private static int elementOf(MediumChanger changer, ChangerDrive served, OpenDrive drive) throws IOException {
        ChangerInventory inventory = changer.inventory();
        inventory.contradictions().forEach(text -> drive.world().terminal().print(changer.name() + ": " + text));
        if (served.number() >= 0) {
            return inventory.drive(served.number()).address();
        }
        DriveIdentifiers identifiers;
        try (OpticalDrive open = drive.open()) {
            identifiers = open.identifiers();
        }
        return inventory.driveOf(identifiers).orElseThrow(() -> new RefusedException(
                "%s: cannot tell which of its drives is %s (%s); say it with --changer-drive N".formatted(
                        changer.name(), served.drive(), identifiers.serials().isEmpty()
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
            case FOLDER -> new OperatorSource(device.text(), DiscPlace.FOLDER,
                    () -> Disk.folder(device.path(), world.disks()), world.terminal());
            case DISK -> new OperatorSource(device.text(), DiscPlace.DISK,
                    () -> Disk.partition(device.path(), world.disks()), world.terminal());
            case EMULATED, NODE, ISCSI -> {
                OpenDrive drive = open(device, use, world);
                yield drive.emulated().isEmpty() || drive.emulated().get(0).manual()
                        ? new OwnedSource(new OperatorSource(device.text(), DiscPlace.DRIVE, drive::medium,
                                world.terminal()), drive)
                        : new EmulatedSource(device.text(), drive.emulated().get(0), drive::medium,
                                world.terminal());
            }
            case ROBOT -> throw new UsageException("%s carries discs and reads none: name it with --changer".formatted(
                    device));
        };
    }

    @Override
    public OpticalDrive drive(DeviceName device, DriveUse use, World world) throws IOException {
        return open(device, use, world).alone();
    }
}
