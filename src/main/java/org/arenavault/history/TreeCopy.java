package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.DirectoryWriter;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.QidSpace;
import org.arenavault.venti.vac.StreamWriter;
import org.arenavault.venti.vac.VacFile;

/** Builds the tree of one day in the target, in step with the tree of the day before. */
final class TreeCopy {

    private static final int VERSION = 9;
    private static final int BUFFER = 1 << 16;
    private static final int KEPT_SUBTREES = 50_000;

    private final HistoryTarget target;
    private final VersionTable versions;
    private final Numbering numbering;
    private final UserMap users;
    private final Progress.Stage stage;
    private final Exclusions exclude;
    private final StopSignal stop;
    private final Subtrees subtrees;
    private final byte[] buffer = new byte[BUFFER];
    private long inferred;
    private Oddities oddities = Oddities.NONE;
    private long entries;
    private long files;
    private long bytes;
    private long read;

    /** Directories that were written in this run, by the place of their source: the same again need not be walked. */
    static final class Subtrees extends LinkedHashMap<Score, DirectoryWriter.Streams> {

        private static final long serialVersionUID = 1L;

        private Score names = UserMap.NONE.fingerprint();

        /** Those that were written with these names for users. */
        Subtrees of(UserMap users) {
            if (!users.fingerprint().equals(names)) {
                clear();
                names = users.fingerprint();
            }
            return this;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Score, DirectoryWriter.Streams> eldest) {
            return size() > KEPT_SUBTREES;
        }
    }

    TreeCopy(HistoryTarget target, VersionTable versions, Numbering numbering, UserMap users, Subtrees subtrees,
            Exclusions exclude, Progress.Stage stage, StopSignal stop) {
        this.target = target;
        this.versions = versions;
        this.numbering = numbering;
        this.users = users;
        this.subtrees = subtrees;
        this.exclude = exclude;
        this.stage = stage;
        this.stop = stop;
    }

    /** Files and directories whose qids were inferred. */
    long inferred() {
        return inferred;
    }

    /** What could not be recorded as it is, or like a file. */
    Oddities oddities() {
        return oddities;
    }

    /** Files and directories seen. */
    long entries() {
        return entries;
    }

    /** Files among them. */
    long files() {
        return files;
    }

    /** Their bytes. */
    long bytes() {
        return bytes;
    }

    /** Bytes that had to be read. */
    long read() {
        return read;
    }

    /**
     * Writes a directory and all below it.
     *
     * @param yesterday the directory of the same name, the day before
     */
    DirectoryWriter.Streams write(String path, HistoryFile directory, Yesterday yesterday) throws IOException {
        return write(path, "", directory, yesterday);
    }

    private DirectoryWriter.Streams write(String path, String below, HistoryFile directory, Yesterday yesterday)
            throws IOException {
        // without qids of its own, a second directory with the same contents is another one; with patterns on paths,
        // the same directory in two places is two
        Optional<Score> fingerprint = directory.qid().isPresent() && exclude.isEmpty() ? directory.fingerprint()
                : Optional.empty();
        if (fingerprint.isPresent() && subtrees.containsKey(fingerprint.get())) {
            return subtrees.get(fingerprint.get());
        }
        stage.detail(path);
        DirectoryWriter writer = new DirectoryWriter(target, path);
        try (FileCursor children = directory.children(); yesterday) {
            for (Optional<HistoryFile> next = children.next(); next.isPresent(); next = children.next()) {
                stop.check();
                HistoryFile child = next.get();
                String place = Exclusions.below(below, child.attributes().name());
                if (exclude.match(place)) {
                    oddities = oddities.plusExcluded();
                    continue;
                }
                oddities = oddities.plus(child);
                add(writer, place, path + "/" + child.attributes().name(), child,
                        yesterday.find(child.attributes().name()));
                entries++;
            }
        }
        DirectoryWriter.Streams streams = writer.finish();
        fingerprint.ifPresent(score -> subtrees.put(score, streams));
        return streams;
    }

    private void add(DirectoryWriter writer, String place, String path, HistoryFile child, Optional<StoredFile> old)
            throws IOException {
        HistoryFile.Attributes attributes = users.map(child.attributes());
        if (!attributes.name().isPlain()) {
            throw new CorruptException("%s: is a name that no file can have".formatted(path));
        }
        inferred += child.qid().isEmpty() ? 1 : 0;
        Optional<VacFile> oldFile = old.map(StoredFile::file);
        if (child.isDirectory()) {
            Qid qid = child.qid().isPresent() ? numbering.keep(child.qid().get())
                    : numbering.inferDirectory(child, oldFile);
            Yesterday before = old.isPresent() && old.get().isDirectory() ? Yesterday.of(old.get()) : Yesterday.NONE;
            writer.addDirectory(record(attributes, qid), write(path, place, child, before));
            return;
        }
        files++;
        bytes += child.size();
        if (child.qid().isEmpty()) {
            Entry content = content(path, child);
            writer.addFile(record(attributes, numbering.inferFile(child, oldFile, content)), content);
        } else {
            Qid qid = numbering.keep(child.qid().get());
            writer.addFile(record(attributes, qid), known(path, child, qid, oldFile));
        }
    }

    /** What has this qid already lies somewhere: with yesterday's file of that name, or where an earlier day put it. */
    private Entry known(String path, HistoryFile file, Qid qid, Optional<VacFile> old) throws IOException {
        boolean unchanged = old.isPresent() && !old.get().isDirectory() && old.get().qid() == qid.path()
                && old.get().record().times().mcount() == qid.version();
        Optional<Entry> entry = unchanged ? Optional.of(old.get().entry()) : versions.get(qid);
        if (entry.isEmpty()) {
            Entry content = content(path, file);
            versions.add(qid, content);
            return content;
        }
        if (entry.get().size() != file.size()) {
            throw new CorruptException("%s: has %d bytes, but was %d bytes long under the same qid and version; the "
                    .formatted(path, file.size(), entry.get().size()) + "source contradicts itself");
        }
        return entry.get();
    }

    private Entry content(String path, HistoryFile file) throws IOException {
        StreamWriter writer = StreamWriter.ofData(target);
        try (InputStream in = file.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                stop.check();
                writer.write(ByteBuffer.wrap(buffer, 0, count));
                stage.add(count);
                read += count;
            }
        }
        if (writer.size() != file.size()) {
            throw new CorruptException("%s: has %d bytes, but %d could be read; it changes, or is damaged"
                    .formatted(path, file.size(), writer.size()));
        }
        return writer.finish();
    }

    /** A record; its slots are set by the directory that it goes into. */
    static DirectoryRecord record(HistoryFile.Attributes file, Qid qid) {
        return new DirectoryRecord(VERSION, file.name(), DirectoryRecord.Slots.UNSET, qid.path(),
                new DirectoryRecord.Owners(file.uid(), file.gid(), file.muid()),
                new DirectoryRecord.Times(file.mtime(), qid.version(), file.mtime(), file.mtime()), file.mode(),
                QidSpace.INHERITED);
    }
}
