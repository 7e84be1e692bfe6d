package org.arenavault.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What a repair can do, by what is known to be lost before anything was read.
 *
 * @param lost the lost units of each member
 * @param hopeless those of them in whose rows more is lost than there is parity
 */
public record ParityOutlook(List<BitSet> lost, List<BitSet> hopeless) {

    /**
     * What can be done with some parity.
     *
     * @param layout of the group
     * @param members what is left of each of its members
     * @param parityOf how many units of parity a row has
     */
    static ParityOutlook of(ParityLayout layout, List<MemberReading> members, IntUnaryOperator parityOf)
            throws IOException {
        List<BitSet> lost = new ArrayList<>();
        List<BitSet> hopeless = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            lost.add(members.get(member).lostOf(layout.members().get(member)));
            hopeless.add(new BitSet());
        }
        int[] losses = new int[layout.rows()];
        layout.eachLost(lost, (row, member, unit) -> losses[row]++);
        layout.eachLost(lost, (row, member, unit) -> {
            if (losses[row] > parityOf.applyAsInt(row)) {
                hopeless.get(member).set(unit);
            }
        });
        return new ParityOutlook(lost, hopeless);
    }

    /** The same where so many columns of parity are whole, and no other is there. */
    public static ParityOutlook of(ParityLayout layout, List<MemberReading> members, int columns) throws IOException {
        return of(layout, members, row -> columns);
    }

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
