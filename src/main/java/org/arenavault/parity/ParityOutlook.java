package org.arenavault.parity;

import java.util.BitSet;
import java.util.List;

/**
 * What a repair can do, by what is known to be lost before anything was read.
 *
 * @param lost the lost units of each member
 * @param hopeless those of them in whose rows more is lost than there is parity
 */
public record ParityOutlook(List<BitSet> lost, List<BitSet> hopeless) {

    /** Whether all lost units of a member can be repaired, as far as is known. */
    public boolean isRepairable(int member) {
        return hopeless.get(member).isEmpty();
    }

    /** How many units of all members are lost. */
    public long lostUnits() {
        return lost.stream().mapToLong(BitSet::cardinality).sum();
    }

    /** How many of them cannot be repaired. */
    public long hopelessUnits() {
        return hopeless.stream().mapToLong(BitSet::cardinality).sum();
    }
}
