package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.World;
import org.arenavault.media.DeviceName;
import org.arenavault.media.Disk;

/** The devices of this machine. */
public final class DeviceDiscs implements Devices {

    @Override
    public DiscSource discs(DeviceName device, World world) throws IOException {
        return switch (device.kind()) {
            case FOLDER -> new OperatorSource(device.text(), () -> Disk.folder(device.path(), world.disks()),
                    world.terminal());
            case DISK -> new OperatorSource(device.text(), () -> Disk.partition(device.path(), world.disks()),
                    world.terminal());
            case NODE, ISCSI, EMULATED -> throw new OperatorNeededException(OperatorNeededException.Need.NOT_INSTALLED,
                    device + ": drives of this kind cannot be used yet");
        };
    }
}
