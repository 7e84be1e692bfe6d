package org.arenavault.backup;

import java.util.BitSet;
import org.arenavault.media.GroupParity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;

/**
 * How much of a column of a group's parity is on disc.
 *
 * @param rows of the group; 0 while nothing of the column was announced
 * @param recorded the rows that are on tracks that hold
 */
record GroupCoverage(int rows, BitSet recorded) {

    /** That of a column, by the ledger's word. */
    static GroupCoverage of(SetState state, GroupParity.Column column) {
        BitSet recorded = new BitSet();
        int rows = 0;
        for (DiscRecord disc : state.discs()) {
            if (disc.mark().counts() && disc.protection().isPresent()) {
                for (GroupParity parity : disc.holding().map(track -> track.content().made())
                        .flatMap(made -> made.flatMap(GroupParity::of).stream()).toList()) {
                    if (parity.column().equals(column)) {
                        rows = parity.rows();
                        recorded.set(parity.first(), parity.last() + 1);
                    }
                }
            }
        }
        return new GroupCoverage(rows, recorded);
    }

    /** Whether all of it is. */
    boolean isWhole() {
        return rows > 0 && recorded.nextClearBit(0) >= rows;
    }
}
