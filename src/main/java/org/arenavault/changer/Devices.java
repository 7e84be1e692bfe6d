package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.io.World;
import org.arenavault.media.DeviceName;

/** Opens devices. */
public interface Devices {

    /**
     * The discs that a device can be given.
     *
     * @throws org.arenavault.io.OperatorNeededException if the device is busy, gone or may not be used
     */
    DiscSource discs(DeviceName device, World world) throws IOException;
}
