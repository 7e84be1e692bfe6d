package org.arenavault.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Where work on files of our own is done: what the system refuses there becomes an {@link OwnFileException}, at this
 * one place. What a file says stays what it is: a damaged one is corrupt, a lock that is held needs its operator.
 */
public final class OwnFiles {

    private OwnFiles() {
    }

    /**
     * Work on a file of ours.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it. */
        T run() throws IOException;
    }

    /** Work on a file of ours of which nothing comes. */
    @FunctionalInterface
    public interface Step {

        /** Does it. */
        void run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @throws OwnFileException if the system refuses it
     */
    public static <T> T get(Path file, Work<T> work) throws VaultException {
        return get(file.toString(), work);
    }

    /** The same without a result. */
    public static void run(Path file, Step step) throws VaultException {
        run(file.toString(), step);
    }

    /**
     * Whether a file of ours is there, or a link of its name.
     *
     * @throws OwnFileException if the system does not tell: then nothing may be claimed of it
     */
    public static boolean exists(Path file) throws VaultException {
        return get(file, () -> PlainFiles.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether it is there, or the system does not tell: whoever opens it is told what ails it. */
    public static boolean mayExist(Path file) {
        try {
            return PlainFiles.exists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return true;
        }
    }

    /** {@link #exists} of a folder; a link is followed. */
    public static boolean isFolder(Path file) throws VaultException {
        return get(file, () -> PlainFiles.isFolder(file));
    }

    static void run(String file, Step step) throws VaultException {
        get(file, () -> {
            step.run();
            return true;
        });
    }

    private static <T> T get(String file, Work<T> work) throws VaultException {
        try {
            return work.run();
        } catch (MediumFaultException e) {
            throw OwnFileException.of(file, e);
        } catch (OperatorNeededException e) {
            if (e.need() == OperatorNeededException.Need.PERMISSION) {
                throw OwnFileException.of(file, e);
            }
            throw e;
        } catch (VaultException e) {
            throw e;
        } catch (DirectoryIteratorException | UncheckedIOException e) {
            throw OwnFileException.of(file, Reason.beneath(e));
        } catch (IOException e) {
            throw OwnFileException.of(file, e);
        }
    }

    /** These disks, for files of our own. */
    public static Disks on(Disks disks) {
        return new Disks() {
            @Override
            public Storage openToRead(Path path) throws IOException {
                return of(get(path, () -> disks.openToRead(path)));
            }

            @Override
            public Storage openToWrite(Path path) throws IOException {
                return of(get(path, () -> disks.openToWrite(path)));
            }

            @Override
            public Storage openToVerify(Path path) throws IOException {
                return of(get(path, () -> disks.openToVerify(path)));
            }

            @Override
            public Storage create(Path path, long size) throws IOException {
                return of(get(path, () -> disks.create(path, size)));
            }
        };
    }

    /** A storage that is a file of our own. */
    static Storage of(Storage file) {
        return file instanceof Own ? file : new Own(file);
    }

    private record Own(Storage file) implements Storage {

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() throws IOException {
            return OwnFiles.get(name(), file::size);
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            OwnFiles.run(name(), () -> file.read(position, target));
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            OwnFiles.run(name(), () -> file.write(position, source));
        }

        @Override
        public void force() throws IOException {
            OwnFiles.run(name(), file::force);
        }

        @Override
        public void truncate(long size) throws IOException {
            OwnFiles.run(name(), () -> file.truncate(size));
        }

        @Override
        public long nextData(long from) throws IOException {
            return OwnFiles.get(name(), () -> file.nextData(from));
        }

        @Override
        public void refresh(long position, long length) {
            file.refresh(position, length);
        }

        @Override
        public void close() throws IOException {
            OwnFiles.run(name(), file::close);
        }
    }
}
