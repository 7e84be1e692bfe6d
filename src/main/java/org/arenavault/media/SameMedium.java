package org.arenavault.media;

import java.io.IOException;

/** Makes sure, before a step that makes a track count, that it is still the medium of the plan that is written. */
@FunctionalInterface
interface SameMedium {

    /**
     * Returns only if it is.
     *
     * @throws org.arenavault.io.OperatorNeededException if another one lies there by now
     */
    void check() throws IOException;
}
