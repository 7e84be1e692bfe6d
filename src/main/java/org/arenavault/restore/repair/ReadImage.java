package org.arenavault.restore.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.Terminal;

/** An image whose first read error is told: what cannot be read is repaired like damage, but its disk may be ill. */
final class ReadImage implements ReadOnlyStorage {

    private final Storage image;
    private final Terminal terminal;
    private final AtomicBoolean told = new AtomicBoolean();

    ReadImage(Storage image, Terminal terminal) {
        this.image = image;
        this.terminal = terminal;
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public long size() throws IOException {
        return image.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        try {
            image.read(position, target);
        } catch (MediumFaultException e) {
            if (!told.getAndSet(true)) {
                terminal.print("note: %s; what cannot be read of it counts as damaged".formatted(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        image.close();
    }
}
