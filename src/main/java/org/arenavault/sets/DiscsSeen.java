package org.arenavault.sets;

import java.util.List;

/**
 * What discs say of the set that they are of, for a ledger to be made of.
 *
 * @param sequence the last line of the old ledger that a label knows of
 * @param highest the highest number of a disc that a label knows of
 * @param lines what each disc comes to, one disc after the other: begun, its tracks, full
 */
public record DiscsSeen(long sequence, int highest, List<LedgerEvent.FromDisc> lines) {

    /** No disc. */
    public static final DiscsSeen NONE = new DiscsSeen(0, 0, List.of());

    public DiscsSeen {
        lines = List.copyOf(lines);
    }
}
