package org.arenavault.copy;

/** What a copy is at. */
public enum CopyPhase {
    /** Reading the source and writing the destination. */
    COPYING,
    /** Reading the destination back. */
    VERIFYING
}
