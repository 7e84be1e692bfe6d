package org.arenavault.venti.vac;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.arenavault.io.NewFiles;

/**
 * What the archive says of each file and the host cannot hold: a line a file, fields separated by tabs, the names of
 * the fields in the first line. Names are shown as {@link VacName} shows them.
 */
final class Manifest implements Closeable {

    private static final String HEADER =
            "path\thost\tkind\tmode\tqid\tvers\tuid\tgid\tmuid\tmtime\tatime\tctime\tsize\tnote\n";

    /** The column {@code host}: earlier versions gave files other names where the locale did not know theirs. */
    private static final String SAME_NAME = "";

    private final BufferedWriter out;

    private Manifest(BufferedWriter out) {
        this.out = out;
    }

    /** Begins a manifest in a fresh file. */
    static Manifest create(Path file) throws IOException {
        Manifest manifest = new Manifest(new BufferedWriter(Channels.newWriter(NewFiles.create(file),
                StandardCharsets.UTF_8)));
        manifest.out.write(HEADER);
        return manifest;
    }

    /**
     * Adds a file.
     *
     * @param note what else is to be said: where a link points to, that blocks are missing
     */
    void add(String path, VacFile file, String note) throws IOException {
        DirectoryRecord record = file.record();
        Mode mode = record.mode();
        out.write(String.join("\t", path, SAME_NAME, kind(mode), Long.toOctalString(mode.permissions()),
                Long.toUnsignedString(file.qid()), Long.toString(record.times().mcount()), shown(record.owners().uid()),
                shown(record.owners().gid()), shown(record.owners().mid()), Long.toString(record.times().mtime()),
                Long.toString(record.times().atime()), Long.toString(record.times().ctime()),
                Long.toString(file.size()), note));
        out.write('\n');
    }

    private static String shown(VacName name) {
        return name.toString();
    }

    /** All that the bits beyond the permissions say: {@code directory,snapshot}; {@code file} if none is set. */
    private static String kind(Mode mode) {
        StringBuilder kinds = new StringBuilder();
        for (Mode.Bit bit : Mode.Bit.values()) {
            if (mode.has(bit)) {
                kinds.append(kinds.isEmpty() ? "" : ",").append(bit.label());
            }
        }
        return kinds.isEmpty() ? "file" : kinds.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
