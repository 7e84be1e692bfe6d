package org.arenavault.venti.vac;

/**
 * A file or directory of an archive.
 *
 * @param record what the archive says of it
 * @param entry where its content lies: bytes, or for a directory the stream of its files' entries
 * @param meta for a directory: where the records of its files lie; else {@link Entry#HOLE}
 * @param qidOffset what is added to the identity of this file, or of the files of this directory, u64
 */
public record VacFile(DirectoryRecord record, Entry entry, Entry meta, long qidOffset) {

    /** Its name. */
    public VacName name() {
        return record.elem();
    }

    /** True for a directory. */
    public boolean isDirectory() {
        return record.mode().isDirectory();
    }

    /** Length in bytes; of a directory 0. */
    public long size() {
        return isDirectory() ? 0 : entry.size();
    }

    /** The identity that a 9P server would show, u64; 0 if it lies beyond 2^64. */
    public long qid() {
        return qidOffset + record.qid();
    }
}
