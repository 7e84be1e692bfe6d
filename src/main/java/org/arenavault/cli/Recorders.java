package org.arenavault.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.changer.DiscSource;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.SetRecorder;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Closing;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.sets.BackupSet;

/**
 * The recorders that work for a set at the same time.
 *
 * @param discs what each of them can be given
 */
record Recorders(List<DiscSource> discs) implements Closeable {

    /**
     * Opens them.
     *
     * @param devices as the command names them; none for the set's own
     * @param drive how they are used, and what serves them
     */
    static Recorders open(CommandContext context, World world, BackupSet set, List<String> devices,
            DriveOptionsMixin drive)
            throws IOException {
        Set<String> named = new HashSet<>();
        for (String device : devices) {
            if (!named.add(device)) {
                throw new UsageException(device + " is named twice");
            }
        }
        if (devices.size() > 1 && !drive.changer().isEmpty()
                && DeviceName.parse(drive.changer()).kind() == DeviceName.Kind.ROBOT) {
            throw new UsageException("a robot on a serial line serves one drive at a time; name one DEVICE");
        }
        Recorders recorders = new Recorders(new ArrayList<>());
        try {
            for (int i = 0; i < Math.max(1, devices.size()); i++) {
                recorders.discs.add(SetRecorder.open(context, world, set, devices.isEmpty() ? "" : devices.get(i),
                        drive, i));
            }
            return recorders;
        } catch (IOException | RuntimeException | Error e) {
            recorders.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(discs);
    }
}
