package org.arenavault.sets;

import java.util.Locale;

/** How far a track has come (optical 5.4). */
public enum TrackState {
    /** Announced; nothing is known of the medium. */
    INTENT,
    /** All bytes written and synchronised. */
    WRITTEN,
    /** Closed; the medium says so. Not yet safe. */
    CLOSED,
    /** Read back and found right. */
    VERIFIED,
    /** Read back and found wrong. */
    BAD,
    /** Interrupted and given up; never read. */
    DEAD;

    /** True while the medium must be asked how the track ended. */
    public boolean isOpen() {
        return this == INTENT || this == WRITTEN;
    }

    /** True for a track that holds what it carries as far as anybody knows. */
    public boolean holds() {
        return this == CLOSED || this == VERIFIED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
