package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.VaultException;

/**
 * How far the ledger of a set has come, kept where a ledger that is lost or cut does not take it along: the highest
 * number that a disc got, in {@code set.toml} and in the note of the set's lock, and there the number of the last line,
 * too. Labels of discs tell both as well.
 */
final class DiscNumbers {

    private static final Pattern NOTE = Pattern.compile("last disc ([0-9]{1,7})(?:, line ([0-9]{1,15}))?");

    private final SetConfigFile config;
    private final ProcessLock lock;

    /**
     * What is on record.
     *
     * @param disc the highest number of a disc; 0 for none
     * @param line a line that the ledger has, or one behind it; 0 for none
     */
    record Mark(int disc, long line) {

        /** The mark that a note tells; of none that is not one of ours. */
        static Mark of(String note) {
            Matcher words = NOTE.matcher(note);
            return words.matches() ? new Mark(Integer.parseInt(words.group(1)),
                    words.group(2) == null ? 0 : Long.parseLong(words.group(2))) : new Mark(0, 0);
        }

        private Mark withDisc(int number) {
            return new Mark(Math.max(disc, number), line);
        }

        /**
         * Checks that a ledger has come as far.
         *
         * @throws CorruptException if it ends before
         */
        void require(SetState state, Path folder) throws VaultException {
            SetName labels = state.header().name();
            SetName set = state.name();
            if (disc > state.lastDisc()) {
                throw lost(folder, set, "%s, but %s was begun".formatted(state.lastDisc() == 0 ? "it knows of no disc"
                        : "the last disc that it knows of is " + labels.disc(state.lastDisc()), labels.disc(disc)));
            }
            // the last line may be torn: that is cut, and harms nothing
            if (line > state.lastSequence() + 1) {
                throw lost(folder, set, "its last line is %d, but line %d was written".formatted(state.lastSequence(),
                        line));
            }
        }

        private static VaultException lost(Path folder, SetName set, String how) {
            return new CorruptException(("%s: the ledger has lost its end: %s; restore %s from a copy, or make a new "
                    + "one, without any disc by 'arenavault set rebuild %s --complete'").formatted(folder, how,
                            BackupSet.LEDGER, set)).next("arenavault set rebuild %s".formatted(set),
                                    "makes it from the discs");
        }
    }

    /** The numbers of the set that {@code lock} locks. */
    DiscNumbers(SetConfigFile config, ProcessLock lock) {
        this.config = config;
        this.lock = lock;
    }

    /** What is on record. */
    Mark mark() throws IOException {
        return Mark.of(lock.note()).withDisc(config.read().lastDisc());
    }

    /** The same for whoever only looks at the set; asked for before the ledger is read, which may grow meanwhile. */
    static Mark markIn(Path folder, SetConfig config) throws IOException {
        return Mark.of(ProcessLock.noteAt(folder.resolve(BackupSet.LOCK))).withDisc(config.lastDisc());
    }

    /** Puts the number of a disc on record, if it is higher than the one that is. */
    void raise(int last) throws IOException {
        Mark noted = Mark.of(lock.note());
        if (last > noted.disc()) {
            leave(new Mark(last, noted.line()));
        }
        SetConfig known = config.read();
        if (last > known.lastDisc()) {
            config.replace(known.numbered(last));
        }
    }

    /** Puts the form of the ledger on record, so that no program writes the set that does not know it. */
    void form(int form) throws IOException {
        SetConfig known = config.read();
        if (form > FormatEvent.FIRST && known.version() < SetConfig.VERSION) {
            config.replace(known.newest());
        }
    }

    /** Puts on record how far a ledger has come. */
    void reached(SetState state) throws IOException {
        Mark noted = Mark.of(lock.note());
        if (state.lastSequence() != noted.line()) {
            leave(new Mark(Math.max(noted.disc(), state.lastDisc()), state.lastSequence()));
        }
    }

    private void leave(Mark mark) throws IOException {
        lock.leave("last disc %d, line %d".formatted(mark.disc(), mark.line()));
    }
}
