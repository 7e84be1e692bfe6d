package org.arenavault.restore.sending;

import java.io.IOException;

/** The discs that are sent, by whatever rule they are asked for. */
interface Sending {

    /**
     * Sends what they hold, as long as something is wanted.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is needed and nobody can insert it
     */
    void run() throws IOException;
}
