package org.arenavault.cli.vac;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Bytes;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Terminal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.vac.TreeCount;
import picocli.CommandLine.Option;

/** How much a tree may come to; what is beyond that is asked for, or refused where nobody can answer. */
final class TreeLimits {

    private static final long ENTRIES = 10_000_000;
    /** What a file or folder takes beside its bytes, on common file systems. */
    private static final long ENTRY_BYTES = 4096;

    @Option(names = "--max-entries", paramLabel = "N", defaultValue = "" + ENTRIES,
            description = "The most files and directories there may be. Default: ${DEFAULT-VALUE}.")
    private long maxEntries;

    /** Beyond this nobody counts on: a sum that is larger is only known to be so. */
    long patience() {
        return Math.max(ENTRIES, maxEntries);
    }

    void check() throws UsageException {
        if (maxEntries < 1) {
            throw new UsageException("--max-entries %d: a number from 1 on is expected".formatted(maxEntries));
        }
    }

    /** True if there are no more entries than there may be. */
    boolean allow(TreeCount.Sum sum) {
        return sum.entries() <= maxEntries;
    }

    /** Asks about the entries, if they are more than there may be. */
    void agreeOnEntries(TreeCount.Sum sum, String what, Terminal terminal, boolean yes) throws IOException {
        if (!allow(sum)) {
            agree("%s holds %s, more than --max-entries %d".formatted(what,
                    Count.grouped(sum.entries(), "file or directory", "files and directories"), maxEntries),
                    "--max-entries " + sum.entries(), terminal, yes);
        }
    }

    /**
     * Asks, or refuses.
     *
     * @param option what allows it beforehand
     * @throws RefusedException if nobody can answer
     * @throws CancelledException if the answer is no
     */
    static void agree(String what, String option, Terminal terminal, boolean yes) throws IOException {
        if (!yes && !terminal.interactive()) {
            throw new RefusedException("%s; nothing was written. If that is right, say %s".formatted(what, option));
        }
        if (!terminal.confirm(what + ". Go on?")) {
            throw new CancelledException("nothing was written");
        }
    }

    /** Free bytes where {@code target} will lie, less what so many files take beside their bytes; empty if unknown. */
    static Optional<Long> room(Path target, long entries) throws IOException {
        Path folder = target.toAbsolutePath().normalize();
        while (folder != null && !PlainFiles.isFolder(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return Optional.empty();
        }
        try {
            long free = FileSystemSpace.of(folder).usable();
            return Optional.of(entries > free / ENTRY_BYTES ? 0 : free - entries * ENTRY_BYTES);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String text(long bytes) {
        return bytes == Long.MAX_VALUE ? "more than 9 EB" : Bytes.text(bytes);
    }
}
