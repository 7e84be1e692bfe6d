package org.arenavault.venti.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyView;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/**
 * Files on the heap that a crash leaves as disks are left: what was forced is there, of what was written since any part
 * may be, in sectors of 512 bytes and in any order. Can be told to fail at the n-th write or force, and from then on.
 */
final class CrashDisks implements Disks {

    private static final int SECTOR = 512;

    private record Write(long at, byte[] bytes) {
    }

    private final Map<Path, CrashFile> files = new HashMap<>();
    private long steps;
    private long failAt = Long.MAX_VALUE;

    /** A file of zeros, durable. */
    void add(Path path, int size) {
        files.put(path, new CrashFile(path, new byte[size]));
    }

    /** Whether there is such a file. */
    boolean has(Path path) {
        return files.containsKey(path);
    }

    /** Writes and forces so far. */
    long steps() {
        return steps;
    }

    /** From this step on everything fails, as when the process or the machine is dying. */
    void failAt(long step) {
        failAt = step;
    }

    /** The disks as they may be found after a crash now. */
    CrashDisks crash(long seed) {
        Random random = new Random(seed);
        CrashDisks found = new CrashDisks();
        files.forEach((path, file) -> found.files.put(path, found.new CrashFile(path, file.afterCrash(random))));
        return found;
    }

    /** The disks as they are if the process dies but the machine does not. */
    CrashDisks kill() {
        CrashDisks found = new CrashDisks();
        files.forEach((path, file) -> found.files.put(path, found.new CrashFile(path, file.now.clone())));
        return found;
    }

    private synchronized void step() throws IOException {
        if (steps++ >= failAt) {
            throw new MediumFaultException("the disk is gone");
        }
    }

    private Storage open(Path path) throws IOException {
        CrashFile file = files.get(path);
        if (file == null) {
            throw new MediumFaultException(path + ": no such file or device");
        }
        return file;
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return new ReadOnlyView(open(path));
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return open(path);
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return openToRead(path);
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        if (files.containsKey(path)) {
            throw new RefusedException(path + ": exists already");
        }
        add(path, Math.toIntExact(size));
        return open(path);
    }

    private final class CrashFile implements Storage {

        private final Path path;
        private final byte[] durable;
        private final byte[] now;
        private final List<Write> unforced = new ArrayList<>();

        CrashFile(Path path, byte[] content) {
            this.path = path;
            this.durable = content;
            this.now = content.clone();
        }

        byte[] afterCrash(Random random) {
            byte[] found = durable.clone();
            int luck = random.nextInt(4);
            for (Write write : unforced) {
                for (int from = 0; from < write.bytes().length; from += SECTOR) {
                    boolean arrived = luck == 0 || (luck < 3 && random.nextInt(luck + 1) == 0);
                    if (arrived) {
                        System.arraycopy(write.bytes(), from, found, (int) write.at() + from,
                                Math.min(SECTOR, write.bytes().length - from));
                    }
                }
            }
            return found;
        }

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public long size() {
            return now.length;
        }

        @Override
        public synchronized void read(long position, ByteBuffer target) throws IOException {
            requireInside(position, target.remaining());
            target.put(now, (int) position, target.remaining());
        }

        @Override
        public synchronized void write(long position, ByteBuffer source) throws IOException {
            requireInside(position, source.remaining());
            step();
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            System.arraycopy(bytes, 0, now, Math.toIntExact(position), bytes.length);
            unforced.add(new Write(position, bytes));
        }

        private void requireInside(long position, int count) throws CorruptException {
            if (position < 0 || position > now.length - count) {
                throw new CorruptException(path + ": ends at byte " + now.length);
            }
        }

        @Override
        public synchronized void force() throws IOException {
            step();
            unforced.forEach(write ->
                    System.arraycopy(write.bytes(), 0, durable, (int) write.at(), write.bytes().length));
            unforced.clear();
        }

        @Override
        public void close() {
            // stays as it is, for whoever opens it next
        }
    }
}
