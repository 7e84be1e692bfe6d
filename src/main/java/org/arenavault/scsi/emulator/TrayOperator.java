package org.arenavault.scsi.emulator;

import java.io.IOException;

/** Whoever stands beside an emulated drive. */
interface TrayOperator {

    /** The tray is open, or closed, from now on. */
    default void trayMoved(boolean open) throws IOException {
    }

    /** A host has a look at the drive: the moment to do to it what has to be done. */
    default void lookedAt() throws IOException {
    }
}
