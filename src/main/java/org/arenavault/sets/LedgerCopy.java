package org.arenavault.sets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;

/**
 * Copies a ledger without the root scores in it: a line that says so stands in the place of each, so that all other
 * lines keep the numbers that the labels of discs refer to, and the chain is made anew.
 */
final class LedgerCopy {

    private LedgerCopy() {
    }

    static void withoutScores(Path path, Storage ledger, OutputStream out) throws IOException {
        LedgerChain copy = new LedgerChain();
        LedgerReader.lines(path, ledger).forEach(line -> {
            boolean score = line.text("type").equals(LedgerEvent.Scored.TYPE);
            FlatJson fields = score ? new FlatJson().put("time", line.instant("time"))
                    .putAll(new LedgerEvent.Withheld().encode()) : line;
            out.write(copy.next(line.number("seq"), fields));
        });
    }
}
