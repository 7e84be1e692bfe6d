package org.arenavault.venti.vac;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file that is being extracted. What the host refuses is told once and ends the work on this file, while what
 * fails on the side of the archive stays an exception.
 */
final class HostFile implements Closeable {

    private final Path path;
    private final Consumer<String> problems;
    private Optional<FileChannel> channel = Optional.empty();
    private boolean sound = true;

    /** Creates the file; it is there afterwards if {@link #isSound}. */
    HostFile(Path path, Consumer<String> problems) {
        this.path = path;
        this.problems = problems;
        run(() -> channel = Optional.of(HostFiles.createFile(path)));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void run(Step step) {
        if (sound) {
            try {
                step.run();
            } catch (IOException e) {
                sound = false;
                problems.accept(HostFiles.problem(path, e));
            }
        }
    }

    /** False once the host has refused anything. */
    boolean isSound() {
        return sound;
    }

    void write(long position, ByteBuffer bytes) {
        run(() -> HostFiles.writeAt(channel.orElseThrow(), position, bytes));
    }

    /** Gives it its length, permissions and time. */
    void finish(long size, DirectoryRecord record) {
        run(() -> HostFiles.extendTo(channel.orElseThrow(), size));
        run(() -> HostFiles.finish(path, record));
    }

    @Override
    public void close() {
        if (channel.isPresent()) {
            try {
                channel.get().close();
            } catch (IOException e) {
                problems.accept(HostFiles.problem(path, e));
            }
        }
    }
}
