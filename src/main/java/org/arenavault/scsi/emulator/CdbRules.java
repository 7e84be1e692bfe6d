package org.arenavault.scsi.emulator;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.arenavault.scsi.Opcode;

/**
 * What a CDB may hold, and when its command may run ({@code optical-emulator.md} 4). A bit that is not in a command's
 * mask is reserved and refused with 5/24/00 and a pointer to it.
 */
final class CdbRules {

    private static final Map<Opcode, byte[]> MASKS = new EnumMap<>(Opcode.class);

    /** Allocation length: where it stands, and how many bytes it has. */
    private static final Map<Opcode, int[]> ALLOCATION = new EnumMap<>(Opcode.class);

    /** Carried out in spite of a pending unit attention (step 4). */
    private static final Set<Opcode> DESPITE_ATTENTION = EnumSet.of(Opcode.INQUIRY, Opcode.REQUEST_SENSE,
            Opcode.GET_CONFIGURATION, Opcode.GET_EVENT_STATUS_NOTIFICATION);

    /** Carried out while an operation runs (step 8); TEST UNIT READY reports it. */
    private static final Set<Opcode> DURING_OPERATION = EnumSet.of(Opcode.INQUIRY, Opcode.REQUEST_SENSE,
            Opcode.GET_EVENT_STATUS_NOTIFICATION, Opcode.GET_CONFIGURATION, Opcode.READ_BUFFER_CAPACITY);

    /** Carried out without a ready medium (steps 6 and 7). */
    private static final Set<Opcode> WITHOUT_MEDIUM = EnumSet.of(Opcode.INQUIRY, Opcode.REQUEST_SENSE,
            Opcode.GET_EVENT_STATUS_NOTIFICATION, Opcode.GET_CONFIGURATION, Opcode.START_STOP_UNIT,
            Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL, Opcode.MODE_SENSE_10, Opcode.MODE_SELECT_10, Opcode.MECHANISM_STATUS,
            Opcode.READ_FORMAT_CAPACITIES, Opcode.READ_BUFFER_CAPACITY, Opcode.SET_CD_SPEED, Opcode.SET_STREAMING);

    /** Report a deferred error (step 9). */
    private static final Set<Opcode> REPORT_DEFERRED = EnumSet.of(Opcode.WRITE_10, Opcode.WRITE_12,
            Opcode.WRITE_AND_VERIFY_10, Opcode.SYNCHRONIZE_CACHE, Opcode.CLOSE_TRACK_SESSION, Opcode.TEST_UNIT_READY);

