package org.arenavault.changer;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.ByteLine;
import org.arenavault.io.World;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.sgio.DeviceNode;

/** Opens devices. */
public interface Devices {

    /**
     * The discs that a device can be given.
     *
     * @throws org.arenavault.io.OperatorNeededException if the device is busy, gone or may not be used
     */
    DiscSource discs(DeviceName device, DriveUse use, World world) throws IOException;

    /**
     * The drive itself, whatever lies in it.
     *
     * @throws org.arenavault.io.UsageException if the device is no drive
     * @throws org.arenavault.io.OperatorNeededException if it is busy, gone or may not be used
     */
    OpticalDrive drive(DeviceName device, DriveUse use, World world) throws IOException;

    /**
     * A changer by itself.
     *
     * @throws org.arenavault.io.UsageException if the device is none
     * @throws org.arenavault.io.OperatorNeededException if it is busy, gone or may not be used
     */
    MediumChanger changer(DeviceName device, World world) throws IOException;

    /**
     * A robot by itself.
     *
     * @param drives the drives it serves, as far as they are known, in the order of their numbers
     * @throws org.arenavault.io.UsageException if the device is none, or its description cannot be used
     * @throws org.arenavault.io.OperatorNeededException if its line, or it, is busy, gone or may not be used
     */
    RobotCell robot(DeviceName device, List<DeviceName> drives, World world) throws IOException;

    /**
     * The discs that a changer or robot carries to a drive.
     *
     * @throws org.arenavault.io.RefusedException if it cannot be told which one that is
     * @throws org.arenavault.io.OperatorNeededException if one of the two is busy, gone or may not be used
     */
    DiscSource discs(ChangerDrive drive, DriveUse use, World world) throws IOException;

    /**
     * Maker, model and serial number of a drive, as far as they can be told without opening it: somebody else may be at
     * work with it. Empty where they cannot.
     */
    String nameOf(DeviceName device);

    /** The drives and changers that this machine's system lists; those that nobody attached are not among them. */
    List<DeviceNode> nodes() throws IOException;

    /**
     * The same devices, with every transport to one led through {@code tap}.
     *
     * @param tap a log, or the faults of a test
     */
    Devices through(UnaryOperator<Transport> tap);

    /** The same devices, with every line to a robot led through {@code tap}. */
    Devices throughLines(UnaryOperator<ByteLine> tap);
}
