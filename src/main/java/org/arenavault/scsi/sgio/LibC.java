package org.arenavault.scsi.sgio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** What is needed of the C library. Every function throws what the system says if it fails. */
interface LibC extends Library {

    /** Opens a node; a descriptor. */
    int open(String path, int flags) throws LastErrorException;

    /** Gives a descriptor back. */
    int close(int descriptor) throws LastErrorException;

    /** Asks the driver behind a descriptor to do something. */
    int ioctl(int descriptor, NativeLong request, Pointer argument) throws LastErrorException;

    /** Locks, and asks who has locked. */
    int fcntl(int descriptor, int command, Pointer argument) throws LastErrorException;
}
