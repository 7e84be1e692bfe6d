package org.arenavault.scsi.sgio;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;
import org.arenavault.scsi.Command;

/**
 * {@code struct sg_io_hdr}, version 3 (1.2), as it lies in memory: 88 bytes where pointers have 8, 64 where they have
 * 4. It is filled and read in place, once for every command.
 */
final class SgIoHeader {

    private static final int INTERFACE_ID = 'S';
    private static final int NONE = -1;
    private static final int TO_DEVICE = -2;
    private static final int FROM_DEVICE = -3;
    private static final int COMMON = 16;
    private static final int CDB_ROOM = 16;
    private static final int SENSE_ROOM = 64;
    private static final int POINTER = Native.POINTER_SIZE;

    private static final int DIRECTION_AT = 4;
    private static final int CDB_LENGTH_AT = 8;
    private static final int SENSE_ROOM_AT = 9;
    private static final int DATA_LENGTH_AT = 12;
    private static final int DATA_AT = COMMON;
    private static final int CDB_AT = DATA_AT + POINTER;
    private static final int SENSE_AT = CDB_AT + POINTER;
    private static final int TIMEOUT_AT = SENSE_AT + POINTER;
    private static final int FLAGS_AT = TIMEOUT_AT + 4;
    private static final int PACK_ID_AT = FLAGS_AT + 4;
    /** Behind {@code pack_id} pointers of 8 bytes are aligned. */
    private static final int USER_AT = (PACK_ID_AT + 4 + POINTER - 1) / POINTER * POINTER;
    private static final int STATUS_AT = USER_AT + POINTER;
    private static final int SENSE_WRITTEN_AT = STATUS_AT + 3;
    private static final int HOST_STATUS_AT = STATUS_AT + 4;
    private static final int DRIVER_STATUS_AT = STATUS_AT + 6;
    private static final int RESIDUAL_AT = STATUS_AT + 8;
    private static final int INFO_AT = RESIDUAL_AT + 8;

    /** Bytes of the structure. */
    static final int SIZE = INFO_AT + 4 + (POINTER == 8 ? 4 : 0);

    private final Memory header = new Memory(SIZE);
    private final Memory cdb = new Memory(CDB_ROOM);
    private final Memory sense = new Memory(SENSE_ROOM);

    /** Fills in a command whose data lie at {@code data}. */
    void prepare(Command command, Pointer data) {
        header.clear();
        sense.clear();
        cdb.clear();
        cdb.write(0, command.cdb(), 0, command.cdb().length);
        boolean moves = command.length() > 0;
        header.setInt(0, INTERFACE_ID);
        header.setInt(DIRECTION_AT, !moves ? NONE : switch (command.direction()) {
            case NONE -> NONE;
            case IN -> FROM_DEVICE;
            case OUT -> TO_DEVICE;
        });
        header.setByte(CDB_LENGTH_AT, (byte) command.cdb().length);
        header.setByte(SENSE_ROOM_AT, (byte) SENSE_ROOM);
        header.setInt(DATA_LENGTH_AT, command.length());
        header.setPointer(DATA_AT, moves ? data : Pointer.NULL);
        header.setPointer(CDB_AT, cdb);
        header.setPointer(SENSE_AT, sense);
        header.setInt(TIMEOUT_AT, milliseconds(command.timeout()));
    }

    /** At least one: none would be for ever. */
    private static int milliseconds(Duration timeout) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    }

    /** What the kernel is handed. */
    Pointer pointer() {
        return header;
    }

    /** The SCSI status byte. */
    int status() {
        return header.getByte(STATUS_AT) & 0xFF;
    }

    /** What the adapter says. */
    int hostStatus() {
        return header.getShort(HOST_STATUS_AT) & 0xFFFF;
    }

    /** What the kernel's middle layer says. */
    int driverStatus() {
        return header.getShort(DRIVER_STATUS_AT) & 0xFFFF;
    }

    /** Bytes that were not transferred, as far as anybody says so. */
    int residual() {
        return header.getInt(RESIDUAL_AT);
    }

    /** The sense bytes that were stored. */
    byte[] sense() {
        return sense.getByteArray(0, Math.min(SENSE_ROOM, header.getByte(SENSE_WRITTEN_AT) & 0xFF));
    }
}
