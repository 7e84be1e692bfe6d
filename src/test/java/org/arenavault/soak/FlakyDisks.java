package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;

/** The real disks, of which one write or force fails, or all from then on, as the system tells it. */
final class FlakyDisks implements Disks {

    private final String error;
    private final long first;
    private final boolean once;
    private final AtomicLong steps = new AtomicLong();

    /**
     * Disks that fail.
     *
     * @param error what the system says
     * @param first the step that fails, counted from 0
     * @param once whether later ones succeed
     */
    FlakyDisks(String error, long first, boolean once) {
        this.error = error;
        this.first = first;
        this.once = once;
    }

    private void step() throws IOException {
        long step = steps.getAndIncrement();
        if (once ? step == first : step >= first) {
            throw new MediumFaultException("write error: " + error);
        }
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return Disks.REAL.openToRead(path);
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return new Flaky(Disks.REAL.openToWrite(path));
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return Disks.REAL.openToVerify(path);
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        step();
        return new Flaky(Disks.REAL.create(path, size));
    }

    private final class Flaky implements Storage {

        private final Storage storage;

        Flaky(Storage storage) {
            this.storage = storage;
        }

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
            storage.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            step();
            storage.write(position, source);
        }

        @Override
        public void force() throws IOException {
            step();
            storage.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            step();
            storage.truncate(size);
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
