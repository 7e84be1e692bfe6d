package org.arenavault.sets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.io.Disks;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/**
 * A ledger that goes on where another one ends: its first lines are the other's. Root scores may be withheld in one of
 * them, so that they are compared without.
 *
 * @param lines how many lines it has more; 0 if none
 * @param scores how many root scores it has that are withheld in the other; 0 if none
 */
record LedgerContinuation(long lines, long scores) {

    private static final int PIECE = 1 << 16;

    /** A ledger without its root scores, and how it stood. */
    private record Bare(Path file, long lines, long scores) {
    }

    /**
     * Compares two ledgers.
     *
     * @param fresh the one that is to go on, alone in a folder that goes away again
     * @throws RefusedException if it does not
     */
    static LedgerContinuation of(Path ledger, Path fresh, Disks disks) throws IOException {
        Bare here = bare(ledger, fresh.resolveSibling("here"), disks);
        Bare there = bare(fresh, fresh.resolveSibling("there"), disks);
        long same = sameLines(here.file(), there.file(), disks);
        if (same < Math.min(here.lines(), there.lines())) {
            throw new RefusedException(("%s: does not go on in the bundle: line %d is another one there; each of the "
                    + "two was written since, and only one of them can be gone on with").formatted(ledger, same + 1));
        }
        if (there.lines() < here.lines()) {
            throw new RefusedException("%s: the bundle is older: its ledger ends with line %d, and this one has %d"
                    .formatted(ledger, there.lines(), here.lines()));
        }
        if (there.lines() > here.lines() && there.scores() < here.scores()) {
            throw new RefusedException(("%s: has root scores that the bundle withholds; take one that was made with "
                    + "'arenavault set export SET FILE --with-scores'").formatted(ledger));
        }
        return new LedgerContinuation(there.lines() - here.lines(), Math.max(0, there.scores() - here.scores()));
    }

    /** Whether it says anything that the other does not. */
    boolean isMore() {
        return lines > 0 || scores > 0;
    }

    private static Bare bare(Path ledger, Path copy, Disks disks) throws IOException {
        long[] counts = new long[2];
        OwnFiles.run(copy, () -> NewFiles.create(copy).close());
        try (Storage file = OwnFiles.on(disks).openToRead(ledger);
                OutputStream out = OwnFiles.get(copy, () -> new BufferedOutputStream(NewFiles.write(copy)))) {
            LedgerCopy.withoutScores(ledger, file, out);
            LedgerReader.lines(ledger, file).forEach(line -> {
                counts[0]++;
                counts[1] += line.text("type").equals(LedgerEvent.Scored.TYPE) ? 1 : 0;
            });
        }
        return new Bare(copy, counts[0], counts[1]);
    }

    /** How many whole lines both begin with. */
    private static long sameLines(Path one, Path other, Disks disks) throws IOException {
        long lines = 0;
        try (Storage left = OwnFiles.on(disks).openToRead(one); Storage right = OwnFiles.on(disks).openToRead(other)) {
            long size = Math.min(left.size(), right.size());
            for (long at = 0; at < size; at += PIECE) {
                int count = (int) Math.min(PIECE, size - at);
                byte[] a = left.read(at, count);
                byte[] b = right.read(at, count);
                int differs = Arrays.mismatch(a, b);
                for (int i = 0; i < (differs < 0 ? count : differs); i++) {
                    lines += a[i] == '\n' ? 1 : 0;
                }
                if (differs >= 0) {
                    return lines;
                }
            }
        }
        return lines;
    }
}
