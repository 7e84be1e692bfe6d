package org.arenavault.sets;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.VaultException;

/**
 * What to do about a file of ours that is damaged.
 *
 * @param words in words
 * @param command the command that comes next; empty if there is none
 * @param purpose what it does
 */
record Remedy(String words, String command, String purpose) {

    /** Nothing but a copy helps. */
    static final Remedy COPY = new Remedy("restore the file from a copy", "", "");

    /** The same for a set's ledger. */
    static Remedy ofLedger(SetName set) {
        return new Remedy(COPY.words, "arenavault set rebuild %s".formatted(set),
                "makes a new ledger from the discs, if there is no copy");
    }

    /** The same for what came from elsewhere. */
    static Remedy ofBundle() {
        return new Remedy("have the set exported anew", "", "");
    }

    /** What is wrong, and what to do about it. */
    VaultException about(String what) {
        return new CorruptException("%s; %s".formatted(what, words)).next(command, purpose);
    }

    /** The same, with what showed it. */
    VaultException about(String what, IOException cause) {
        return new CorruptException("%s; %s".formatted(what, words), cause).next(command, purpose);
    }
}
