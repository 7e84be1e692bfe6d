package org.arenavault.scsi.emulator;

import org.arenavault.scsi.SenseData;

/**
 * How a command that was carried out ends.
 *
 * @param data the answer, not yet cut to the allocation length; empty where there is none
 * @param transferred bytes moved directly between medium and the caller's buffer; 0 where there is an answer
 * @param sense a recovered error, or {@link SenseData#NONE}
 */
record Reply(byte[] data, int transferred, SenseData sense) {

    /** GOOD, and nothing to tell. */
    static final Reply GOOD = new Reply(new byte[0], 0, SenseData.NONE);

    /** An answer. */
    static Reply of(byte[] data) {
        return new Reply(data, 0, SenseData.NONE);
    }

    /** Data moved. */
    static Reply moved(int bytes) {
        return new Reply(new byte[0], bytes, SenseData.NONE);
    }

    Reply with(SenseData recovered) {
        return new Reply(data, transferred, recovered);
    }
}
