package org.arenavault.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ClumpDirectory;

/**
 * What the directory of an arena tells of places where no clump is whole. Where it is damaged itself nobody sees it, so
 * that it is believed only where its entries begin and end just as the whole clumps around the place do. Places are
 * asked for from the beginning on.
 */
final class ExpectedBlocks {

    private static final int NAMED = 8;

    private final ClumpDirectory.Cursor entries;
    private boolean readable = true;
    private long next;

    /**
     * The directory from its beginning on.
     *
     * @param clumps how many are in it; 0 if nobody knows
     */
    ExpectedBlocks(Arena arena, long clumps) {
        this.entries = new ClumpDirectory(arena).cursor(clumps);
    }

    /** The blocks that should lie between two places, for the end of a message; empty if nobody knows. */
    String between(long from, long to) throws IOException {
        while (next < from && advance()) {
            // what is whole needs no name
        }
        List<String> names = new ArrayList<>();
        long more = 0;
        boolean begins = next == from;
        while (begins && next < to && advance()) {
            if (names.size() < NAMED) {
                names.add(entries.info().block());
            } else {
                more++;
            }
        }
        return !begins || next != to || names.isEmpty() ? "" : "; its directory has %s there%s".formatted(
                String.join(", ", names), more == 0 ? "" : " and %d more".formatted(more));
    }

    private boolean advance() throws IOException {
        try {
            readable = readable && entries.next() && entries.info().isWritten();
        } catch (UnusableBytesException e) {
            readable = false;
        }
        if (readable) {
            next = entries.nextOffset();
        }
        return readable;
    }
}
