package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.venti.format.Score;

/**
 * Looks for files in one archive after the other. A directory that was looked through is not looked through again,
 * wherever it turns up, so that archives which share most of their directories cost little more than one; and a file
 * that is the same in several is found in the first. Memory is bounded: of directories beyond half a million, and of
 * files beyond a quarter of one, nothing is remembered, and they are found again.
 */
public final class VacSearch {

    /** Some 100 bytes each. */
    private static final int DIRECTORIES = 500_000;
    private static final int FILES = 250_000;

    /** What is done with a file that was found. */
    @FunctionalInterface
    public interface Found {
        /** Takes a file or directory; its path begins with a slash. */
        void take(String path, VacFile file) throws IOException;
    }

    private final PathPattern pattern;
    private final Set<Score> seen = new HashSet<>();
    private final Set<Score> shown = new HashSet<>();

    /** A search for what the pattern stands for. */
    public VacSearch(PathPattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Looks through an archive, but for what was looked through before.
     *
     * @param problems told of everything that is damaged, one line each
     * @throws org.arenavault.io.RefusedException if there are more files than anybody can look through
     * @throws IOException if the source fails, or {@code found} does
     */
    public void look(VacArchive archive, Progress.Stage stage, Found found, Consumer<String> problems)
            throws IOException {
        new VacTraversal(archive, VacTraversal.Limits.DEFAULT, problems).run("", archive.top(),
                new Look(stage, found));
    }

    private final class Look implements VacVisitor {

        private final Progress.Stage stage;
        private final Found found;
        private final Deque<Long> matched = new ArrayDeque<>();
        private final Deque<Score> directories = new ArrayDeque<>();

        Look(Progress.Stage stage, Found found) {
            this.stage = stage;
            this.found = found;
        }

        @Override
        public boolean enter(String path, VacFile directory) throws IOException {
            long here = matched.isEmpty() ? pattern.start() : take(path, directory);
            Score identity = TreeCount.identity(directory, here);
            if (!pattern.goesOn(here) || seen.contains(identity)) {
                return false;
            }
            matched.push(here);
            directories.push(identity);
            return true;
        }

        @Override
        public void leave(String path, VacFile directory) {
            matched.pop();
            Score identity = directories.pop();
            if (seen.size() < DIRECTORIES) {
                seen.add(identity);
            }
        }

        @Override
        public void file(String path, VacFile file) throws IOException {
            take(path, file);
        }

        private long take(String path, VacFile file) throws IOException {
            stage.add(1);
            long here = pattern.next(matched.element(), file.name().toString());
            if (pattern.isMatch(here) && isNew(path, file)) {
                found.take(path, file);
            }
            return here;
        }

        /** A file is told by its path and its content: that its directory has changed makes it no other one. */
        private boolean isNew(String path, VacFile file) {
            MessageDigest digest = Digests.sha1();
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update(TreeCount.identity(file, 0).toBytes());
            Score identity = Score.of(digest);
            return shown.size() < FILES ? shown.add(identity) : !shown.contains(identity);
        }
    }
}
