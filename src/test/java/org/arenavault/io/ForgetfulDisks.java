package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Files whose system behaves as Linux does: what is written stays in memory, page by page, until it is forced. A force
 * that fails drops it, says so once, and goes on showing it as if it were on disk. Steps are counted: writes, forces
 * and cuts, of which some fail.
 */
public final class ForgetfulDisks implements Disks {

    /** Which of the steps fail. */
    @FunctionalInterface
    public interface Fault {

        /** What the system says about step {@code number}, counted from 0; empty if it is done. */
        String at(long number);
    }

    private static final int PAGE = 4096;

    private static final class File {

        private byte[] memory = {};
        private byte[] disk = {};
        private final BitSet dirty = new BitSet();
    }

    private final Map<Path, File> files = new HashMap<>();
    private Fault fault = number -> "";
    private long steps;

    /** Puts a file there, on disk. */
    public synchronized void put(Path path, byte[] content) {
        File file = new File();
        file.memory = content.clone();
        file.disk = content.clone();
        files.put(path, file);
    }

    /** Whether there is such a file. */
    public synchronized boolean has(Path path) {
        return files.containsKey(path);
    }

    /** What a file shows. */
    public synchronized byte[] shown(Path path) {
        return files.get(path).memory.clone();
    }

    /** From now on, these steps fail, counted anew. */
    public synchronized void fail(Fault which) {
        fault = which;
        steps = 0;
    }

    /** How many steps there were since the last {@link #fail}. */
    public synchronized long steps() {
        return steps;
    }

    /** Power fails: what is not on disk is gone. Nothing fails afterwards. */
    public synchronized void lose() {
        for (File file : files.values()) {
            file.memory = file.disk.clone();
            file.dirty.clear();
        }
        fail(number -> "");
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return new ReadOnlyView(openToWrite(path));
    }

    @Override
    public synchronized Storage openToWrite(Path path) throws IOException {
        if (!files.containsKey(path)) {
            throw new MediumFaultException(path + ": no such file or device");
        }
        return new Open(path, files.get(path));
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return openToRead(path);
    }

    @Override
    public synchronized Storage create(Path path, long size) throws IOException {
        if (files.containsKey(path)) {
            throw new RefusedException(path + ": exists already");
        }
        put(path, new byte[Math.toIntExact(size)]);
        return openToWrite(path);
    }

    private String step() {
        return fault.at(steps++);
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
            return path.toString();
        }

        @Override
        public long size() {
            synchronized (ForgetfulDisks.this) {
                return file.memory.length;
            }
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            synchronized (ForgetfulDisks.this) {
                if (position < 0 || position > file.memory.length - target.remaining()) {
                    throw new CorruptException("%s: ends at byte %d".formatted(path, file.memory.length));
                }
                target.put(file.memory, Math.toIntExact(position), target.remaining());
            }
        }

        /** A write that fails has written a part. */
        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            synchronized (ForgetfulDisks.this) {
                if (position < 0 || position > Integer.MAX_VALUE - source.remaining()) {
                    throw new CorruptException("%s: holds no bytes at %d".formatted(path, position));
                }
                String failure = step();
                int count = failure.isEmpty() ? source.remaining() : source.remaining() / 2;
                int end = Math.toIntExact(position) + count;
                file.memory = Arrays.copyOf(file.memory, Math.max(file.memory.length, end));
                source.get(file.memory, Math.toIntExact(position), count);
                file.dirty.set(Math.toIntExact(position) / PAGE, (end + PAGE - 1) / PAGE);
                fail(failure, "write error");
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (ForgetfulDisks.this) {
                String failure = step();
                if (failure.isEmpty()) {
                    file.disk = Arrays.copyOf(file.disk, file.memory.length);
                    for (int page = file.dirty.nextSetBit(0); page >= 0; page = file.dirty.nextSetBit(page + 1)) {
                        int from = page * PAGE;
                        int length = Math.min(PAGE, file.memory.length - from);
                        if (length > 0) {
                            System.arraycopy(file.memory, from, file.disk, from, length);
                        }
                    }
                }
                file.dirty.clear();
                fail(failure, "cannot be forced to disk");
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (ForgetfulDisks.this) {
                String failure = step();
                if (failure.isEmpty()) {
                    file.memory = Arrays.copyOf(file.memory, (int) Math.min(file.memory.length, size));
                }
                fail(failure, "cannot be cut");
            }
        }

        private void fail(String failure, String what) throws MediumFaultException {
            if (!failure.isEmpty()) {
                throw new MediumFaultException("%s: %s: %s".formatted(path, what, failure),
                        new IOException(failure));
            }
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
