package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;

/** The real disks, with places that cannot be read or written. */
final class FaultyDisks implements Disks {

    private final Map<Path, ByteRange> unreadable = new HashMap<>();
    private final Map<Path, Integer> readsThatFail = new HashMap<>();
    private final Map<Path, String> unwritable = new HashMap<>();
    private volatile String forceFails = "";
    private Runnable onWrite = () -> { };

    /** Reads that touch the range fail, so many times. */
    FaultyDisks unreadable(Path path, ByteRange range, int times) {
        unreadable.put(path, range);
        readsThatFail.put(path, times);
        return this;
    }

    FaultyDisks unwritable(Path path, String why) {
        unwritable.put(path, why);
        return this;
    }

    /** The next time that anything is forced to disk it fails; then the system says that all is well. */
    void failNextForce(String why) {
        forceFails = why;
    }

    void repair() {
        unreadable.clear();
        unwritable.clear();
    }

    /** Does something at every write. */
    void onWrite(Runnable action) {
        onWrite = action;
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return new Faulty(path, Disks.REAL.openToRead(path));
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return new Faulty(path, Disks.REAL.openToWrite(path));
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return new Faulty(path, Disks.REAL.openToVerify(path));
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        return Disks.REAL.create(path, size);
    }

    private final class Faulty implements Storage {

        private final Path path;
        private final Storage storage;

        Faulty(Path path, Storage storage) {
            this.path = path;
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
            ByteRange range = unreadable.get(path);
            if (range != null && position < range.end() && position + target.remaining() > range.start()
                    && readsThatFail.merge(path, -1, Integer::sum) >= 0) {
                throw new MediumFaultException(path + ": read error");
            }
            storage.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            onWrite.run();
            if (unwritable.containsKey(path)) {
                throw new MediumFaultException(path + ": write error: " + unwritable.get(path));
            }
            storage.write(position, source);
        }

        @Override
        public void force() throws IOException {
            String why = forceFails;
            forceFails = "";
            if (!why.isEmpty()) {
                throw new MediumFaultException(path + ": cannot be forced to disk: " + why);
            }
            storage.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            storage.truncate(size);
        }

        @Override
        public long nextData(long from) throws IOException {
            return storage.nextData(from);
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
