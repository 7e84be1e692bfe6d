package org.arenavault.scsi.emulator;

import java.io.IOException;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

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

    /** What a drive that is busy so says of itself; {@code longWrite} if it calls writing 4/08 and not 4/07. */
    SenseData sense(long now, boolean longWrite) {
        int ascq = switch (kind) {
            case FORMAT -> 0x04;
            case SYNC, CLOSE -> longWrite ? 0x08 : 0x07;
            case BLANK, OPC -> 0x07;
        };
        return SenseData.of(SenseKey.NOT_READY, 0x04, ascq).withProgress(progress(now));
    }

    /** How far it has come, in 65536ths. */
    private int progress(long now) {
        return end <= begin ? 0xFFFF : (int) Math.min(0xFFFF, (now - begin) * 0x10000L / (end - begin));
    }
}
