package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Counts the points at which a process may die, and dies at one of them: before the step, after it, or, for a write,
 * in the middle of it. Nothing is done after that, by whatever thread.
 */
public final class CrashPoints {

    /** When, relative to the step. */
    public enum When { BEFORE, DURING, AFTER }

    private final long at;
    private final When when;
    private long steps;

    private CrashPoints(long at, When when) {
        this.at = at;
        this.when = when;
    }

    /** Dies at step {@code at}, counted from 0. */
    public static CrashPoints at(long at, When when) {
        return new CrashPoints(at, when);
    }

    /** Never dies; only counts. */
    public static CrashPoints none() {
        return new CrashPoints(Long.MAX_VALUE, When.BEFORE);
    }

    /** How many steps there were. */
    public synchronized long steps() {
        return steps;
    }

    /** Something that can be done at a crash point. */
    @FunctionalInterface
    public interface Step<T> {

        /** Does it. */
        T run() throws IOException;
    }

    /** A step that is done or not, never half. */
    public <T> T step(String what, Step<T> step) throws IOException {
        boolean now = count();
        if (now && when != When.AFTER) {
            throw new Crash("before " + what);
        }
        T result = step.run();
        if (now) {
            throw new Crash("after " + what);
        }
        return result;
    }

    private synchronized boolean count() {
        if (steps > at) {
            throw new Crash("dead already");
        }
        return steps++ == at;
    }

    /** The real disks, where every write, force and cut of a file is a crash point. */
    public Disks disks() {
        return new Disks() {
            @Override
            public Storage openToRead(Path path) throws IOException {
                return Disks.REAL.openToRead(path);
            }

            @Override
            public Storage openToWrite(Path path) throws IOException {
                return new Fragile(Disks.REAL.openToWrite(path));
            }

            @Override
            public Storage openToVerify(Path path) throws IOException {
                return Disks.REAL.openToVerify(path);
            }

            @Override
            public Storage create(Path path, long size) throws IOException {
                return new Fragile(step("create " + path, () -> Disks.REAL.create(path, size)));
            }
        };
    }

    private final class Fragile implements Storage {

        private final Storage storage;

        Fragile(Storage storage) {
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
            boolean now = count();
            if (now && when == When.BEFORE) {
                throw new Crash("before a write to " + name());
            }
            if (now && when == When.DURING) {
                ByteBuffer half = source.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                storage.write(position, half);
                throw new Crash("during a write to " + name());
            }
            storage.write(position, source);
            if (now) {
                throw new Crash("after a write to " + name());
            }
        }

        @Override
        public void force() throws IOException {
            step("force " + name(), () -> {
                storage.force();
                return 0;
            });
        }

        @Override
        public void truncate(long size) throws IOException {
            step("truncate " + name(), () -> {
                storage.truncate(size);
                return 0;
            });
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
