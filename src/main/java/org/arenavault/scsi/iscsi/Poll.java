package org.arenavault.scsi.iscsi;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Waiting for a socket: {@code poll(2)}. */
interface Poll extends Library {

    /** Bytes of a {@code struct pollfd}: descriptor, events wanted, events seen. */
    int SIZE = 8;
    /** Where the events wanted stand. */
    int EVENTS_AT = 4;
    /** Where the events seen stand. */
    int SEEN_AT = 6;

    /** How many of the descriptors have something to tell; below 0 if the waiting was interrupted. */
    int poll(Pointer descriptors, NativeLong count, int milliseconds);
}
