package org.arenavault.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.arenavault.faults.Faults.Step;

/** An open file whose steps may fail; a write that fails has written a part. */
final class FaultyChannel extends FileChannel {

    private final Path path;
    private final FileChannel file;

    FaultyChannel(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    private void tear(ByteBuffer source, long position) throws IOException {
        if (Faults.fails(path, Step.WRITE)) {
            ByteBuffer half = source.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            if (position < 0) {
                file.write(half);
            } else {
                file.write(half, position);
            }
            throw new IOException(Faults.errno().text());
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        Faults.checkOpen(path, Step.READ);
        return file.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        Faults.checkOpen(path, Step.READ);
        return file.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        Faults.checkOpen(path, Step.READ);
        return file.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        tear(source, -1);
        return file.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        Faults.checkOpen(path, Step.WRITE);
        return file.write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        tear(source, position);
        return file.write(source, position);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        Faults.checkOpen(path, Step.TRUNCATE);
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        Faults.checkOpen(path, Step.FORCE);
        file.force(metadata);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        Faults.checkOpen(path, Step.READ);
        return file.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        Faults.checkOpen(path, Step.WRITE);
        return file.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
