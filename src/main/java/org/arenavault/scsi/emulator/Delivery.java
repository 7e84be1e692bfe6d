package org.arenavault.scsi.emulator;

import org.arenavault.scsi.SenseData;

/** An answer on its way to the host, as faults change it. Lengths are in bytes. */
final class Delivery {

    private final int asked;
    private int moved;
    private int claimed;
    private boolean all;
    private SenseData sense;

    /**
     * An answer.
     *
     * @param asked what the host has room for
     * @param moved what it gets
     * @param claimed what it is told that it gets
     * @param sense what is reported beside
     */
    Delivery(int asked, int moved, int claimed, SenseData sense) {
        this.asked = asked;
        this.moved = moved;
        this.claimed = claimed;
        this.sense = sense;
    }

    /** It ends early, honestly. */
    void cut(int bytes) {
        moved = Math.min(moved, bytes);
        claimed = Math.min(claimed, bytes);
    }

    /** It claims to be as long as was asked for. */
    void claimAll() {
        all = true;
    }

    /** It came about after an error that the drive got over. */
    void recoveredWith(SenseData error) {
        sense = error;
    }

    int moved() {
        return moved;
    }

    int claimed() {
        return all ? asked : claimed;
    }

    SenseData sense() {
        return sense;
    }
}
