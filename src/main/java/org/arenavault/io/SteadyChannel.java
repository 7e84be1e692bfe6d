package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that stays open when a thread that uses it is interrupted. Java closes a channel under such a thread, and so
 * for all others; here it is opened again, the step is repeated, and the thread stays interrupted. Every step is a
 * whole one at a position of its own, so that it can be repeated.
 */
final class SteadyChannel implements Closeable {

    private final Path path;
    private final OpenOption[] options;
    private final Optional<FileKey> file;
    private FileChannel channel;
    private boolean closed;

    /**
     * A file that was just opened.
     *
     * @param options to open it again with: it exists then
     */
    SteadyChannel(Path path, FileChannel channel, OpenOption... options) {
        this.path = path;
        this.channel = channel;
        this.options = options;
        this.file = key(path);
    }

    private static Optional<FileKey> key(Path path) {
        try {
            return FileKey.of(path);
        } catch (IOException | UnsupportedOperationException e) {
            // then nobody knows whether it is still the same file, and it is not opened again
            return Optional.empty();
        }
    }

    /** A step on the file. */
    @FunctionalInterface
    private interface Step<T> {

        T run(FileChannel channel) throws IOException;
    }

    private <T> T steadily(Step<T> step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel now = current();
                try {
                    return step.run(now);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(now, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized FileChannel current() {
        return channel;
    }

    private synchronized void reopen(FileChannel gone, ClosedChannelException why) throws IOException {
        if (closed || (channel == gone && file.isEmpty())) {
            throw why;
        }
        if (channel == gone) {
            FileChannel again = FileChannel.open(path, options);
            if (!key(path).equals(file)) {
                again.close();
                throw why;
            }
            channel = again;
        }
    }

    /** As {@link FileChannel#read(ByteBuffer, long)}. */
    int read(ByteBuffer target, long position) throws IOException {
        int start = target.position();
        return steadily(now -> now.read(target.position(start), position));
    }

    /** As {@link FileChannel#write(ByteBuffer, long)}. */
    int write(ByteBuffer source, long position) throws IOException {
        int start = source.position();
        return steadily(now -> now.write(source.position(start), position));
    }

    long size() throws IOException {
        return steadily(FileChannel::size);
    }

    void force() throws IOException {
        steadily(now -> {
            now.force(false);
            return now;
        });
    }

    void truncate(long size) throws IOException {
        steadily(now -> now.truncate(size));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
