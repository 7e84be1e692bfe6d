package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;

/**
 * What the first lines of a ledger come to, kept beside it: whoever only looks goes on from there. The ledger alone
 * counts. A fold holds for bytes that sum up to what they did when it was made, in a ledger whose line at its end has
 * the sum of the chain that it had then; else it is passed over and made anew. A fold that cannot be read or kept does
 * no harm, and nothing is said of it.
 */
final class LedgerFold {

    static final String MAGIC = "arenavault fold 3\n";

    private static final String NAME = "ledger.fold";
    /** Lines that are folded in the time that a fold takes to be kept. */
    private static final int WORTH_KEEPING = 2000;
    /** Some 400,000 tracks; the heap is to hold it beside what it comes to. */
    private static final long LARGEST = 64 << 20;

    /**
     * What shows that a fold is one of a ledger's first lines.
     *
     * @param end where they end, in bytes
     * @param sum of these bytes
     * @param chain the sum of the chain behind the last of them
     */
    record Proof(long end, long sum, String chain) {

        /** Whether the ledger still begins with these lines; {@code bytes} goes over them. */
        private boolean holdsFor(Storage ledger, QuickSum bytes) throws IOException {
            byte[] last = LedgerChain.ending(chain);
            if (end < last.length || end > ledger.size()
                    || !Arrays.equals(ledger.read(end - last.length, last.length), last)) {
                return false;
            }
            bytes.update(ledger, end);
            return bytes.getValue() == sum;
        }
    }

    private final Proof proof;
    private final SetState state;

    LedgerFold(Proof proof, SetState state) {
        this.proof = proof;
        this.state = state;
    }

    /** What a ledger comes to now, for somebody who only looks. */
    static SetState look(Path path, Disks disks) throws IOException {
        return look(path, disks, WORTH_KEEPING);
    }

    /**
     * The same.
     *
     * @param worth how many lines must have been read for their fold to be kept
     */
    static SetState look(Path path, Disks disks, long worth) throws IOException {
        DurableFiles.refuseLink(path);
        try (Storage file = LedgerReader.open(path, () -> OwnFiles.on(disks).openToRead(path))) {
            LedgerReader reader = from(path, file, disks);
            long known = reader.state().map(SetState::lines).orElse(0L);
            SetState state;
            try {
                state = reader.replay();
            } catch (CorruptException e) {
                if (known == 0) {
                    throw e;
                }
                // the ledger itself is to say what is wrong with it
                known = 0;
                reader = new LedgerReader(path, file);
                state = reader.replay();
            }
            if (state.lines() - known >= worth && state.newer().isEmpty()) {
                keep(path, reader);
            }
            return state;
        }
    }

    /** A reader that goes on behind the fold, or one that begins where the ledger does. */
    private static LedgerReader from(Path path, Storage ledger, Disks disks) throws IOException {
        Optional<LedgerFold> fold = read(path.resolveSibling(NAME), disks);
        if (fold.isPresent()) {
            Proof proof = fold.get().proof;
            QuickSum sum = new QuickSum();
            if (proof.holdsFor(ledger, sum)) {
                return new LedgerReader(path, ledger, proof, sum, fold.get().state);
            }
        }
        return new LedgerReader(path, ledger);
    }

    private static Optional<LedgerFold> read(Path path, Disks disks) {
        try {
            if (!PlainFiles.isFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try (Storage file = OwnFiles.on(disks).openToRead(path)) {
                long size = file.size();
                return size > LARGEST ? Optional.empty() : Optional.of(FoldReader.decode(file.read(0, (int) size)));
            }
        } catch (IOException | OwnFileException e) {
            return Optional.empty();
        }
    }

    /** What was read and what is summed are the same bytes, so that no change in between can make a fold hold. */
    private static void keep(Path path, LedgerReader reader) {
        Proof proof = new Proof(reader.validEnd(), reader.sum(), reader.chain().sum());
        try {
            Path fresh = NewFiles.temporary(PlainFiles.folderOf(path), NAME, ".new");
            DurableFiles.replaceUnforced(path.resolveSibling(NAME), fresh,
                    out -> FoldWriter.write(proof, reader.state().orElseThrow(), out));
        } catch (IOException e) {
            // a vault that may only be read, a full disk: the next look folds these lines again
            return;
        }
    }
}
