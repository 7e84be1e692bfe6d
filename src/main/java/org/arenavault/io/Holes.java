package org.arenavault.io;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a sparse file has no bytes of its own: zeros that need not be read. Known on Linux only. */
final class Holes {

    /** What is needed of the system's library. */
    interface LibC extends Library {

        /** open(2). */
        int open(String path, int flags) throws LastErrorException;

        /** lseek(2). */
        long lseek(int file, long offset, int whence) throws LastErrorException;

        /** close(2). */
        int close(int file) throws LastErrorException;
    }

    private static final int READ_ONLY = 0;
    /** {@code SEEK_DATA}: to the next byte that the file has. */
    private static final int NEXT_DATA = 3;
    /** {@code ENXIO}: there is none. */
    private static final int NO_MORE_DATA = 6;
    /** A file offset is 64 bits wide where a pointer is. */
    private static final boolean KNOWN = Platform.isLinux() && Platform.is64Bit();

    private Holes() {
    }

    /** The first position from {@code from} on that may hold anything but zero; {@code size} if there is none. */
    static long nextData(Path path, long from, long size) {
        if (!KNOWN || from >= size) {
            return Math.min(from, size);
        }
        LibC system = Loaded.SYSTEM.orElse(null);
        if (system == null) {
            return from;
        }
        try {
            int file = system.open(path.toString(), READ_ONLY);
            try {
                return Math.min(size, system.lseek(file, from, NEXT_DATA));
            } finally {
                system.close(file);
            }
        } catch (LastErrorException e) {
            // a file system that cannot tell makes no difference but that everything is read
            return e.getErrorCode() == NO_MORE_DATA ? size : from;
        }
    }

    /** The system's library, loaded once; empty where nothing can be loaded, so that everything is read. */
    private static final class Loaded {

        static final Optional<LibC> SYSTEM = load();

        private static Optional<LibC> load() {
            try {
                return Optional.of(NativeLibraries.load(List.of("c"), LibC.class, "holes are read as zeros"));
            } catch (OperatorNeededException e) {
                return Optional.empty();
            }
        }
    }
}
