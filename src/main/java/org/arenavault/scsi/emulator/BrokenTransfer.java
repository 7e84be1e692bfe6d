package org.arenavault.scsi.emulator;

/** The data of a command are not as long as its CDB says: no adapter lets that end well (real-drives.md 7, 0/00/03). */
final class BrokenTransfer extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenTransfer(long expected, long actual) {
        super("the CDB moves %d bytes, the transfer is of %d".formatted(expected, actual), null, false, false);
    }
}
