package org.arenavault.scsi.sgio;

import com.sun.jna.LastErrorException;
import java.io.Closeable;
import java.io.IOException;

/**
 * A device node that is open for us alone.
 *
 * @param system that it is open in
 * @param device what it leads to
 * @param descriptor that commands go through
 */
record OpenNode(LibC system, DeviceNode device, int descriptor) implements Closeable {

    @Override
    public void close() throws IOException {
        try {
            system.close(descriptor);
        } catch (LastErrorException e) {
            throw new IOException("%s: cannot be closed: %s".formatted(device.path(), Errno.name(e.getErrorCode())), e);
        }
    }
}
