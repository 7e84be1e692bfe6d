package org.arenavault.media;

/** What a track says of itself, behind its contents: which disc it is on, and what it carries. */
public sealed interface AnyLabel permits TrackLabel, ContentLabel {

    /** The disc it was written on. */
    DiscIdentity disc();

    /** Its number there. */
    int track();

    /** Where it starts, in blocks of 2048 bytes. */
    long lba();

    /** What the track carries. */
    Content content();

    /** The ledger's line that announced it. */
    long sequence();

    /** The highest number of any disc of the set, as far as was known then. */
    int highest();

    /** The 64 KiB that stand on the medium. */
    byte[] cluster();
}
