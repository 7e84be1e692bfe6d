package org.arenavault.io;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Platform;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has the system write out ranges of a file or device before somebody forces all of it ({@code sync_file_range(2)}).
 * Known on Linux only; elsewhere, and where a file system knows no such thing, it does nothing.
 *
 * <p>What could not be written is said here: a kernel before 4.14 does not say it a second time.
 */
final class WriteOut implements Closeable {

    /** What is needed of the system's library. */
    interface LibC extends Library {

        /** open(2). */
        int open(String path, int flags) throws LastErrorException;

        /** sync_file_range(2). */
        int sync_file_range(int file, long offset, long length, int flags) throws LastErrorException;

        /** close(2). */
        int close(int file) throws LastErrorException;
    }

    /** Of a device that was open for writing, others would think that it has changed. */
    private static final int READ_ONLY = 0;
    private static final int WAIT_BEFORE = 1;
    private static final int WRITE = 2;
    private static final int WAIT_AFTER = 4;
    /** {@code EBADF}, {@code EINVAL}, {@code ESPIPE}, {@code ENOSYS}: there is no such thing here. */
    private static final Set<Integer> UNKNOWN = Set.of(9, 22, 29, 38);
    private static final boolean KNOWN = Platform.isLinux() && Platform.is64Bit();

    private final Path path;
    private int file = -1;
    private boolean useless = !KNOWN;

    WriteOut(Path path) {
        this.path = path;
    }

    void begin(long from, long to) throws MediumFaultException {
        run(from, to, WRITE);
    }

    void await(long from, long to) throws MediumFaultException {
        run(from, to, WAIT_BEFORE | WRITE | WAIT_AFTER);
    }

    private void run(long from, long to, int flags) throws MediumFaultException {
        int open = opened();
        if (open < 0) {
            return;
        }
        try {
            Loaded.SYSTEM.orElseThrow().sync_file_range(open, from, to - from, flags);
        } catch (LastErrorException e) {
            if (!UNKNOWN.contains(e.getErrorCode())) {
                throw new MediumFaultException("%s: write error in the %d bytes from byte %d: %s"
                        .formatted(path, to - from, from, e.getMessage()), e);
            }
            useless = true;
        }
    }

    private synchronized int opened() {
        if (file < 0 && !useless) {
            useless = Loaded.SYSTEM.isEmpty();
            try {
                file = useless ? -1 : Loaded.SYSTEM.get().open(path.toString(), READ_ONLY);
            } catch (LastErrorException e) {
                // who may write but not read does without
                useless = true;
            }
        }
        return useless ? -1 : file;
    }

    @Override
    public synchronized void close() {
        useless = true;
        if (file >= 0) {
            Loaded.SYSTEM.orElseThrow().close(file);
            file = -1;
        }
    }

    /** The system's library, loaded once; empty where nothing can be loaded. */
    private static final class Loaded {

        static final Optional<LibC> SYSTEM = load();

        private static Optional<LibC> load() {
            try {
                return Optional.of(NativeLibraries.load(List.of("c"), LibC.class, "nothing is written out early"));
            } catch (OperatorNeededException e) {
                return Optional.empty();
            }
        }
    }
}
