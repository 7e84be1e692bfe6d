package org.arenavault.scsi;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A transport that is listened to.
 *
 * @param transport where commands go
 * @param listener hears of each before it goes
 */
public record TappedTransport(Transport transport, Consumer<Command> listener) implements Transport {

    @Override
    public CommandResult execute(Command command) throws IOException {
        listener.accept(command);
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
        transport.close();
    }
}
