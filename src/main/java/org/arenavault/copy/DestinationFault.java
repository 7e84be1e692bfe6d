package org.arenavault.copy;

import java.io.IOException;
import java.util.Locale;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;

/** What it means that a destination takes nothing any more. */
final class DestinationFault {

    private DestinationFault() {
    }

    /** Full, which is a failure; or else gone, so that somebody has to attach it again. */
    static IOException of(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new RefusedException(text.replaceFirst("(?i):? no space left.*", "")
                    + ": there is no room left; make some, then say 'arenavault device-copy resume'", e);
        }
        return new OperatorNeededException(OperatorNeededException.Need.GONE,
                text + "; attach the destination again, then say 'arenavault device-copy resume'", e);
    }
}
