package org.arenavault.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.venti.vac.Entry;

/**
 * Where the content of each version of each file lies, of all days that are durable: so that a file that was renamed
 * or restored need not be read again. What is new waits in a log until its day is durable; before that nobody may
 * count on its blocks.
 */
final class VersionTable implements Closeable {

    private static final int KEY = Long.BYTES + Integer.BYTES;

    private final DiskTable durable;
    private final Path log;
    private DataOutputStream pending;
    private long count;

    VersionTable(Path folder) throws IOException {
        durable = new DiskTable(folder.resolve("versions"), KEY, Entry.SIZE);
        log = folder.resolve("versions.today");
        pending = begin();
    }

    private DataOutputStream begin() throws IOException {
        count = 0;
        return OwnFiles.get(log, () -> new DataOutputStream(new BufferedOutputStream(NewFiles.write(log))));
    }

    static byte[] key(Qid qid) {
        return ByteBuffer.allocate(KEY).putLong(qid.path()).putInt((int) qid.version()).array();
    }

    /** Where a version lies, if it was stored on an earlier day. */
    Optional<Entry> get(Qid qid) throws IOException {
        Optional<byte[]> found = durable.get(key(qid));
        return found.isEmpty() ? Optional.empty() : Optional.of(Entry.decode(found.get(), 0, "table of versions"));
    }

    /** A version was stored today. */
    void add(Qid qid, Entry entry) throws IOException {
        byte[] bytes = new byte[Entry.SIZE];
        entry.encode(ByteBuffer.wrap(bytes), 0);
        OwnFiles.run(log, () -> {
            pending.write(key(qid));
            pending.write(bytes);
        });
        count++;
    }

    /** Today is durable. */
    void commit() throws IOException {
        OwnFiles.run(log, this::keep);
        pending = begin();
    }

    private void keep() throws IOException {
        pending.close();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(PlainFiles.read(log)))) {
            for (long i = 0; i < count; i++) {
                byte[] key = in.readNBytes(KEY);
                durable.put(key, in.readNBytes(Entry.SIZE));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (durable) {
            OwnFiles.run(log, pending::close);
        }
    }
}
