package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Opens files and devices by path. */
public interface Disks {

    /** The real ones. */
    Disks REAL = new Disks() {
        @Override
        public Storage openToRead(Path path) throws IOException {
            return FileStorage.openToRead(path);
        }

        @Override
        public Storage openToWrite(Path path) throws IOException {
            return FileStorage.openToWrite(path);
        }

        @Override
        public Storage openToCopy(Path path) throws IOException {
            return UncachedWriting.open(path);
        }

        @Override
        public Storage openToVerify(Path path) throws IOException {
            return UncachedStorage.open(path);
        }

        @Override
        public Storage create(Path path, long size) throws IOException {
            return FileStorage.create(path, size);
        }
    };

    /** Opens an existing file or device for reading only. */
    Storage openToRead(Path path) throws IOException;

    /** Opens an existing file or device for reading and writing. */
    Storage openToWrite(Path path) throws IOException;

    /**
     * Opens an existing file or device for reading and writing as a whole, in large pieces of
     * {@linkplain #memory aligned memory}: past the system's cache where that is possible.
     */
    default Storage openToCopy(Path path) throws IOException {
        return openToWrite(path);
    }

    /** Zero bytes of memory, outside of the heap, from which and into which a disk can transfer by itself. */
    static ByteBuffer memory(int size) {
        return DirectIo.memory(size);
    }

    /**
     * Opens an existing file or device to see what is on it, not what the system still has in memory of it. Where
     * the file system offers no such reading it is read like any other.
     */
    Storage openToVerify(Path path) throws IOException;

    /**
     * The same, and files of other machines are opened to be written, too. Only for whoever has made sure that no
     * server there uses them.
     */
    default Disks writingAfar() {
        return this;
    }

    /**
     * Creates a file of {@code size} zero bytes.
     *
     * @throws RefusedException if it exists already
     */
    Storage create(Path path, long size) throws IOException;
}
