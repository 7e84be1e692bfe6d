package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.arenavault.io.Digests;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.VacFile;

/**
 * Files of yesterday whose paths hold no file today, of a source without qids: one that appears elsewhere with the
 * same contents and date was renamed (history 4). Of several that are equal the first is known. On disk, for as long
 * as its day takes.
 */
final class Vanished implements Closeable {

    private static final int KEY = Score.SIZE;
    private static final int VALUE = Long.BYTES + Integer.BYTES;
    /** In the place of a qid that has been given to another file. */
    private static final byte[] TAKEN = new byte[VALUE];

    private final Path path;
    private final DiskTable files;

    /** None yet; the table is a file in this folder. */
    Vanished(Path scratch) throws IOException {
        path = scratch.resolve("vanished");
        OwnFiles.run(path, () -> Files.deleteIfExists(path));
        files = new DiskTable(path, KEY, VALUE);
    }

    /** Compares two days by their names. */
    void compare(HistoryFile yesterday, HistoryFile today, StopSignal stop) throws IOException {
        try (FileCursor old = yesterday.children(); FileCursor now = today.children()) {
            Optional<HistoryFile> next = now.next();
            for (Optional<HistoryFile> file = old.next(); file.isPresent(); file = old.next()) {
                stop.check();
                HistoryFile before = file.get();
                while (next.isPresent() && order(next.get(), before) < 0) {
                    next = now.next();
                }
                boolean isThere = next.isPresent() && order(next.get(), before) == 0
                        && next.get().isDirectory() == before.isDirectory();
                if (!isThere) {
                    add(before, stop);
                } else if (before.isDirectory()) {
                    compare(before, next.get(), stop);
                }
            }
        }
    }

    private static int order(HistoryFile one, HistoryFile other) {
        return one.attributes().name().compareTo(other.attributes().name());
    }

    private void add(HistoryFile file, StopSignal stop) throws IOException {
        if (file.isDirectory()) {
            try (FileCursor children = file.children()) {
                for (Optional<HistoryFile> child = children.next(); child.isPresent(); child = children.next()) {
                    stop.check();
                    add(child.get(), stop);
                }
            }
            return;
        }
        VacFile stored = ((StoredFile) file).file();
        byte[] key = key(stored.entry(), stored.record().times().mtime());
        if (files.get(key).isEmpty()) {
            files.put(key, VersionTable.key(new Qid(stored.qid(), stored.record().times().mcount())));
        }
    }

    /** The qid that a file with these contents and this date had before it was renamed; it is given once. */
    Optional<Qid> take(Entry content, long mtime) throws IOException {
        byte[] key = key(content, mtime);
        Optional<ByteBuffer> value = files.get(key).map(ByteBuffer::wrap);
        if (value.isEmpty() || value.get().equals(ByteBuffer.wrap(TAKEN))) {
            return Optional.empty();
        }
        files.put(key, TAKEN);
        return Optional.of(new Qid(value.get().getLong(), value.get().getInt() & 0xFFFF_FFFFL));
    }

    private static byte[] key(Entry content, long mtime) {
        byte[] bytes = new byte[Entry.SIZE + Long.BYTES];
        content.encode(ByteBuffer.wrap(bytes), 0);
        ByteBuffer.wrap(bytes).putLong(Entry.SIZE, mtime);
        MessageDigest sha1 = Digests.sha1();
        return sha1.digest(bytes);
    }

    @Override
    public void close() throws IOException {
        files.close();
        OwnFiles.run(path, () -> Files.deleteIfExists(path));
    }
}
