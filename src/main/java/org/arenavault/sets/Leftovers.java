package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.arenavault.io.Clock;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;

/**
 * What a command leaves behind that was killed while it made something: readers pass it over, the next writer takes it
 * away. Bundles come and go under a lock of their own, so that nobody takes away what another one is making.
 */
final class Leftovers {

    /** What a bundle is unpacked to, beside the sets. */
    static final String IMPORT = ".import";
    /** A ledger on its way into a bundle, in the set's folder. */
    static final String EXPORT = ".export";
    /** A ledger that is being made anew. */
    static final String FRESH = ".fresh";
    /** What {@code DurableFiles} writes before it takes the place of another. */
    private static final String NEW = ".new";
    private static final String LOCK = ".bundles.lock";

    private static final int ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private Leftovers() {
    }

    /**
     * Keeps others from sweeping until it is closed.
     *
     * @throws OperatorNeededException if another process bundles a set or takes one in
     */
    static ProcessLock hold(Path sets, Clock clock) throws IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return take(sets);
            } catch (OperatorNeededException e) {
                // who sweeps holds it for a moment
                clock.sleep(PATIENCE);
            }
        }
        return take(sets);
    }

    private static ProcessLock take(Path sets) throws IOException {
        return ProcessLock.take(sets.resolve(LOCK), "the import or export of sets in " + sets,
                OperatorNeededException.Need.LOCKED);
    }

    /**
     * Takes away what was left in the folder of a set whose lock is held, and of bundles beside it.
     */
    static void sweep(Path set) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(set,
                path -> path.toString().endsWith(NEW) || path.toString().endsWith(FRESH))) {
            for (Path file : files) {
                NewFiles.remove(file);
            }
        }
        ProcessLock lock;
        try {
            lock = take(PlainFiles.folderOf(set));
        } catch (OperatorNeededException e) {
            // somebody makes a bundle right now; what is left of others is left for the next one
            return;
        }
        try {
            sweepBundles(PlainFiles.folderOf(set));
            remove(set, EXPORT);
        } finally {
            lock.close();
        }
    }

    /** Takes away what bundles left beside the sets; {@link #hold} is held. */
    static void sweepBundles(Path sets) throws IOException {
        remove(sets, IMPORT);
    }

    private static void remove(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
                path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path file : files) {
                NewFiles.remove(file);
            }
        }
    }
}
