package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Disks with somebody who is told of every step before it is done: he may note it, do something meanwhile, or let it
 * fail as a system would.
 *
 * @param disks what does the steps
 * @param tap who is told of them
 */
public record TappedDisks(Disks disks, Tap tap) implements Disks {

    /** Who is told. What he throws is what the step fails with. */
    public interface Tap {

        /** A file that exists is opened. */
        default void open(Path path) throws IOException {
        }

        /** A file is created. */
        default void create(Path path) throws IOException {
        }

        /** So many bytes are read there. */
        default void read(Path path, long position, int count) throws IOException {
        }

        /** What remains in the buffer, which is only to be looked at, is written there. */
        default void write(Path path, long position, ByteBuffer bytes) throws IOException {
        }

        /** What was written is forced to the disk. */
        default void force(Path path) throws IOException {
        }

        /** A file is cut. */
        default void truncate(Path path) throws IOException {
        }

        /** A file is closed. */
        default void close(Path path) throws IOException {
        }
    }

    /** Who is told of reads alone. */
    @FunctionalInterface
    public interface ReadTap extends Tap {

        @Override
        void read(Path path, long position, int count) throws IOException;
    }

    /** The real disks. */
    public static TappedDisks real(Tap tap) {
        return new TappedDisks(Disks.REAL, tap);
    }

    /** The real disks, whose reads somebody is told of. */
    public static TappedDisks reads(ReadTap tap) {
        return real(tap);
    }

    /** A storage that is open already; whoever is told is told its name for a path. */
    public static Storage storage(Storage storage, Tap tap) {
        return new Tapped(Path.of(storage.name()), storage, tap);
    }

    /** The same for one that is only read. */
    public static Storage read(Storage storage, ReadTap tap) {
        return storage(storage, tap);
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        tap.open(path);
        return new Tapped(path, disks.openToRead(path), tap);
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        tap.open(path);
        return new Tapped(path, disks.openToWrite(path), tap);
    }

    @Override
    public Storage openToCopy(Path path) throws IOException {
        tap.open(path);
        return new Tapped(path, disks.openToCopy(path), tap);
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        tap.open(path);
        return new Tapped(path, disks.openToVerify(path), tap);
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        tap.create(path);
        return new Tapped(path, disks.create(path, size), tap);
    }

    private record Tapped(Path path, Storage storage, Tap tap) implements Storage {

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
            tap.read(path, position, target.remaining());
            storage.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            tap.write(path, position, source.asReadOnlyBuffer());
            storage.write(position, source);
        }

        @Override
        public void force() throws IOException {
            tap.force(path);
            storage.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            tap.truncate(path);
            storage.truncate(size);
        }

        @Override
        public long nextData(long from) throws IOException {
            return storage.nextData(from);
        }

        @Override
        public void refresh(long position, long length) {
            storage.refresh(position, length);
        }

        @Override
        public void close() throws IOException {
            tap.close(path);
            storage.close();
        }
    }
}
