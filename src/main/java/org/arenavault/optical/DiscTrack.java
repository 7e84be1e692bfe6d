package org.arenavault.optical;

/**
 * A track as its drive describes it.
 *
 * @param number from 1
 * @param session from 1
 * @param start its first block
 * @param blocks of it that can be read: without run-out blocks; of an open track those that have been written
 * @param condition how it ended
 */
public record DiscTrack(int number, int session, long start, long blocks, Condition condition) {

    /** How a track ended. */
    public enum Condition {
        /** Closed. */
        CLOSED,
        /** Not closed; can be continued behind what it holds. */
        OPEN,
        /** Closed itself, but not its session, which is what lasts on this kind of disc. */
        SESSION_OPEN,
        /** Not closed, and cannot be continued. */
        DAMAGED
    }

    /** The block behind its last. */
    public long end() {
        return start + blocks;
    }
}
