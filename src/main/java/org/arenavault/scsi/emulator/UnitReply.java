package org.arenavault.scsi.emulator;

import org.arenavault.scsi.SenseData;

/**
 * How a command that was carried out ends.
 *
 * @param data the answer, not yet cut to the allocation length; empty where there is none
 * @param transferred bytes moved directly between medium and the caller's buffer; 0 where there is an answer
 * @param sense a recovered error, or {@link SenseData#NONE}
 */
record UnitReply(byte[] data, int transferred, SenseData sense) {

    /** GOOD, and nothing to tell. */
    static final UnitReply GOOD = new UnitReply(new byte[0], 0, SenseData.NONE);

    /** An answer. */
    static UnitReply of(byte[] data) {
        return new UnitReply(data, 0, SenseData.NONE);
    }

    /** Data moved. */
    static UnitReply moved(int bytes) {
        return new UnitReply(new byte[0], bytes, SenseData.NONE);
    }

    UnitReply with(SenseData recovered) {
        return new UnitReply(data, transferred, recovered);
    }
}
