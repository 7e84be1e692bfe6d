package org.arenavault.parity;

/** What the bytes of a unit are worth. */
public enum Trust {
    /** They come to their sum. */
    RIGHT,
    /** They were read, and nothing tells what they should come to. */
    UNPROVED,
    /** They cannot be read, or come to something else. */
    LOST
}
