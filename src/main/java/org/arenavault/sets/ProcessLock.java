package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;

/** One writer at a time: a lock on a file that names who holds it. The system releases it when the process ends. */
final class ProcessLock implements Closeable {

    private static final int LONGEST = 256;

    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param what is locked, for the message
     * @throws OperatorNeededException if another process holds it
     */
    static ProcessLock take(Path path, String what) throws IOException {
        DurableFiles.createFile(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (!lock(channel)) {
                throw new OperatorNeededException(OperatorNeededException.Need.LOCKED,
                        "%s is in use by %s; wait until it is done".formatted(what, holder(channel)));
            }
            byte[] self = "process %d on %s".formatted(ProcessHandle.current().pid(), host())
                    .getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self), 0);
            return new ProcessLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).replaceAll("[^ -~]", "?");
        return holder.isEmpty() ? "another process" : holder;
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
        channel.close();
    }
}
