package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.io.RefusedException;

/**
 * What an operation of a robot reaches for.
 *
 * @param drive its number
 * @param bin its number
 * @param tray the drive's
 */
record RobotReach(int drive, int bin, RobotTray tray) {

    /** For operations that move no disc. */
    static final RobotReach NOTHING = new RobotReach(0, 0, new NoTray());

    private static final class NoTray implements RobotTray {

        @Override
        public void open() throws IOException {
            throw none();
        }

        @Override
        public void close() throws IOException {
            throw none();
        }

        @Override
        public boolean holdsDisc() throws IOException {
            throw none();
        }

        @Override
        public void awaitReady() throws IOException {
            throw none();
        }

        private static RefusedException none() {
            return new RefusedException("the description has a tray moved where no disc is; only 'load', 'unload', "
                    + "'accept' and 'reject' know a drive");
        }
    }
}
