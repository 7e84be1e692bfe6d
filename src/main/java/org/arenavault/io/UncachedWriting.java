package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file or device written past the system's cache: a copy of terabytes fills no memory with what nobody reads, costs
 * less of the processor, and leaves little to be forced. What is not aligned goes through the cache, and so does what
 * could not be written past it: the error that counts is the one met there, or when all of it is forced.
 */
final class UncachedWriting implements Storage {

    private final Storage plain;
    private final DirectIo direct;

    private UncachedWriting(Storage plain, DirectIo direct) {
        this.plain = plain;
        this.direct = direct;
    }

    /** An existing file or device; where it cannot be written past the cache, it is written like any other. */
    static Storage open(Path path) throws IOException {
        Storage plain = FileStorage.openToWrite(path);
        Optional<DirectIo> direct;
        try {
            direct = DirectIo.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return plain;
        }
        return direct.isPresent() ? new UncachedWriting(plain, direct.get()) : plain;
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
    public void read(long position, ByteBuffer target) throws IOException {
        plain.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        int from = source.position();
        if (position < 0 || position > Long.MAX_VALUE - source.remaining()) {
            // it says what is wrong
            plain.write(position, source);
            return;
        }
        writeDirect(position, source.slice(from, direct.fitting(position, source)), source);
        plain.write(position + source.position() - from, source);
    }

    /** Takes from {@code source} what could be written. */
    private void writeDirect(long position, ByteBuffer aligned, ByteBuffer source) {
        int from = source.position();
        try {
            while (aligned.hasRemaining()) {
                direct.channel().write(aligned, position + aligned.position());
            }
        } catch (IOException e) {
            // the rest is written through the cache, which tells what is wrong with the device
            source.position(from + aligned.position());
            return;
        }
        source.position(from + aligned.limit());
    }

    @Override
    public void force() throws IOException {
        plain.force();
    }

    @Override
    public void truncate(long size) throws IOException {
        plain.truncate(size);
    }

    @Override
    public long nextData(long from) throws IOException {
        return plain.nextData(from);
    }

    @Override
    public void close() throws IOException {
        try (direct) {
            plain.close();
        }
    }
}
