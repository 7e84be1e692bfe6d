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
     * @param wanted what is needed
     * @param remark why the candidate before was not it, or what has become of it, for the operator to read; empty
     *     at the first
     * @return empty if any disc was wanted and there are no more
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    Optional<Medium> next(Wanted wanted, String remark) throws IOException;
}
