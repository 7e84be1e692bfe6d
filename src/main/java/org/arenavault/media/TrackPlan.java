package org.arenavault.media;

/**
 * A track that is to be written.
 *
 * @param label what it will say of itself: disc, number, start, contents
 * @param blocks its length, as {@link Medium#blocksFor} gave it
 */
public record TrackPlan(TrackLabel label, long blocks) {

    /** Its number. */
    public int number() {
        return label.track();
    }

    /** Where it starts, blocks. */
    public long lba() {
        return label.lba();
    }

    /** Bytes of its contents. */
    public long contents() {
        return label.arena().size();
    }
}
