package org.arenavault.copy;

import java.io.IOException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SystemFault;

/** What it means that a destination takes nothing any more. */
final class DestinationFault {

    private static final String RESUME = "arenavault device-copy resume";
    private static final String GOES_ON = "goes on then";

    private DestinationFault() {
    }

    /** Full, which is a failure; or else gone, so that somebody has to attach it again. */
    static IOException of(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (SystemFault.NO_SPACE.isToldBy(e)) {
            return new RefusedException(text + "; make room", e).next(RESUME, GOES_ON);
        }
        return new OperatorNeededException(OperatorNeededException.Need.GONE,
                text + "; attach the destination again", e).next(RESUME, GOES_ON);
    }
}
