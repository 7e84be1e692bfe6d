package org.arenavault.scsi.emulator;

import java.util.Locale;

/** How a disc is formatted. */
enum Formatting {
    /** Not at all. A BD-R can be written all the same, and becomes {@link #PLAIN} by that. */
    NONE,
    /** Without spares: a BD-R after its first write, a BD-RE of format 31h, and whatever knows no spares. */
    PLAIN,
    /** With spares. */
    SPARED,
    /** BD-R with spares and pseudo-overwrite. */
    POW;

    /** The name in the state file. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
