package org.arenavault.scsi;

/**
 * CLOSE TRACK/SESSION, b2[2:0] (2.13). What a function does differs by medium; what a medium does not know it
 * answers with 5/24/00. The last three cannot be undone.
 */
public enum CloseFunction implements Coded {
    /** DVD+RW: suspend the background format. */
    STOP_FORMAT(0),
    /** Close one track; it takes no more data. */
    TRACK(1),
    /** Close the last session; DVD+RW: stop the background format. */
    SESSION(2),
    /** Finalise a DVD-RW. */
    FINALISE_RW(3),
    /** DVD+R DL: close the session with an extended lead-out. */
    SESSION_EXTENDED(4),
    /** DVD+R: finalise with the smallest radius. */
    FINALISE_SMALL(5),
    /** BD-R, DVD+R: finalise the disc. */
    FINALISE(6);

    private final int code;

    CloseFunction(int code) {
        this.code = code;
    }

    /** The value of the field, 0 to 7. */
    @Override
    public int code() {
        return code;
    }
}
