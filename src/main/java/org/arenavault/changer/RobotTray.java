package org.arenavault.changer;

import java.io.IOException;

/** The tray that a robot's arm reaches into. The drive moves it; the robot cannot see where it is. */
interface RobotTray {

    /**
     * Puts the tray out, and is certain of it.
     *
     * @throws org.arenavault.io.OperatorNeededException if the drive does not say that it is out
     */
    void open() throws IOException;

    /**
     * Draws the tray in, and is certain of it.
     *
     * @throws org.arenavault.io.OperatorNeededException if the drive does not say that it is in
     */
    void close() throws IOException;

    /** Whether the drive finds a disc in it. The tray is drawn in for that. */
    boolean holdsDisc() throws IOException;

    /**
     * Waits until the drive is ready.
     *
     * @throws org.arenavault.io.OperatorNeededException if there is no disc in it, or it does not become ready
     */
    void awaitReady() throws IOException;
}
