package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.BlockFile;
import org.arenavault.venti.vac.DirectoryReader;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;

/** A file of an archive. */
final class StoredFile implements HistoryFile {

    private static final int SORT_MEMORY = 1 << 20;
    private static final int FOSSIL_RECORD = 9;

    private final VacArchive archive;
    private final VacFile file;
    private final String path;
    private final Path scratch;

    StoredFile(VacArchive archive, VacFile file, String path, Path scratch) {
        this.archive = archive;
        this.file = file;
        this.path = path;
        this.scratch = scratch;
    }

    /** What the archive says of it. */
    VacFile file() {
        return file;
    }

    @Override
    public Attributes attributes() {
        DirectoryRecord record = file.record();
        return new Attributes(record.elem(), record.owners().uid(), record.owners().gid(), record.owners().mid(),
                record.times().mtime(),
                new Mode(record.mode().bits() & ~Mode.Bit.SNAPSHOT.mask()));
    }

    @Override
    public Optional<Qid> qid() {
        // what vac(1) writes in that place are the numbers of its walk
        return file.record().version() < FOSSIL_RECORD ? Optional.empty()
                : Optional.of(new Qid(file.qid(), file.record().times().mcount()));
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Optional<Score> fingerprint() {
        MessageDigest all = Digests.sha1();
        byte[] entries = new byte[2 * Entry.SIZE + Long.BYTES];
        ByteBuffer b = ByteBuffer.wrap(entries);
        file.entry().encode(b, 0);
        file.meta().encode(b, Entry.SIZE);
        b.putLong(2 * Entry.SIZE, file.qidOffset());
        all.update(entries);
        return Optional.of(Score.of(all));
    }

    /** The records of an archive of unknown make are in no order. */
    @Override
    public FileCursor children() throws IOException {
        List<String> problems = new ArrayList<>(1);
        DirectoryReader reader = archive.list(file, path, problem -> {
            if (problems.isEmpty()) {
                problems.add(problem);
            }
        });
        NameSorter sorter = new NameSorter(scratch, SORT_MEMORY);
        try {
            for (Optional<VacFile> child = reader.next(); child.isPresent(); child = reader.next()) {
                sorter.add(new NameSorter.Item(child.get().name(), encode(child.get())));
            }
            if (!problems.isEmpty()) {
                throw new CorruptException(problems.get(0));
            }
            sorter.sort();
        } catch (IOException | RuntimeException | Error e) {
            sorter.close();
            throw e;
        }
        return new FileCursor() {
            @Override
            public Optional<HistoryFile> next() throws IOException {
                Optional<NameSorter.Item> item = sorter.next();
                return item.isEmpty() ? Optional.empty() : Optional.of(child(item.get()));
            }

            @Override
            public void close() throws IOException {
                sorter.close();
            }
        };
    }

    private HistoryFile child(NameSorter.Item item) throws IOException {
        return new StoredFile(archive, decode(item.rest(), path), path + "/" + item.name(), scratch);
    }

    private static byte[] encode(VacFile file) {
        byte[] record = file.record().encode();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Entry.SIZE + Long.BYTES + record.length);
        file.entry().encode(bytes, 0);
        file.meta().encode(bytes, Entry.SIZE);
        bytes.putLong(2 * Entry.SIZE, file.qidOffset());
        bytes.put(2 * Entry.SIZE + Long.BYTES, record);
        return bytes.array();
    }

    private static VacFile decode(byte[] bytes, String where) throws IOException {
        int records = 2 * Entry.SIZE + Long.BYTES;
        return new VacFile(DirectoryRecord.decode(ByteBuffer.wrap(bytes, records, bytes.length - records), where),
                Entry.decode(bytes, 0, where), Entry.decode(bytes, 1, where),
                ByteBuffer.wrap(bytes).getLong(2 * Entry.SIZE));
    }

    @Override
    public InputStream open() {
        return new Content(archive.content(file, path));
    }

    /** Reads in step with whoever asks. */
    private static final class Content extends InputStream {

        private final BlockFile blocks;
        private long at;

        Content(BlockFile blocks) {
            this.blocks = blocks;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = blocks.read(at, ByteBuffer.wrap(target, offset, length));
            at += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
