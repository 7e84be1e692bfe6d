package org.arenavault.scsi.iscsi;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * Where libiscsi keeps the residual count of a task: it has no function that tells. The structure begins with status,
 * length of the CDB, direction, expected length and the CDB in 16 bytes; where these stand as they were given, what
 * follows stands as in the versions known too. Elsewhere all data count as transferred (rule T4 does the rest).
 */
enum TaskLayout {

    /** As in 1.19 with pointers of 8 bytes. */
    KNOWN,
    /** Another one, which is not looked into. */
    UNKNOWN;

    private static final int CDB_LENGTH_AT = 4;
    private static final int DIRECTION_AT = 8;
    private static final int LENGTH_AT = 12;
    private static final int CDB_AT = 16;
    private static final int RESIDUAL_STATUS_AT = 32;
    private static final int RESIDUAL_AT = 40;
    private static final int UNDERFLOW = 1;

    /** The layout of a task just made. */
    static TaskLayout of(Pointer task, byte[] cdb, int direction, int length) {
        boolean known = Native.POINTER_SIZE == 8 && task.getInt(CDB_LENGTH_AT) == cdb.length
                && task.getInt(DIRECTION_AT) == direction && task.getInt(LENGTH_AT) == length
                && Arrays.equals(task.getByteArray(CDB_AT, cdb.length), cdb)
                && task.getInt(RESIDUAL_STATUS_AT) == 0 && task.getLong(RESIDUAL_AT) == 0;
        return known ? KNOWN : UNKNOWN;
    }

    /** Bytes that were transferred of {@code length}. */
    int transferred(Pointer task, int length) {
        if (this == UNKNOWN || task.getInt(RESIDUAL_STATUS_AT) != UNDERFLOW) {
            return length;
        }
        return (int) Math.max(0, length - Math.max(0, task.getLong(RESIDUAL_AT)));
    }
}
