package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/** A file or directory of one day. */
public interface HistoryFile {

    /** What a directory says of it. */
    Attributes attributes();

    /** Which file it is; empty if the source knows no such thing. */
    Optional<Qid> qid();

    /** Length in bytes; of a directory 0. */
    long size();

    /**
     * A digest of where it and everything below it lies, the same for the same tree; empty if that is not known without
     * reading it.
     */
    Optional<Score> fingerprint();

    /** The files of a directory, in the order of their names' bytes. */
    FileCursor children() throws IOException;

    /** The bytes of a file. */
    InputStream open() throws IOException;

    /** True for a socket, which an archive has no kind for. */
    default boolean isSocket() {
        return false;
    }

    /** True if the time of its last change is none that an archive can hold: {@link #attributes} has the nearest. */
    default boolean isTimeReplaced() {
        return false;
    }

    /** True for a directory. */
    default boolean isDirectory() {
        return attributes().mode().isDirectory();
    }

    /**
     * What a directory says of a file (history 3, Q4).
     *
     * @param name in its directory
     * @param uid owner
     * @param gid group
     * @param muid who changed it last; may be empty
     * @param mtime of the last change, seconds since 1970, u32
     * @param mode permissions and kind, without the bit of snapshots
     */
    record Attributes(VacName name, VacName uid, VacName gid, VacName muid, long mtime, Mode mode) {

        /** What differs from other attributes, in a word each; nothing if all is equal. */
        public String differenceFrom(Attributes other) {
            StringBuilder words = new StringBuilder();
            add(words, "uid", uid, other.uid);
            add(words, "gid", gid, other.gid);
            add(words, "muid", muid, other.muid);
            add(words, "mtime", mtime, other.mtime);
            add(words, "mode", Long.toOctalString(mode.bits()), Long.toOctalString(other.mode.bits()));
            return words.toString();
        }

        private static void add(StringBuilder words, String what, Object mine, Object theirs) {
            if (!mine.equals(theirs)) {
                words.append(words.isEmpty() ? "" : ", ").append(what).append(' ').append(mine).append(" / ")
                        .append(theirs);
            }
        }
    }
}
