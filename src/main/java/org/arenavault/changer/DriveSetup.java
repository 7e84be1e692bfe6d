package org.arenavault.changer;

import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.Spares;

/**
 * How drives are used, and what serves them.
 *
 * @param options how they are used
 * @param changer the changer or robot that carries discs to them; empty if people do
 * @param changerDrives which of the changer's drives each is, counted from 0; those that are missing are found out
 */
public record DriveSetup(DriveOptions options, String changer, List<Integer> changerDrives) {

    /** The usual way, served by people. */
    public static final DriveSetup DEFAULT = new DriveSetup(DriveOptions.DEFAULTS, "", List.of());

    /** A setup. */
    public DriveSetup {
        changerDrives = List.copyOf(changerDrives);
    }

    /**
     * The discs that a drive can be given, by its operator or by what serves it.
     *
     * @param index which of the drives it is
     * @throws UsageException if the changer, or its drive, is named in a way that makes no sense
     */
    public DiscSource open(Devices devices, DeviceName name, int index, Spares spares, World world)
            throws IOException {
        DriveUse use = new DriveUse(options, spares);
        return changer.isEmpty() ? devices.discs(name, use, world)
                : devices.discs(new ChangerDrive(DeviceName.parse(changer), changerDrive(index), name), use, world);
    }

    /** Below 0 if that is to be found out. */
    private int changerDrive(int index) throws UsageException {
        for (int number : changerDrives) {
            if (number < 0) {
                throw new UsageException("--changer-drive %d: a changer's drives are counted from 0".formatted(number));
            }
        }
        return index < changerDrives.size() ? changerDrives.get(index) : -1;
    }

    /** Whether it is a robot on a serial line. */
    public boolean isServedByRobot() throws UsageException {
        return !changer.isEmpty() && DeviceName.parse(changer).kind() == DeviceName.Kind.ROBOT;
    }
}
