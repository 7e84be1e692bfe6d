package org.arenavault.restore;

import java.io.IOException;

/** The discs that a restore reads, by whatever rule it asks for them. */
interface RestoreDiscs {

    /**
     * Reads them all, as long as something is wanted.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is needed and nobody can insert it
     * @throws org.arenavault.io.RefusedException if nothing may be done with them
     */
    void read() throws IOException;

    /** Tells what is missing still, after what was damaged has been mended, and what waited is in its place. */
    void finish() throws IOException;
}
