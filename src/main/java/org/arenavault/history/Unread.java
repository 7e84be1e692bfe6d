package org.arenavault.history;

import java.io.IOException;
import org.arenavault.io.CancelledException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;

/** Who is told of what cannot be read. That keeps nothing else from its turn. */
@FunctionalInterface
public interface Unread {

    /** A part of the work. */
    @FunctionalInterface
    interface Part {

        void run() throws IOException;
    }

    /** A file cannot be read, or a directory with all that is in it. */
    void found(String path, String reason);

    /**
     * Does a part of the work, and tells of it if that cannot be read.
     *
     * @throws PeerException if the server is gone: nothing else will come from it
     * @throws CancelledException if the operator stops it
     */
    default void guard(String path, Part part) throws IOException {
        try {
            part.run();
        } catch (CancelledException | PeerException e) {
            throw e;
        } catch (IOException e) {
            found(path, Reason.of(e));
        }
    }
}
