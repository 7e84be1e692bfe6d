package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.media.FlatJson;

/** Reads a ledger from its start, and adds its lines up to a state. */
final class LedgerReader {

    private final ChainedLines lines;
    private Optional<SetState> state = Optional.empty();

    LedgerReader(Path path, Storage file) {
        this(path, path, file);
    }

    /** The same of a ledger that people know by another name. */
    LedgerReader(Path path, Path shown, Storage file) {
        this.lines = new ChainedLines(file, shown.toString(), remedy(path));
    }

    /** One that goes on behind lines that are known to come to {@code state}; {@code sum} is the sum of their bytes. */
    LedgerReader(Path path, Storage file, LedgerFold.Proof known, QuickSum sum, SetState state) {
        this.lines = new ChainedLines(file, path.toString(), remedy(path), known.end(),
                LedgerChain.behind(state.lastSequence(), known.chain()), sum);
        this.state = Optional.of(state);
    }

    /** The lines of the ledger at {@code path}, or of a part of it. */
    static ChainedLines lines(Path path, Storage file) {
        return new ChainedLines(file, path.toString(), remedy(path));
    }

    /** What to do about a ledger that is damaged or gone: a set lies in a folder of its name, a bundle does not. */
    private static Remedy remedy(Path path) {
        String set = PlainFiles.nameOf(PlainFiles.folderOf(path));
        return SetName.isLegal(set) ? Remedy.ofLedger(new SetName(set)) : Remedy.ofBundle();
    }

    /**
     * Opens a ledger.
     *
     * @throws CorruptException if it is not there, or no file; what to do is said
     * @throws OwnFileException if it cannot be opened
     */
    static Storage open(Path path, OwnFiles.Work<Storage> opening) throws IOException {
        try {
            return opening.run();
        } catch (RefusedException e) {
            throw remedy(path).about(e.getMessage() + "; move it away", e);
        } catch (OwnFileException e) {
            if (!OwnFiles.exists(path)) {
                throw remedy(path).about(path + ": there is no such file");
            }
            throw e;
        }
    }

    /** The chain behind the last complete line. */
    LedgerChain chain() {
        return lines.chain();
    }

    /** Where the last complete line ends, in bytes. */
    long validEnd() {
        return lines.validEnd();
    }

    /** The sum of the complete lines' bytes. */
    long sum() {
        return lines.sum();
    }

    /** What the lines so far come to; empty if not even the first one is right. */
    Optional<SetState> state() {
        return state;
    }

    /**
     * Applies every line to a state.
     *
     * @throws CorruptException if a complete line is not what was written; its place is named
     * @throws UnsupportedVersionException if the ledger is of another version
     */
    SetState replay() throws IOException {
        lines.forEach(this::apply);
        return state.orElseThrow();
    }

    /**
     * Whether the line would be read as what it is to say, and fits the state: by what reads it later, so that nothing
     * can be appended that is refused then.
     *
     * @param chain where the ledger is; it goes on
     * @throws CorruptException if not; the message goes on after "takes no line that"
     */
    static void check(byte[] line, LedgerChain chain, LedgerEvent event, Check check) throws CorruptException {
        LedgerEvent read = LedgerEvent.decode(chain.check(ChainedLines.text(line)));
        if (!read.equals(event)) {
            throw new CorruptException("would be read as something else: " + event);
        }
        check.run(read);
    }

    /** Whether a line can follow. */
    @FunctionalInterface
    interface Check {

        void run(LedgerEvent event) throws CorruptException;
    }

    private void apply(FlatJson fields) throws IOException {
        if (state.isEmpty()) {
            state = Optional.of(new SetState(LedgerHeader.decode(fields), fields.number("seq")));
        } else {
            state.get().apply(fields.number("seq"), fields.instant("time"), LedgerEvent.decode(fields));
        }
    }
}
