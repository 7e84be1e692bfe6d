package org.arenavault.history;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.BlockFile;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.VacFile;

/**
 * Which qid a file gets. Qids of the source are kept, 2^32 higher so that they meet none of ours; where the source has
 * none, they are inferred from the day before (history 4 and 5).
 */
final class Numbering {

    /** What is added to the qid paths of a source. */
    static final long OFFSET = 1L << 32;

    private final BlockSource target;
    private final Vanished vanished;
    private long next;

    /**
     * Numbers from here on.
     *
     * @param target to compare contents in
     * @param vanished files of the day before that may have been renamed
     * @param next the first path not in use
     */
    Numbering(BlockSource target, Vanished vanished, long next) {
        this.target = target;
        this.vanished = vanished;
        this.next = Long.compareUnsigned(next, OFFSET) > 0 ? next : OFFSET;
    }

    /** The first path not in use. */
    long next() {
        return next;
    }

    /**
     * The qid of a file whose source knows one.
     *
     * @throws RefusedException if it is so high that it cannot be told from ours
     */
    Qid keep(Qid qid) throws RefusedException {
        long path = qid.path() + OFFSET;
        if (Long.compareUnsigned(path + 1, OFFSET) <= 0) {
            throw new RefusedException("qid path %x: cannot be kept, as it leaves no room for others"
                    .formatted(qid.path()));
        }
        next = Long.compareUnsigned(next, path) > 0 ? next : path + 1;
        return new Qid(path, qid.version());
    }

    /** A directory is the same as long as there is one of its name; its version counts its times of change. */
    Qid inferDirectory(HistoryFile directory, Optional<VacFile> yesterday) {
        if (yesterday.isEmpty() || !yesterday.get().isDirectory()) {
            return fresh();
        }
        VacFile old = yesterday.get();
        long version = old.record().times().mcount();
        return new Qid(old.qid(), old.record().times().mtime() == directory.attributes().mtime() ? version
                : version + 1);
    }

    /** A file is the same if it was continued, or half of its blocks stayed; else it was renamed, or is a new one. */
    Qid inferFile(HistoryFile file, Optional<VacFile> yesterday, Entry content) throws IOException {
        if (yesterday.isEmpty() || yesterday.get().isDirectory()
                || yesterday.get().record().mode().isFile() != file.attributes().mode().isFile()) {
            return renamed(file, content);
        }
        VacFile old = yesterday.get();
        boolean same = old.entry().size() == content.size() && old.entry().score().equals(content.score());
        if (same && old.record().times().mtime() == file.attributes().mtime()) {
            return new Qid(old.qid(), old.record().times().mcount());
        }
        return same || isContinued(old.entry(), content) ? new Qid(old.qid(), old.record().times().mcount() + 1)
                : renamed(file, content);
    }

    /** What vanished elsewhere with the same contents and date was renamed; else it is a new file. */
    private Qid renamed(HistoryFile file, Entry content) throws IOException {
        Optional<Qid> before = vanished.take(content, file.attributes().mtime());
        return before.isPresent() ? before.get() : fresh();
    }

    private Qid fresh() {
        return new Qid(next++, 0);
    }

    private boolean isContinued(Entry old, Entry now) throws IOException {
        BlockFile before = new BlockFile(target, old, "yesterday's file");
        BlockFile after = new BlockFile(target, now, "today's file");
        long equal = 0;
        boolean prefix = now.size() >= old.size();
        for (long block = 0; block < old.blocks(); block++) {
            boolean same = Arrays.equals(before.block(block), after.block(block));
            equal += same ? 1 : 0;
            boolean last = block == old.blocks() - 1;
            prefix &= same || (last && startsWith(after, block, before));
        }
        return prefix || 2 * equal >= Math.max(old.blocks(), now.blocks());
    }

    private static boolean startsWith(BlockFile file, long block, BlockFile start) throws IOException {
        int length = start.length(block);
        byte[] whole = Arrays.copyOf(file.block(block), length);
        return Arrays.equals(whole, Arrays.copyOf(start.block(block), length));
    }
}
