package org.arenavault.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One user at a time: a lock on a file that names who holds it. The system releases it when the process ends, however
 * that happens.
 */
public final class ProcessLock implements Closeable {

    private static final int LONGEST = 256;

    /**
     * Locks of this process. A system lock belongs to the whole process and falls when any channel on the file is
     * closed, so a file that is locked here must not even be opened a second time.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path held;
    private String note;

    private ProcessLock(FileChannel channel, Path held, String note) {
        this.channel = channel;
        this.held = held;
        this.note = note;
    }

    /**
     * Takes the lock.
     *
     * @param path of the lock's own file, made if it is missing
     * @param what is locked, for the message
     * @param need what to report when it is taken
     * @throws OperatorNeededException if another process, or another part of this one, holds it
     * @throws OwnFileException if its file cannot be made, opened or written
     */
    public static ProcessLock take(Path path, String what, OperatorNeededException.Need need) throws IOException {
        synchronized (HELD) {
            return OwnFiles.get(path, () -> taken(path, what, need));
        }
    }

    private static ProcessLock taken(Path path, String what, OperatorNeededException.Need need) throws IOException {
        DurableFiles.createFile(path);
        Path real = path.toRealPath();
        if (!HELD.add(real)) {
            throw inUse(what, need, self());
        }
        FileChannel channel = null;
        try {
            Optional<FileKey> file = key(real);
            channel = PlainFiles.channel(real, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
            if (!lock(channel)) {
                throw inUse(what, need, holder(channel));
            }
            if (!key(real).equals(file)) {
                // its last holder took the file away, so that this is a lock on nothing
                channel.close();
                HELD.remove(real);
                return taken(path, what, need);
            }
            ProcessLock lock = new ProcessLock(channel, real, line(channel, 1));
            lock.write();
            return lock;
        } catch (IOException | RuntimeException | Error e) {
            HELD.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /** Which file is at a path; empty if there is none, or its file system does not tell. */
    private static Optional<FileKey> key(Path path) throws IOException {
        try {
            return FileKey.of(path);
        } catch (NoSuchFileException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * The note of a lock that nobody of this process holds, without taking it: what its holder has left until now.
     *
     * @return empty if there is none, or this process holds the lock, and knows better
     * @throws OwnFileException if its file cannot be read
     */
    public static String noteAt(Path path) throws IOException {
        synchronized (HELD) {
            if (!OwnFiles.exists(path) || HELD.contains(path.toRealPath())) {
                return "";
            }
            return OwnFiles.get(path, () -> {
                try (FileChannel channel = PlainFiles.channel(path, Set.of(StandardOpenOption.READ))) {
                    return line(channel, 1);
                }
            });
        }
    }

    private static OperatorNeededException inUse(String what, OperatorNeededException.Need need, String holder) {
        return new OperatorNeededException(need, "%s is in use by %s; wait until it is done".formatted(what, holder));
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        String holder = line(channel, 0);
        return holder.isEmpty() ? "another process" : holder;
    }

    /** The first line names the holder, the second is the note; empty if it is missing. */
    private static String line(FileChannel channel, int index) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String[] lines = new String(text.array(), 0, text.position(), UTF_8).split("\n", -1);
        return index < lines.length ? Plain.field(lines[index]) : "";
    }

    /** What the last holder who left a note wants the next ones to know; empty if nobody did. */
    public String note() {
        return note;
    }

    /** Leaves a note of one line for those who take the lock later. It is on disk when this returns. */
    public void leave(String text) throws IOException {
        note = text;
        OwnFiles.run(held, () -> {
            write();
            channel.force(true);
        });
    }

    private void write() throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((note.isEmpty() ? self() : self() + "\n" + note).getBytes(UTF_8)), 0);
    }

    private static String self() {
        return "process %d on %s".formatted(ProcessHandle.current().pid(), host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this host";
        }
    }

    @Override
    public void close() throws IOException {
        HELD.remove(held);
        OwnFiles.run(held, channel::close);
    }
}
