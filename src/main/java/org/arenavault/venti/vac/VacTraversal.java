package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.io.RefusedException;

/**
 * Goes through a directory of an archive and all below it, each directory before and after its files. A tree can
 * name one directory many times, so that a few blocks make more files than anybody could count: there are limits.
 */
public final class VacTraversal {

    /** How much a traversal may see. */
    public record Limits(int depth, long files) {

        /** Directories in directories 1000 deep, a hundred million files. */
        public static final Limits DEFAULT = new Limits(1000, 100_000_000);

        /** The same with so many files, which were counted. */
        public static Limits of(TreeCount.Sum counted) {
            return new Limits(DEFAULT.depth, counted.entries());
        }
    }

    private final VacArchive archive;
    private final Limits limits;
    private final Consumer<String> problems;
    private long files;

    /**
     * A traversal of this archive.
     *
     * @param problems told of everything that is damaged, one line each
     */
    public VacTraversal(VacArchive archive, Limits limits, Consumer<String> problems) {
        this.archive = archive;
        this.limits = limits;
        this.problems = problems;
    }

    /**
     * Shows {@code top}, and everything below it, to the visitor.
     *
     * @param path what {@code top} is called; empty for the uppermost directory
     * @throws RefusedException if there are more files than the limits allow
     * @throws IOException if the source fails or the visitor gives up
     */
    public void run(String path, VacFile top, VacVisitor visitor) throws IOException {
        visit(path, top, visitor, 0);
    }

    private void visit(String path, VacFile file, VacVisitor visitor, int depth) throws IOException {
        if (++files > limits.files()) {
            throw new RefusedException("%s: the archive holds more than %d files".formatted(path, limits.files()));
        }
        if (!file.isDirectory()) {
            visitor.file(path, file);
        } else if (depth > limits.depth()) {
            problems.accept("%s: lies %d directories deep and is left out".formatted(path, depth));
        } else if (visitor.enter(path, file)) {
            DirectoryReader reader = archive.list(file, path.isEmpty() ? "/" : path, problems);
            for (Optional<VacFile> child = reader.next(); child.isPresent(); child = reader.next()) {
                visit(path + "/" + child.get().name(), child.get(), visitor, depth + 1);
            }
            visitor.leave(path, file);
        }
    }
}
