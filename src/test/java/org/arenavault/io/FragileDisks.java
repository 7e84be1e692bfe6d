package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files in memory whose power fails at a chosen moment: that write reaches the disk in part, all later ones fail.
 * What is left afterwards is either everything that was written, or only what was forced to stable storage.
 */
public final class FragileDisks implements Disks {

    /** What a power failure leaves. */
    public enum Left { WRITTEN, FORCED }

    private static final class File {

        private final byte[] now;
        private final byte[] forced;

        File(byte[] content) {
            now = content.clone();
            forced = content.clone();
        }
    }

    private final Map<Path, File> files = new TreeMap<>();
    private int stepsLeft = Integer.MAX_VALUE;
    private int steps;

    /** Puts a file there. */
    public synchronized void put(Path path, byte[] content) {
        files.put(path.toAbsolutePath().normalize(), new File(content));
    }

    /** The bytes that a file has now. */
    public synchronized byte[] get(Path path) {
        return files.get(path.toAbsolutePath().normalize()).now;
    }

    /** Whether there is such a file. */
    public synchronized boolean has(Path path) {
        return files.containsKey(path.toAbsolutePath().normalize());
    }

    /** From now on, power fails at the write or force after so many. */
    public synchronized void failAfter(int count) {
        stepsLeft = count;
    }

    /** How many writes and forces there were. */
    public synchronized int steps() {
        return steps;
    }

    /** These disks after the failure, in order again. */
    public synchronized FragileDisks restarted(Left left) {
        FragileDisks disks = new FragileDisks();
        files.forEach((path, file) -> disks.files.put(path, new File(left == Left.WRITTEN ? file.now : file.forced)));
        return disks;
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
    public synchronized Storage create(Path path, long size) throws IOException {
        if (files.containsKey(path.toAbsolutePath().normalize())) {
            throw new RefusedException(path + ": exists already");
        }
        put(path, new byte[Math.toIntExact(size)]);
        return open(path);
    }

    private synchronized Storage open(Path path) throws MediumFaultException {
        File file = files.get(path.toAbsolutePath().normalize());
        if (file == null) {
            throw new MediumFaultException(path + ": no such file or device");
        }
        return new Open(path, file);
    }

    private boolean powerFails() {
        steps++;
        return stepsLeft-- <= 0;
    }

    private final class Open implements Storage {

        private final Path path;
        private final File file;

        Open(Path path, File file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public long size() {
            return file.now.length;
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            synchronized (FragileDisks.this) {
                requireInside(position, target.remaining());
                target.put(file.now, (int) position, target.remaining());
            }
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            synchronized (FragileDisks.this) {
                requireInside(position, source.remaining());
                boolean fails = powerFails();
                int count = fails ? stepsLeft < -1 ? 0 : source.remaining() / 2 : source.remaining();
                source.get(file.now, Math.toIntExact(position), count);
                if (fails) {
                    throw new MediumFaultException(path + ": power failed");
                }
            }
        }

        private void requireInside(long position, int count) throws CorruptException {
            if (position < 0 || position > file.now.length - count) {
                throw new CorruptException("%s: ends at byte %d".formatted(path, file.now.length));
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FragileDisks.this) {
                if (powerFails()) {
                    throw new MediumFaultException(path + ": power failed");
                }
                System.arraycopy(file.now, 0, file.forced, 0, file.now.length);
            }
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
