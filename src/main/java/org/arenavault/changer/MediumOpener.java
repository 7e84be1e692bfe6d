package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.media.Medium;

/** Opens what lies in the drive now. */
@FunctionalInterface
public interface MediumOpener {

    /**
     * Opens it. The medium is ready when this returns.
     *
     * @throws org.arenavault.io.OperatorNeededException if there is none, or the drive is busy or gone
     */
    Medium open() throws IOException;
}
