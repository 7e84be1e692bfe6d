package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A file or device opened past the system's cache ({@code O_DIRECT} of open(2)): bytes go between the medium and the
 * program's own memory. Position, length and address of each transfer are multiples of the alignment.
 */
final class DirectIo implements Closeable {

    private static final int USUAL_BLOCK = 4096;
    /** What a system says of a file system that has no such access. */
    private static final Set<String> UNKNOWN = Set.of("Invalid argument", "Operation not supported");
    /** The option that a JDK has of its own; by name, for compilers warn of it. Absent from other Java systems. */
    private static final Optional<OpenOption> DIRECT = direct();

    private final SteadyChannel channel;
    private final int alignment;

    private DirectIo(SteadyChannel channel, int alignment) {
        this.channel = channel;
        this.alignment = alignment;
    }

    private static Optional<OpenOption> direct() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return Optional.of((OpenOption) options.getField("DIRECT").get(null));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens it to read or to write; empty where its file system, or this Java, knows no such access.
     *
     * @throws FileSystemException if it cannot be opened for another reason
     */
    static Optional<DirectIo> open(Path path, StandardOpenOption way) throws IOException {
        if (DIRECT.isEmpty()) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(path, way, DIRECT.get());
            return Optional.of(new DirectIo(new SteadyChannel(path, channel, way, DIRECT.get()), blockSize(path)));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (UNKNOWN.contains(String.valueOf(e.getReason()))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What transfers have to be aligned to; where the system lists no mount, as in a chroot, what is usual. */
    private static int blockSize(Path path) {
        try {
            return Math.max(USUAL_BLOCK, Math.toIntExact(Files.getFileStore(path).getBlockSize()));
        } catch (IOException e) {
            return USUAL_BLOCK;
        }
    }

    /** Memory of {@code size} bytes at an address that fits most devices. */
    static ByteBuffer memory(int size) {
        return memory(size, USUAL_BLOCK);
    }

    private static ByteBuffer memory(int size, int alignment) {
        return ByteBuffer.allocateDirect(size + 2 * alignment).alignedSlice(alignment).slice(0, size);
    }

    /** Memory of {@code size} bytes, a multiple of the alignment, at an address that fits this one. */
    ByteBuffer alignedMemory(int size) {
        return memory(size, alignment);
    }

    int alignment() {
        return alignment;
    }

    /** How many of the buffer's next bytes can go to or come from {@code position} in one transfer; 0 if none can. */
    int fitting(long position, ByteBuffer buffer) {
        boolean fits = position % alignment == 0 && buffer.isDirect()
                && buffer.alignmentOffset(buffer.position(), alignment) == 0;
        return fits ? buffer.remaining() / alignment * alignment : 0;
    }

    SteadyChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
