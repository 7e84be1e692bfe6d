package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/**
 * A drive that stays open while discs are changed in it: an attached one, one of another host, or an emulated one.
 *
 * @param connector a way to it
 * @param unit the drive, or the changer that it is a part of; closed with this
 * @param emulated itself, if it is an emulated recorder
 * @param world with a clock that does not wait where the drive is emulated
 */
record OpenDrive(Connector connector, Closeable unit, List<EmulatedRecorder> emulated, DriveUse use,
                 Descriptions descriptions, World world) implements Closeable {

    /** A way to a drive for one user more. */
    @FunctionalInterface
    interface Connector {

        Transport connect() throws IOException;
    }

    /** The drive for a moment: this stays open. */
    OpticalDrive open() throws IOException {
        return OpticalDrive.open(connector.connect(), use.options(), descriptions, world);
    }

    /** The drive for its only user, who closes this with it. */
    OpticalDrive alone() throws IOException {
        try {
            return OpticalDrive.open(new OwningTransport(connector.connect(), unit), use.options(), descriptions,
                    world);
        } catch (IOException | RuntimeException | Error e) {
            unit.close();
            throw e;
        }
    }

    /** What lies in the drive. */
    Medium medium() throws IOException {
        return OpticalMedium.open(open(), use.spares());
    }

    RobotTray tray() {
        return new DriveTray(this::open, world.clock());
    }

    @Override
    public void close() throws IOException {
        unit.close();
    }
}
