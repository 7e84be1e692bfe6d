package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;

/**
 * The real disks, some reads of which fail.
 *
 * @param chooser which
 */
record FailingDisks(Chooser chooser) implements Disks {

    /** Chooses the reads that fail. */
    @FunctionalInterface
    interface Chooser {

        /** Whether this one does. */
        boolean fails(long position, int count);
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        Storage storage = Disks.REAL.openToRead(path);
        return new Storage() {
            @Override
            public String name() {
                return storage.name();
            }

            @Override
            public long size() throws IOException {
                return storage.size();
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                if (chooser.fails(position, target.remaining())) {
                    throw new MediumFaultException("%s: read error at byte %d".formatted(name(), position));
                }
                storage.read(position, target);
            }

            @Override
            public void write(long position, ByteBuffer source) throws IOException {
                storage.write(position, source);
            }

            @Override
            public void force() throws IOException {
                storage.force();
            }

            @Override
            public void close() throws IOException {
                storage.close();
            }
        };
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return Disks.REAL.openToWrite(path);
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return Disks.REAL.openToVerify(path);
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        return Disks.REAL.create(path, size);
    }
}
