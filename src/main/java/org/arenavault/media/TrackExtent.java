package org.arenavault.media;

/**
 * A track as its medium describes it.
 *
 * @param number from 1
 * @param lba where it starts, blocks
 * @param blocks its length; of an open track what has been written of it
 * @param condition how it ended
 */
public record TrackExtent(int number, long lba, long blocks, Condition condition) {

    /** How a track ended. */
    public enum Condition {
        /** Closed: what it holds will not change. */
        CLOSED,
        /** Interrupted, and can be continued where it ends. */
        OPEN,
        /** Interrupted, and cannot be continued; it can only be closed. */
        DAMAGED
    }

    /** Its length in bytes. */
    public long bytes() {
        return blocks * Medium.BLOCK;
    }

    /** The block behind its last. */
    public long end() {
        return lba + blocks;
    }
}
