package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.vac.Mode;

/** What changed from one day to another; equal directories of an archive are passed over. */
public final class HistoryDiff {

    private static final int BUFFER = 1 << 16;

    private final StopSignal stop;
    private final Listener listener;
    private final Unread unread;

    /** What happened to a file. */
    public enum Change {
        /** It was not there. */
        ADDED('a'),
        /** Its contents are others. */
        CONTENT('c'),
        /** What is said of it is something else. */
        METADATA('m'),
        /** It is not there any more. */
        DELETED('d');

        private final char letter;

        Change(char letter) {
            this.letter = letter;
        }

        /** As logs of dumps have it. */
        public char letter() {
            return letter;
        }
    }

    /** Who is told of changes. */
    @FunctionalInterface
    public interface Listener {

        /** A file was changed; it comes as it is afterwards, or was before if it is gone. */
        void changed(Change change, String path, HistoryFile file) throws IOException;
    }

    /** A comparison that tells {@code listener} of what changed. */
    public HistoryDiff(Listener listener, Unread unread, StopSignal stop) {
        this.listener = listener;
        this.unread = unread;
        this.stop = stop;
    }

    /** Compares two directories and all below them. */
    public void run(String path, HistoryFile before, HistoryFile after) throws IOException {
        if (before.fingerprint().isPresent() && before.fingerprint().equals(after.fingerprint())) {
            return;
        }
        try (FileCursor old = before.children(); FileCursor now = after.children()) {
            Optional<HistoryFile> a = old.next();
            Optional<HistoryFile> b = now.next();
            while (a.isPresent() || b.isPresent()) {
                stop.check();
                int order = a.isEmpty() ? 1 : b.isEmpty() ? -1
                        : a.get().attributes().name().compareTo(b.get().attributes().name());
                HistoryFile one = (order <= 0 ? a : b).orElseThrow();
                HistoryFile other = (order >= 0 ? b : a).orElseThrow();
                String below = path + "/" + one.attributes().name();
                unread.guard(below, () -> {
                    if (order < 0) {
                        all(Change.DELETED, below, one);
                    } else if (order > 0) {
                        all(Change.ADDED, below, other);
                    } else {
                        pair(below, one, other);
                    }
                });
                a = order <= 0 ? old.next() : a;
                b = order >= 0 ? now.next() : b;
            }
        }
    }

    private void pair(String path, HistoryFile before, HistoryFile after) throws IOException {
        boolean otherFile = before.qid().isPresent() && after.qid().isPresent()
                && before.qid().get().path() != after.qid().get().path();
        if (before.isDirectory() != after.isDirectory() || otherFile) {
            all(Change.DELETED, path, before);
            all(Change.ADDED, path, after);
            return;
        }
        if (!before.isDirectory() && !isEqual(before, after)) {
            listener.changed(Change.CONTENT, path, after);
        } else if (!before.attributes().differenceFrom(after.attributes()).isEmpty()) {
            listener.changed(Change.METADATA, path, after);
        }
        if (before.isDirectory()) {
            run(path, before, after);
        }
    }

    private static boolean isEqual(HistoryFile before, HistoryFile after) throws IOException {
        if (before.size() != after.size()) {
            return false;
        }
        if (before.fingerprint().isPresent() && before.fingerprint().equals(after.fingerprint())) {
            return true;
        }
        boolean served = before.fingerprint().isEmpty() && before.qid().isPresent();
        if (served && before.qid().equals(after.qid())) {
            return true;
        }
        if (served && before.attributes().mode().has(Mode.Bit.EXCLUSIVE)) {
            return false; // a file server opens such a file once at a time, and of another day it is the same file
        }
        try (InputStream a = before.open(); InputStream b = after.open()) {
            while (true) {
                byte[] left = a.readNBytes(BUFFER);
                if (!Arrays.equals(left, b.readNBytes(BUFFER))) {
                    return false;
                }
                if (left.length == 0) {
                    return true;
                }
            }
        }
    }

    private void all(Change change, String path, HistoryFile file) throws IOException {
        listener.changed(change, path, file);
        if (file.isDirectory()) {
            try (FileCursor children = file.children()) {
                for (Optional<HistoryFile> child = children.next(); child.isPresent(); child = children.next()) {
                    stop.check();
                    all(change, path + "/" + child.get().attributes().name(), child.get());
                }
            }
        }
    }
}
