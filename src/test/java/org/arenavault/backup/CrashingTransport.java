package org.arenavault.backup;

import java.io.IOException;
import org.arenavault.io.CrashPoints;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;

/**
 * A transport on which every command is a point to die at.
 *
 * @param transport where commands go
 * @param points counts them
 */
public record CrashingTransport(Transport transport, CrashPoints points) implements Transport {

    @Override
    public CommandResult execute(Command command) throws IOException {
        return points.step("command %02X".formatted(command.opcode()), () -> transport.execute(command));
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
        transport.close();
    }
}
