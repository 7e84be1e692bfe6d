package org.arenavault.optical;

/** What is being done when a drive objects: the same sense asks for different things (3.2). */
enum Phase {
    /** Identifying and reading: nothing can be lost. */
    READ,
    /** Between the first and the last WRITE of a track. */
    WRITE,
    /** Synchronising, closing, formatting. */
    FINISH
}