    static {
        mask(Opcode.TEST_UNIT_READY, "ff0000000000");
        mask(Opcode.REQUEST_SENSE, "ff010000ff00", 4, 1);
        mask(Opcode.FORMAT_UNIT, "ff1f00000000");
        mask(Opcode.INQUIRY, "ff01ffffff00", 3, 2);
        mask(Opcode.START_STOP_UNIT, "ff010000f300");
        mask(Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL, "ff0000000300");
        mask(Opcode.READ_FORMAT_CAPACITIES, "ff000000000000ffff00", 7, 2);
        mask(Opcode.READ_CAPACITY, "ff000000000000000000");
        mask(Opcode.READ_10, "ff18ffffffff00ffff00");
        mask(Opcode.WRITE_10, "ff18ffffffff00ffff00");
        mask(Opcode.WRITE_AND_VERIFY_10, "ff10ffffffff00ffff00");
        mask(Opcode.VERIFY_10, "ff10ffffffff00ffff00");
        mask(Opcode.SYNCHRONIZE_CACHE, "ff02ffffffff00ffff00");
        mask(Opcode.READ_TOC, "ff020f000000ffffff00", 7, 2);
        mask(Opcode.GET_CONFIGURATION, "ff03ffff000000ffff00", 7, 2);
        mask(Opcode.GET_EVENT_STATUS_NOTIFICATION, "ff010000ff0000ffff00", 7, 2);
        mask(Opcode.READ_DISC_INFORMATION, "ff070000000000ffff00", 7, 2);
        mask(Opcode.READ_TRACK_INFORMATION, "ff07ffffffff00ffff00", 7, 2);
        mask(Opcode.RESERVE_TRACK, "ff01ffffffffffffff00");
        mask(Opcode.SEND_OPC_INFORMATION, "ff010000000000000000");
        mask(Opcode.MODE_SELECT_10, "ff110000000000ffff00");
        mask(Opcode.MODE_SENSE_10, "ff18ffff000000ffff00", 7, 2);
        mask(Opcode.CLOSE_TRACK_SESSION, "ff010700ffff00000000");
        mask(Opcode.READ_BUFFER_CAPACITY, "ff010000000000ffff00", 7, 2);
        mask(Opcode.BLANK, "ff17ffffffff000000000000");
        mask(Opcode.READ_12, "ff18ffffffffffffffff8000");
        mask(Opcode.WRITE_12, "ff18ffffffffffffffff8000");
        mask(Opcode.READ_MEDIA_SERIAL_NUMBER, "ff1f00000000ffffffff0000", 6, 4);
        mask(Opcode.GET_PERFORMANCE, "ff1fffffffff0000ffffff00");
        mask(Opcode.READ_DISC_STRUCTURE, "ff0fffffffffffffffffc000", 8, 2);
        mask(Opcode.SET_STREAMING, "ff00000000000000ffffff00");
        mask(Opcode.SET_CD_SPEED, "ff03ffffffff000000000000");
        mask(Opcode.MECHANISM_STATUS, "ff00000000000000ffff0000", 8, 2);
        mask(Opcode.INITIALIZE_ELEMENT_STATUS, "ff0000000000");
        mask(Opcode.INITIALIZE_ELEMENT_STATUS_WITH_RANGE, "ff03ffff0000ffff0000");
        mask(Opcode.MODE_SENSE_6, "ff08ff00ff00", 4, 1);
        mask(Opcode.POSITION_TO_ELEMENT, "ff00ffffffff00000100");
        mask(Opcode.MOVE_MEDIUM, "ff00ffffffffffff00000100");
        mask(Opcode.EXCHANGE_MEDIUM, "ff00ffffffffffffffff0300");
        mask(Opcode.READ_ELEMENT_STATUS, "ff1fffffffff03ffffff0000", 7, 3);
    }

    private CdbRules() {
    }

    private static void mask(Opcode opcode, String hex) {
        byte[] mask = HexFormat.of().parseHex(hex);
        if (mask.length != opcode.cdbLength()) {
            throw new IllegalStateException("the mask of " + opcode + " has " + mask.length + " bytes");
        }
        MASKS.put(opcode, mask);
    }

    private static void mask(Opcode opcode, String hex, int allocationAt, int allocationBytes) {
        mask(opcode, hex);
        ALLOCATION.put(opcode, new int[] {allocationAt, allocationBytes});
    }

    /** Refuses reserved bits, and a CDB of another length than its opcode has. */
    static void check(Opcode opcode, byte[] cdb) throws CheckCondition {
        byte[] mask = Objects.requireNonNull(MASKS.get(opcode), opcode::name);
        if (cdb.length != mask.length) {
            throw CheckCondition.invalidField(0);
        }
        for (int i = 1; i < cdb.length; i++) {
            int reserved = cdb[i] & ~mask[i] & 0xFF;
            if (reserved != 0) {
                throw CheckCondition.invalidField(i, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(reserved));
            }
        }
    }

    /** Bytes the host has room for; as many as there can be where the CDB does not say. */
    static int allocation(Opcode opcode, byte[] cdb) {
        int[] field = ALLOCATION.get(opcode);
        if (field == null) {
            return Integer.MAX_VALUE;
        }
        long length = 0;
        for (int i = 0; i < field[1]; i++) {
            length = length << 8 | (cdb[field[0] + i] & 0xFF);
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    static boolean despiteAttention(Opcode opcode) {
        return DESPITE_ATTENTION.contains(opcode);
    }

    static boolean duringOperation(Opcode opcode) {
        return DURING_OPERATION.contains(opcode);
    }

    static boolean withoutMedium(Opcode opcode) {
        return WITHOUT_MEDIUM.contains(opcode);
    }

    /** True if the command brings data for the medium. */
    static boolean writes(Opcode opcode) {
        return opcode == Opcode.WRITE_10 || opcode == Opcode.WRITE_12 || opcode == Opcode.WRITE_AND_VERIFY_10;
    }

    static boolean reportsDeferred(Opcode opcode) {
        return REPORT_DEFERRED.contains(opcode);
    }
}
