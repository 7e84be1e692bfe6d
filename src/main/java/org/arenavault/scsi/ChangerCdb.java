package org.arenavault.scsi;

/**
 * The command descriptor blocks for a medium changer (7.1 of the specification; SMC-3). Element addresses are 16-bit
 * numbers of the unit's own choosing, learned from {@link ElementAddresses}.
 */
public final class ChangerCdb {

    /** The transport element address that leaves the choice of the picker to the unit. */
    public static final int DEFAULT_TRANSPORT = 0;

    /** VOLTAG: whether the labels read by the unit are wanted. */
    public enum VolumeTags { LEFT_OUT, WANTED }

    /** DVCID: whether the identifiers of the drives are wanted. */
    public enum DeviceIds { LEFT_OUT, WANTED }

    private ChangerCdb() {
    }

    /** INITIALIZE ELEMENT STATUS: look into every element again. */
    public static byte[] initializeElementStatus() {
        return Cdb.cdb(Opcode.INITIALIZE_ELEMENT_STATUS);
    }

    /** MODE SENSE(6), DBD = 1, page 1Dh: {@link ElementAddresses} behind a 4-byte header. */
    public static byte[] modeSenseElementAddresses(int allocation) {
        byte[] cdb = Cdb.cdb(Opcode.MODE_SENSE_6);
        BigEndian.put8(cdb, 1, 0x08);
        BigEndian.put8(cdb, 2, ElementAddresses.PAGE);
        BigEndian.put8(cdb, 4, Cdb.within("allocation length", allocation, 0xFF));
        return cdb;
    }

    /** MOVE MEDIUM. */
    public static byte[] moveMedium(int transport, int source, int destination) {
        byte[] cdb = Cdb.cdb(Opcode.MOVE_MEDIUM);
        address(cdb, 2, transport);
        address(cdb, 4, source);
        address(cdb, 6, destination);
        return cdb;
    }

    /**
     * READ ELEMENT STATUS, CURDATA = 0: an {@link ElementStatus}. Ask for each type by itself: all types in one answer
     * confuse real units, and crash one.
     */
    public static byte[] readElementStatus(ElementType type, int first, int count, VolumeTags tags, DeviceIds ids,
                                           int allocation) {
        byte[] cdb = Cdb.cdb(Opcode.READ_ELEMENT_STATUS);
        BigEndian.put8(cdb, 1, Answer.flag(tags == VolumeTags.WANTED, 4) | type.code());
        address(cdb, 2, first);
        address(cdb, 4, count);
        BigEndian.put8(cdb, 6, Answer.flag(ids == DeviceIds.WANTED, 0));
        BigEndian.put24(cdb, 7, Cdb.within("allocation length", allocation, 0xFFFFFF));
        return cdb;
    }

    private static void address(byte[] cdb, int at, int address) {
        BigEndian.put16(cdb, at, Cdb.within("element address", address, 0xFFFF));
    }
}
