package org.arenavault.io;

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
 * A file or device read past the system's cache, so that what comes back is what the medium holds. Reads go
 * through an aligned buffer of their own; ascending reads cost one copy.
 */
final class UncachedStorage implements Storage {

    private static final int BUFFER = 1 << 20;
    private static final int USUAL_BLOCK = 4096;
    /** What a system says of a file system that cannot be read past the cache. */
    private static final Set<String> UNKNOWN = Set.of("Invalid argument", "Operation not supported");
    /** The option that a JDK has of its own; by name, for compilers warn of it. Absent from other Java systems. */
    private static final Optional<OpenOption> DIRECT = direct();

    private final Storage plain;
    private final FileChannel channel;
    private final int alignment;
    private final ByteBuffer buffer;
    private long bufferAt;

    private UncachedStorage(Storage plain, FileChannel channel, int alignment) {
        this.plain = plain;
        this.channel = channel;
        this.alignment = alignment;
        this.buffer = ByteBuffer.allocateDirect(BUFFER + alignment).alignedSlice(alignment).limit(0);
    }

    private static Optional<OpenOption> direct() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return Optional.of((OpenOption) options.getField("DIRECT").get(null));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** The file past the cache; or, where its file system knows no such thing, like any other. */
    static Storage open(Path path) throws IOException {
        Storage plain = FileStorage.openToRead(path);
        if (DIRECT.isEmpty()) {
            return plain;
        }
        try {
            int alignment = blockSize(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, DIRECT.get());
            return new UncachedStorage(plain, channel, alignment);
        } catch (UnsupportedOperationException e) {
            return plain;
        } catch (FileSystemException e) {
            if (UNKNOWN.contains(String.valueOf(e.getReason()))) {
                return plain;
            }
            // what came out of the cache then would be taken for what is on the medium
            plain.close();
            throw new MediumFaultException("%s: cannot be read past the cache: %s".formatted(path, e.getReason()), e);
        }
    }

    /** What reads have to be aligned to; where the system lists no mount, as in a chroot, what is usual. */
    private static int blockSize(Path path) {
        try {
            return Math.max(USUAL_BLOCK, Math.toIntExact(Files.getFileStore(path).getBlockSize()));
        } catch (IOException e) {
            return USUAL_BLOCK;
        }
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public long size() throws IOException {
        return plain.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            if (at < bufferAt || at >= bufferAt + buffer.limit()) {
                fill(at, target.remaining());
            }
            int from = (int) (at - bufferAt);
            int count = Math.min(target.remaining(), buffer.limit() - from);
            target.put(buffer.slice(from, count));
            at += count;
        }
    }

    private void fill(long at, int wanted) throws IOException {
        bufferAt = at / alignment * alignment;
        long needed = at - bufferAt + wanted;
        int length = (int) Math.min(BUFFER, (needed + alignment - 1) / alignment * alignment);
        buffer.clear().limit(length);
        try {
            int count = channel.read(buffer, bufferAt);
            buffer.flip();
            if (count <= at - bufferAt) {
                throw new CorruptException("%s: ends before byte %d".formatted(name(), at));
            }
        } catch (VaultException e) {
            throw e;
        } catch (IOException e) {
            buffer.limit(0);
            throw new MediumFaultException("%s: read error at byte %d: %s".formatted(name(), at, Reason.of(e)), e);
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        throw new RefusedException(name() + ": open for reading only");
    }

    @Override
    public long nextData(long from) throws IOException {
        return plain.nextData(from);
    }

    @Override
    public void force() {
        // nothing is written
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            plain.close();
        }
    }
}
