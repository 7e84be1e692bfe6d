package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;

/**
 * A transport to a device that is open for it alone.
 *
 * @param transport the way to the device
 * @param device closed with it
 */
record OwningTransport(Transport transport, Closeable device) implements Transport {

    @Override
    public CommandResult execute(Command command) throws IOException {
        return transport.execute(command);
    }

    @Override
    public String identity() {
        return transport.identity();
    }

    @Override
    public int maxTransfer() {
        return transport.maxTransfer();
    }

    @Override
    public void close() throws IOException {
        try (device) {
            transport.close();
        }
    }
}
