package org.arenavault.io;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Platform;
import java.util.List;

/** Leaves the terminal: what happens to it does not reach this process any more. */
public final class OwnSession {

    /** What is needed of the system's library. */
    interface LibC extends Library {

        /** setsid(2). */
        int setsid() throws LastErrorException;
    }

    private OwnSession() {
    }

    /**
     * Becomes the leader of a session of its own; without effect where there is no such thing, or it is
     * one, or nothing of the system can be called.
     */
    public static void begin() {
        if (Platform.isWindows()) {
            return;
        }
        try {
            NativeLibraries.load(List.of("c"), LibC.class, "a process stays where it was started").setsid();
        } catch (LastErrorException | OperatorNeededException e) {
            // EPERM: it leads a group already, so that no terminal's signals reach it either
            return;
        }
    }
}
