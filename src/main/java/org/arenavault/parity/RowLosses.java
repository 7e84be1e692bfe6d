package org.arenavault.parity;

import java.util.BitSet;

/** What is known of a row while it is worked on: which units stand in it, and which of them are lost. */
final class RowLosses {

    private final int[] members;
    private final int[] units;
    private final BitSet lost = new BitSet();
    private final BitSet unproved = new BitSet();
    private final BitSet readable = new BitSet();
    private final BitSet doubtful = new BitSet();

    RowLosses(int columns) {
        this.members = new int[columns];
        this.units = new int[columns];
    }

    void clear() {
        lost.clear();
        unproved.clear();
        readable.clear();
        doubtful.clear();
    }

    /** In a column stands a unit of a member. */
    void stands(int column, int member, int unit) {
        members[column] = member;
        units[column] = unit;
    }

    int member(int column) {
        return members[column];
    }

    int unit(int column) {
        return units[column];
    }

    /** The columns whose units are lost. */
    BitSet lost() {
        return lost;
    }

    /** The columns whose units were read, and nothing proves them. */
    BitSet unproved() {
        return unproved;
    }

    /** The parity columns whose units were read, and are right. */
    BitSet readable() {
        return readable;
    }

    /** The parity columns whose units were read, and nothing proves them. */
    BitSet doubtful() {
        return doubtful;
    }

    /** Whether there is less parity yet than units that are lost or not proved. */
    boolean lacksParity() {
        return readable.cardinality() < lost.cardinality() + unproved.cardinality();
    }

    /** The columns whose units are lost, or not proved. */
    BitSet gone() {
        BitSet gone = (BitSet) lost.clone();
        gone.or(unproved);
        return gone;
    }
}
