package org.arenavault.scsi.emulator;

import org.arenavault.scsi.BigEndian;
import org.arenavault.scsi.Opcode;

/**
 * Where a command touches the medium, as its descriptor block tells.
 *
 * @param lba first block, or -1 if it names none
 * @param blocks how many
 * @param track the track that it names, or 0
 */
record Transfer(long lba, long blocks, int track) {

    static Transfer of(byte[] cdb) {
        return switch (Opcode.of(cdb)) {
            case READ_10, WRITE_10, WRITE_AND_VERIFY_10, VERIFY_10 ->
                new Transfer(BigEndian.u32(cdb, 2), BigEndian.u16(cdb, 7), 0);
            case READ_12, WRITE_12 -> new Transfer(BigEndian.u32(cdb, 2), BigEndian.u32(cdb, 6), 0);
            case CLOSE_TRACK_SESSION -> new Transfer(-1, 0, BigEndian.u16(cdb, 4));
            case READ_TRACK_INFORMATION -> new Transfer(-1, 0, (int) Math.min(0xFFFF, BigEndian.u32(cdb, 2)));
            default -> new Transfer(-1, 0, 0);
        };
    }
}
