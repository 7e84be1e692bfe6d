package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of ours that grows line by line, each of which is on stable storage before {@link #append} returns. Several
 * threads may append.
 *
 * <p>After a failure it takes nothing more. Whether the line that failed will be there tomorrow nobody knows: a
 * system whose write-back failed may drop the data and yet show them, as long as the page stays in memory, and says
 * so to nobody a second time (Linux does). So that nothing is built on such a line, whoever opens the file cuts what
 * is torn, writes its end anew and forces it, before anything is claimed that stands there. Writing the same bytes
 * makes the pages dirty again, and no crash in the middle of it can harm them. Only the end can be in doubt, since
 * nothing ever follows a failure.
 */
public final class AppendLog implements Closeable {

    /** More than the longest line of any log, and than the largest page of a system. */
    private static final int RENEWED = 64 * 1024 + 4096;

    private final Storage file;
    private @Nullable OwnFileException failure;
    private long end;

    private AppendLog(Storage file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Takes over an open file.
     *
     * @param end where its last complete line ends, as its reader found it, in bytes
     * @throws OwnFileException if its end cannot be put in order; the file is left open
     */
    public static AppendLog open(Storage file, long end) throws IOException {
        AppendLog log = new AppendLog(OwnFiles.of(file), end);
        log.renew();
        return log;
    }

    /** Opens a log; takes what its reader found. {@link #open(Storage, long)} tells more. */
    public static AppendLog open(Path path, Disks disks, Reader reader) throws IOException {
        Storage file = OwnFiles.on(disks).openToWrite(path);
        try {
            return open(file, reader.end(file));
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Reads a log. */
    @FunctionalInterface
    public interface Reader {

        /** Where the last complete line ends, in bytes. */
        long end(Storage file) throws IOException;
    }

    private void renew() throws IOException {
        boolean torn = file.size() > end;
        if (torn) {
            file.truncate(end);
        }
        long from = Math.max(0, end - RENEWED);
        if (end > from) {
            file.write(from, file.read(from, (int) (end - from)));
        }
        if (torn || end > 0) {
            file.force();
        }
    }

    /**
     * Appends one line, with its newline, and forces it to disk.
     *
     * @throws OwnFileException if that fails, or anything failed before
     */
    public synchronized void append(byte[] line) throws IOException {
        if (failure != null) {
            throw OwnFileException.after(failure);
        }
        try {
            file.write(end, line);
            file.force();
            end += line.length;
        } catch (OwnFileException e) {
            failure = e;
            throw e;
        } catch (IOException | RuntimeException e) {
            failure = OwnFileException.of(file.name(), e);
            throw failure;
        }
    }

    /** What messages call it. */
    public String name() {
        return file.name();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
