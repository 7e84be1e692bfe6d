package org.arenavault.changer;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.io.Clock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.TrayPosition;

/** The tray of a drive, which is opened for a moment each time. */
final class DriveTray implements RobotTray {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ChangerSource.DriveOpener opener;
    private final Clock clock;

    DriveTray(ChangerSource.DriveOpener opener, Clock clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public void open() throws IOException {
        try (OpticalDrive drive = opener.open()) {
            drive.eject();
            await(drive, TrayPosition.OPEN, "out");
        }
    }

    @Override
    public void close() throws IOException {
        try (OpticalDrive drive = opener.open()) {
            close(drive);
        }
    }

    private void close(OpticalDrive drive) throws IOException {
        drive.closeTray();
        await(drive, TrayPosition.CLOSED, "in");
    }

    private void await(OpticalDrive drive, TrayPosition wanted, String words) throws IOException {
        long begun = clock.nanos();
        while (drive.trayPosition() != wanted) {
            if (clock.nanos() - begun > PATIENCE.toNanos()) {
                throw new OperatorNeededException(Need.BUSY, ("%s: does not say that its tray is %s; nothing is "
                        + "carried to or from it: look at it").formatted(drive.name(), words));
            }
            clock.sleep(PAUSE);
        }
    }

    @Override
    public boolean holdsDisc() throws IOException {
        try (OpticalDrive drive = opener.open()) {
            if (drive.trayPosition() == TrayPosition.CLOSED) {
                drive.awaitReady();
            } else {
                close(drive);
                drive.load();
            }
            return true;
        } catch (OperatorNeededException e) {
            if (e.need() == Need.NO_MEDIUM) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void awaitReady() throws IOException {
        try (OpticalDrive drive = opener.open()) {
            drive.load();
        }
    }
}
