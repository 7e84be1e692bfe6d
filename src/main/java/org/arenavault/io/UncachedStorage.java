package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file or device read past the system's cache, so that what comes back is what the medium holds. Reads go
 * through an aligned buffer of their own; ascending reads cost one copy.
 */
final class UncachedStorage implements ReadOnlyStorage {

    /** Bytes that are read at once, or more where a file system wants larger pieces. */
    private static final int BUFFER = 1 << 20;

    private final Storage plain;
    private final DirectIo direct;
    private final ByteBuffer buffer;
    private long bufferAt;

    private UncachedStorage(Storage plain, DirectIo direct) {
        this.plain = plain;
        this.direct = direct;
        this.buffer = direct.alignedMemory(Math.max(BUFFER, direct.alignment())).limit(0);
    }

    /** The file past the cache; or, where its file system knows no such thing, like any other. */
    static Storage open(Path path) throws IOException {
        Storage plain = FileStorage.openToRead(path);
        try {
            Optional<DirectIo> direct = DirectIo.open(path, StandardOpenOption.READ);
            return direct.isPresent() ? new UncachedStorage(plain, direct.get()) : plain;
        } catch (FileSystemException e) {
            // what came out of the cache then would be taken for what is on the medium
            plain.close();
            throw new MediumFaultException("%s: cannot be read past the cache: %s".formatted(path, e.getReason()), e);
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
        if (position < 0 || position > Long.MAX_VALUE - buffer.capacity() - target.remaining()) {
            throw new CorruptException("%s: no file has %d bytes at %d".formatted(name(), target.remaining(),
                    position));
        }
        long at = position;
        while (target.hasRemaining()) {
            boolean buffered = at >= bufferAt && at < bufferAt + buffer.limit();
            if (!buffered && direct.fitting(at, target) > 0) {
                at += transfer(at, target);
                continue;
            }
            if (!buffered) {
                fill(at, target.remaining());
            }
            int from = (int) (at - bufferAt);
            int count = Math.min(target.remaining(), buffer.limit() - from);
            target.put(buffer.slice(from, count));
            at += count;
        }
    }

    /** Reads straight into {@code target}, whose place in memory and on the medium allows it. */
    private int transfer(long at, ByteBuffer target) throws IOException {
        ByteBuffer aligned = target.slice(target.position(), direct.fitting(at, target));
        int count = readDirect(at, aligned, at);
        target.position(target.position() + count);
        return count;
    }

    private void fill(long at, int wanted) throws IOException {
        int alignment = direct.alignment();
        bufferAt = at / alignment * alignment;
        long needed = at - bufferAt + wanted;
        int length = (int) Math.min(buffer.capacity(), (needed + alignment - 1) / alignment * alignment);
        buffer.clear().limit(length);
        try {
            readDirect(bufferAt, buffer, at);
            buffer.flip();
        } catch (IOException e) {
            buffer.limit(0);
            throw e;
        }
    }

    /** Reads what lies at {@code from}, of which the bytes at {@code wanted} are needed. */
    private int readDirect(long from, ByteBuffer target, long wanted) throws IOException {
        try {
            int count = direct.channel().read(target, from);
            if (count <= wanted - from) {
                throw new CorruptException("%s: ends before byte %d".formatted(name(), wanted));
            }
            return count;
        } catch (VaultException e) {
            throw e;
        } catch (IOException e) {
            throw new MediumFaultException("%s: read error at byte %d: %s".formatted(name(), wanted, Reason.of(e)), e);
        }
    }

    @Override
    public long nextData(long from) throws IOException {
        return plain.nextData(from);
    }

    @Override
    public synchronized void close() throws IOException {
        buffer.limit(0);
        try (direct) {
            plain.close();
        }
    }
}
