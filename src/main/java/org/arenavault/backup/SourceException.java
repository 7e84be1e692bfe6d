package org.arenavault.backup;

import java.io.IOException;

/** The arena itself could not be read while it was being recorded: no fault of the disc. */
final class SourceException extends IOException {

    private static final long serialVersionUID = 1L;

    SourceException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
