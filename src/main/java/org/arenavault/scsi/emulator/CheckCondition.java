package org.arenavault.scsi.emulator;

import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseData.FieldPointer;
import org.arenavault.scsi.SenseKey;

/**
 * A command ends with CHECK CONDITION. It is how the parts of the emulator tell each other and never leaves them;
 * it has no stack trace, because a busy drive answers so thousands of times.
 */
final class CheckCondition extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SenseData sense;

    CheckCondition(SenseData sense) {
        super(sense.toString(), null, false, false);
        this.sense = sense;
    }

    CheckCondition(SenseKey key, int asc, int ascq) {
        this(SenseData.of(key, asc, ascq));
    }

    SenseData sense() {
        return sense;
    }

    /** 5/24/00, pointing at a field of the CDB. */
    static CheckCondition invalidField(int byteIndex, int bit) {
        return new CheckCondition(SenseData.of(SenseKey.ILLEGAL_REQUEST, 0x24, 0x00)
                .withFieldPointer(new FieldPointer(true, byteIndex, bit)));
    }

    /** 5/24/00, pointing at a byte of the CDB. */
    static CheckCondition invalidField(int byteIndex) {
        return invalidField(byteIndex, FieldPointer.NO_BIT);
    }

    /** 5/26/00, pointing at a byte of the parameter list. */
    static CheckCondition invalidParameter(int byteIndex) {
        return new CheckCondition(SenseData.of(SenseKey.ILLEGAL_REQUEST, 0x26, 0x00)
                .withFieldPointer(new FieldPointer(false, byteIndex, FieldPointer.NO_BIT)));
    }

    static CheckCondition parameterListLength() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x1A, 0x00);
    }

    static CheckCondition unsupportedCommand() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x20, 0x00);
    }

    static CheckCondition outOfRange() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x21, 0x00);
    }

    static CheckCondition invalidWriteAddress() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x21, 0x02);
    }

    static CheckCondition sequenceError() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x2C, 0x00);
    }

    static CheckCondition longWrite() {
        return new CheckCondition(SenseKey.NOT_READY, 0x04, 0x08);
    }
}
