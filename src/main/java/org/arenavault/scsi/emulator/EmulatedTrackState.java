package org.arenavault.scsi.emulator;

import java.util.Locale;

/** How a track of a disc stands ({@code optical-emulator.md} 2). */
enum EmulatedTrackState {
    INCOMPLETE_BLANK, OPEN, RESERVED_BLANK, RESERVED_OPEN, CLOSED, DAMAGED_WRITABLE, DAMAGED_DEAD;

    /** The name in the state file. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean writable() {
        return this != CLOSED && this != DAMAGED_DEAD;
    }

    boolean reserved() {
        return this == RESERVED_BLANK || this == RESERVED_OPEN;
    }

    boolean blank() {
        return this == INCOMPLETE_BLANK || this == RESERVED_BLANK;
    }

    boolean damaged() {
        return this == DAMAGED_WRITABLE || this == DAMAGED_DEAD;
    }
}
