package org.arenavault.optical;

import java.io.IOException;

/** Makes sure, before something that cannot be undone, that it is still the disc that is meant. */
@FunctionalInterface
public interface SameDisc {

    /** Where that it looks the same to the drive is enough. */
    SameDisc AS_IT_LOOKS = () -> { };

    /**
     * Returns only if it is.
     *
     * @throws IOException if it is not, or nobody knows
     */
    void check() throws IOException;
}
