package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.media.Medium;

/**
 * Presents discs, one after the other, until the caller has the one it wants. A source cannot tell discs apart;
 * the caller looks at each and says why it is not the one.
 */
public interface DiscSource extends Closeable {

    /**
     * Presents the next candidate. What lies in the drive is the first one. The medium presented before has been
     * closed by the caller.
     *
     * @param request what is needed
     * @param remark why the candidate before was not it, or what has become of it, for the operator to read; empty
     *     at the first
     * @return empty if any disc was wanted, or one at hand, and there are no more
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    Optional<Medium> next(DiscRequest request, String remark) throws IOException;

    /**
     * Says that the work with the disc presented last is done: it may be carried away, now or when the next one is
     * wanted. To be said as soon as that is known; without it the disc stays where it is if no other is wanted.
     *
     * @param label what is to be written on it
     */
    default void release(String label) throws IOException {
        // where a disc lies is its operator's matter
    }

    /**
     * Says that the disc presented last has failed: it is carried away as {@link #release} says, to where bad discs go.
     *
     * @param label what is to be written on it
     * @return where that is, for the records; empty if it stays with the operator
     */
    default String reject(String label) throws IOException {
        return "";
    }
}
