package org.arenavault.changer;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.DeviceName;
import org.arenavault.media.Disk;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.sgio.DeviceNode;
import org.arenavault.scsi.sgio.SystemDevices;

/** The devices of this machine. */
public final class DeviceDiscs implements Devices {

    private final Descriptions descriptions;
    private final UnaryOperator<Transport> tap;

    /**
     * Devices.
     *
     * @param descriptions of drives
     * @param tap what every transport is led through: a log, or the faults of a test
     */
    public DeviceDiscs(Descriptions descriptions, UnaryOperator<Transport> tap) {
        this.descriptions = descriptions;
        this.tap = tap;
    }

    @Override
    public List<DeviceNode> nodes() throws IOException {
        return SystemDevices.here().all();
    }

    @Override
    public Devices through(UnaryOperator<Transport> outer) {
        return new DeviceDiscs(descriptions, transport -> outer.apply(tap.apply(transport)));
    }

    @Override
    public DiscSource discs(DeviceName device, DriveUse use, World world) throws IOException {
        return switch (device.kind()) {
            case FOLDER -> new OperatorSource(device.text(), () -> Disk.folder(device.path(), world.disks()),
                    world.terminal());
            case DISK -> new OperatorSource(device.text(), () -> Disk.partition(device.path(), world.disks()),
                    world.terminal());
            case EMULATED -> emulated(device, use, world);
            case NODE, ISCSI -> throw unsupported(device);
        };
    }

    /** What an emulated drive would keep its users waiting for is over at once. */
    private DiscSource emulated(DeviceName device, DriveUse use, World world) throws IOException {
        World instant = world.with(new InstantClock());
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
                EmulatedRecorder recorder = EmulatedRecorder.open(device.path(), instant.clock());
                Transport transport = new OwningTransport(tap.apply(recorder.connect()), recorder);
                yield OpticalDrive.open(transport, use.options(), descriptions, instant);
            }
            case NODE, ISCSI -> throw unsupported(device);
            case FOLDER, DISK -> throw new UsageException(device + " is no drive");
        };
    }

    private static OperatorNeededException unsupported(DeviceName device) {
        return new OperatorNeededException(OperatorNeededException.Need.NOT_INSTALLED,
                device + ": drives of this kind cannot be used yet");
    }
}
