package org.arenavault.scsi.emulator;

import java.io.IOException;

/**
 * Something a drive is busy with for a while.
 *
 * @param kind what
 * @param begin when it began, in nanoseconds of the clock
 * @param end when it will be done
 * @param completion what happens then
 */
record LongOperation(Kind kind, long begin, long end, Completion completion) {

    /** What a drive can be busy with. */
    enum Kind { FORMAT, BLANK, SYNC, CLOSE, OPC }

    /** What happens at the end. */
    interface Completion {
        void run() throws IOException;
    }

    /** How far it has come, in 65536ths. */
    int progress(long now) {
        return end <= begin ? 0xFFFF : (int) Math.min(0xFFFF, (now - begin) * 0x10000L / (end - begin));
    }
}
