package org.arenavault.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A regular file or a block device. */
public final class FileStorage implements Storage {

    private static final StandardOpenOption[] BOTH = {StandardOpenOption.READ, StandardOpenOption.WRITE};

    private final Path path;
    private final SteadyChannel channel;
    private final boolean writable;
    private final long deviceSize;

    private FileStorage(Path path, SteadyChannel channel, boolean writable, long deviceSize) {
        this.path = path;
        this.channel = channel;
        this.writable = writable;
        this.deviceSize = deviceSize;
    }

    /** Opens an existing file or device for reading only. */
    public static FileStorage openToRead(Path path) throws IOException {
        return open(path, file -> FileChannel.open(file, StandardOpenOption.READ), StandardOpenOption.READ);
    }

    /** Opens an existing file or device for reading and writing. */
    public static FileStorage openToWrite(Path path) throws IOException {
        return open(path, file -> FileChannel.open(file, BOTH), BOTH);
    }

    /** Creates a file of {@code size} zero bytes (a hole); one that exists is refused. */
    public static FileStorage create(Path path, long size) throws IOException {
        FileStorage storage = open(path, NewFiles::create, BOTH);
        if (size > 0) {
            try {
                storage.write(size - 1, new byte[1]);
            } catch (IOException | RuntimeException | Error e) {
                storage.close();
                Files.deleteIfExists(path);
                throw e;
            }
        }
        return storage;
    }

    /** Opens a channel, or makes the file for one. */
    @FunctionalInterface
    private interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    private static FileStorage open(Path path, Opener opener, StandardOpenOption... again) throws IOException {
        PlainFiles.requireStorage(path);
        try {
            FileChannel channel = opener.open(path);
            try {
                return new FileStorage(path, new SteadyChannel(path, channel, again), again.length > 1,
                        PlainFiles.isFile(path) ? -1 : deviceSize(path));
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new MediumFaultException(path + ": no such file or device", e);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException(path + ": exists already", e);
        } catch (AccessDeniedException e) {
            throw new OperatorNeededException(OperatorNeededException.Need.PERMISSION, path + ": permission denied", e);
        } catch (FileSystemException e) {
            throw new MediumFaultException(Reason.of(e), e);
        }
    }

    /** A channel's size is 0 on a block device; the length that RandomAccessFile reports is not. */
    private static long deviceSize(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return file.length();
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() throws IOException {
        try {
            return deviceSize >= 0 ? deviceSize : channel.size();
        } catch (IOException e) {
            throw new MediumFaultException("%s: its size cannot be told: %s".formatted(path, Reason.of(e)), e);
        }
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        long at = position;
        int wanted = target.remaining();
        requirePossible(position, wanted);
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw new CorruptException("%s: ends at byte %d, but %d bytes are needed at %d"
                            .formatted(path, at, wanted, position));
                }
                at += count;
            }
        } catch (VaultException e) {
            throw e;
        } catch (IOException e) {
            throw new MediumFaultException("%s: read error at byte %d: %s".formatted(path, at, Reason.of(e)), e);
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        requireWritable();
        requirePossible(position, source.remaining());
        long at = position;
        try {
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        } catch (IOException e) {
            throw new MediumFaultException("%s: write error at byte %d: %s".formatted(path, at, Reason.of(e)), e);
        }
    }

    /** The system calls a place that no file can have an invalid argument. */
    private void requirePossible(long position, int count) throws CorruptException {
        if (position < 0 || position > Long.MAX_VALUE - count) {
            throw new CorruptException("%s: no file has %d bytes at %d".formatted(path, count, position));
        }
    }

    private void requireWritable() throws RefusedException {
        if (!writable) {
            throw new RefusedException(path + ": open for reading only");
        }
    }

    @Override
    public long nextData(long from) throws IOException {
        return deviceSize >= 0 ? from : Holes.nextData(path, from, size());
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force();
        } catch (IOException e) {
            throw new MediumFaultException("%s: cannot be forced to disk: %s".formatted(path, Reason.of(e)), e);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        requireWritable();
        try {
            channel.truncate(size);
        } catch (IOException e) {
            throw new MediumFaultException("%s: cannot be cut to %d bytes: %s".formatted(path, size, Reason.of(e)),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
