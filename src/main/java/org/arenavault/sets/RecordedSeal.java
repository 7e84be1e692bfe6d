package org.arenavault.sets;

/** Whether the seal that an arena carries in its last twenty bytes is the digest of the others. */
public enum RecordedSeal {
    /** It is. */
    MATCHES,
    /** It is not, and was accepted so: it is to come back as it is. */
    DIFFERS,
    /** The track was found on a disc; what was known when it was recorded is lost. */
    UNKNOWN
}
