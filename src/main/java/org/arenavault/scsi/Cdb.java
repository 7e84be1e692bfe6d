package org.arenavault.scsi;

/**
 * The command descriptor blocks for a recorder, one factory a command. Shapes: 2.1 of the specification, which
 * condenses SPC-4, SBC-3 and MMC-6 (clause 6, commands in alphabetical order). Unlisted bytes are zero, the last byte
 * is CONTROL = 0. Blocks are 2048 bytes; an LBA and a length are unsigned. Every call makes a fresh array.
 *
 * <p>Allocation lengths: ask for exactly what will be parsed; some USB bridges hang when a unit returns less.
 */
public final class Cdb {

    /** IMMED: whether the unit answers at once and works on, or when it is done. */
    public enum Immed { OFF, ON }

    /** FUA: whether a read or write must reach the medium itself. */
    public enum Fua { OFF, ON }

    /** Streaming: on BD, writing without defect management; whole aligned clusters only. */
    public enum Streaming { OFF, ON }

    /** START STOP UNIT, b4[1:0]: what spindle and tray shall do. */
    public enum Motion implements Coded {
        STOP(0), SPIN_UP(1), EJECT(2), LOAD(3);

        private final int code;

        Motion(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** PREVENT ALLOW MEDIUM REMOVAL, b4[1:0]. */
    public enum Removal implements Coded {
        ALLOW(0), PREVENT(1), PERSISTENT_ALLOW(2), PERSISTENT_PREVENT(3);

        private final int code;

        Removal(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** GET CONFIGURATION, RT: all features, the current ones, or the one given. */
    public enum FeatureRequest implements Coded {
        ALL(0), CURRENT(1), ONE(2);

        private final int code;

        FeatureRequest(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** READ TRACK INFORMATION, b1[1:0]: the value in b2-5 is the number of a track. */
    private static final int BY_TRACK = 1;

    /** FORMAT UNIT, b1: FmtData and format code 1, the only ones MMC knows. */
    private static final int FORMAT_DATA = 0x11;

    /** READ DISC STRUCTURE, b1[3:0]: the kind of medium. */
    public enum StructureMedium implements Coded {
        DVD(0), BD(1);

        private final int code;

        StructureMedium(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    private Cdb() {
    }

    /** TEST UNIT READY. */
    public static byte[] testUnitReady() {
        return cdb(Opcode.TEST_UNIT_READY);
    }

    /** REQUEST SENSE in the fixed format (DESC = 0); 18 bytes are enough for it. */
    public static byte[] requestSense(int allocation) {
        byte[] cdb = cdb(Opcode.REQUEST_SENSE);
        BigEndian.put8(cdb, 4, within("allocation length", allocation, 0xFF));
        return cdb;
    }

    /** FORMAT UNIT; the {@link FormatUnitParameters}, 12 bytes, say how, and carry their own IMMED. */
    public static byte[] formatUnit() {
        byte[] cdb = cdb(Opcode.FORMAT_UNIT);
        BigEndian.put8(cdb, 1, FORMAT_DATA);
        return cdb;
    }

    /** INQUIRY, standard data: {@link Inquiry}. */
    public static byte[] inquiry(int allocation) {
        byte[] cdb = cdb(Opcode.INQUIRY);
        BigEndian.put16(cdb, 3, within("allocation length", allocation, 0xFFFF));
        return cdb;
    }

    /** INQUIRY, EVPD = 1: a page of {@link VitalProductData}. */
    public static byte[] inquiryVpd(int page, int allocation) {
        byte[] cdb = inquiry(allocation);
        BigEndian.put8(cdb, 1, 1);
        BigEndian.put8(cdb, 2, within("page", page, 0xFF));
        return cdb;
    }

    /** MODE SELECT(10), PF = 1, SP = 0; followed by a {@link ModeParameters} of {@code length} bytes. */
    public static byte[] modeSelect10(int length) {
        byte[] cdb = cdb(Opcode.MODE_SELECT_10);
        BigEndian.put8(cdb, 1, 0x10);
        BigEndian.put16(cdb, 7, within("list length", length, 0xFFFF));
        return cdb;
    }

    /** MODE SENSE(10), DBD = 1: {@link ModeParameters}. Page 3Fh asks for all. */
    public static byte[] modeSense10(PageControl control, int page, int allocation) {
        byte[] cdb = cdb(Opcode.MODE_SENSE_10);
        BigEndian.put8(cdb, 1, 0x08);
        BigEndian.put8(cdb, 2, control.code() << 6 | within("page", page, 0x3F));
        BigEndian.put16(cdb, 7, within("allocation length", allocation, 0xFFFF));
        return cdb;
    }

    /** START STOP UNIT. */
    public static byte[] startStopUnit(Motion motion, Immed immed) {
        byte[] cdb = cdb(Opcode.START_STOP_UNIT);
        BigEndian.put8(cdb, 1, Answer.flag(immed == Immed.ON, 0));
        BigEndian.put8(cdb, 4, motion.code());
        return cdb;
    }

    /** PREVENT ALLOW MEDIUM REMOVAL. */
    public static byte[] removal(Removal removal) {
        byte[] cdb = cdb(Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL);
        BigEndian.put8(cdb, 4, removal.code());
        return cdb;
    }

    /** READ FORMAT CAPACITIES: {@link FormatCapacities}. */
    public static byte[] readFormatCapacities(int allocation) {
        return allocated10(Opcode.READ_FORMAT_CAPACITIES, allocation);
    }

    /** READ CAPACITY: {@link ReadCapacity}, 8 bytes. */
    public static byte[] readCapacity() {
        return cdb(Opcode.READ_CAPACITY);
    }

    /** READ(10) of {@code blocks} blocks, 2048 bytes each. */
    public static byte[] read10(long lba, int blocks, Fua fua) {
        return transfer10(Opcode.READ_10, lba, blocks, fua);
    }

    /** WRITE(10) of {@code blocks} blocks, 2048 bytes each. */
    public static byte[] write10(long lba, int blocks, Fua fua) {
        return transfer10(Opcode.WRITE_10, lba, blocks, fua);
    }

    /** SYNCHRONIZE CACHE of all there is (LBA and count 0). */
    public static byte[] synchronizeCache(Immed immed) {
        byte[] cdb = cdb(Opcode.SYNCHRONIZE_CACHE);
        BigEndian.put8(cdb, 1, Answer.flag(immed == Immed.ON, 1));
        return cdb;
    }

    /** GET CONFIGURATION: {@link Configuration}, features from code {@code first} on. */
    public static byte[] getConfiguration(FeatureRequest request, int first, int allocation) {
        byte[] cdb = allocated10(Opcode.GET_CONFIGURATION, allocation);
        BigEndian.put8(cdb, 1, request.code());
        BigEndian.put16(cdb, 2, within("feature", first, 0xFFFF));
        return cdb;
    }

    /** GET EVENT STATUS NOTIFICATION, polled; {@code classes} is a mask of {@link EventStatus} class bits. */
    public static byte[] getEventStatus(int classes, int allocation) {
        byte[] cdb = allocated10(Opcode.GET_EVENT_STATUS_NOTIFICATION, allocation);
        BigEndian.put8(cdb, 1, 1);
        BigEndian.put8(cdb, 4, within("class mask", classes, 0xFF));
        return cdb;
    }

    /** READ DISC INFORMATION, type 0: {@link DiscInformation}. */
    public static byte[] readDiscInformation(int allocation) {
        return allocated10(Opcode.READ_DISC_INFORMATION, allocation);
    }

    /** READ TRACK INFORMATION of the track with this number (0: the lead-in): {@link TrackInformation}. */
    public static byte[] readTrackInformation(int track, int allocation) {
        return trackInformation(BY_TRACK, track, allocation);
    }

    /** SEND OPC INFORMATION, DoOPC = 1, no list: calibrate the laser for this medium. */
    public static byte[] sendOpc() {
        byte[] cdb = cdb(Opcode.SEND_OPC_INFORMATION);
        BigEndian.put8(cdb, 1, 1);
        return cdb;
    }

    /**
     * CLOSE TRACK/SESSION.
     *
     * @param number the track for {@link CloseFunction#TRACK}; 0 for the rest
     */
    public static byte[] closeTrack(CloseFunction function, int number, Immed immed) {
        byte[] cdb = cdb(Opcode.CLOSE_TRACK_SESSION);
        BigEndian.put8(cdb, 1, Answer.flag(immed == Immed.ON, 0));
        BigEndian.put8(cdb, 2, function.code());
        BigEndian.put16(cdb, 4, within("track number", number, 0xFFFF));
        return cdb;
    }

    /** READ BUFFER CAPACITY in bytes (Block = 0): {@link BufferCapacity}, 12 bytes. */
    public static byte[] readBufferCapacity() {
        return allocated10(Opcode.READ_BUFFER_CAPACITY, BufferCapacity.SIZE);
    }

    /** WRITE(12) of {@code blocks} blocks. */
    public static byte[] write12(long lba, long blocks, Streaming streaming) {
        return transfer12(Opcode.WRITE_12, lba, blocks, streaming);
    }

    /** READ MEDIA SERIAL NUMBER: {@link MediaSerial}. */
    public static byte[] readMediaSerialNumber(long allocation) {
        byte[] cdb = cdb(Opcode.READ_MEDIA_SERIAL_NUMBER);
        BigEndian.put8(cdb, 1, 1);
        BigEndian.put32(cdb, 6, within32("allocation length", allocation));
        return cdb;
    }

    /** GET PERFORMANCE type 3: {@link WriteSpeeds}. */
    public static byte[] getWriteSpeeds(int maxDescriptors) {
        byte[] cdb = cdb(Opcode.GET_PERFORMANCE);
        BigEndian.put16(cdb, 8, within("descriptors", maxDescriptors, 0xFFFF));
        BigEndian.put8(cdb, 10, WriteSpeeds.TYPE);
        return cdb;
    }

    /** GET PERFORMANCE type 0, nominal performance with 10 % tolerance: {@link NominalPerformance}. */
    public static byte[] getNominalPerformance(NominalPerformance.Of of, long lba, int maxDescriptors) {
        byte[] cdb = cdb(Opcode.GET_PERFORMANCE);
        BigEndian.put8(cdb, 1, of.dataType());
        BigEndian.put32(cdb, 2, within32("LBA", lba));
        BigEndian.put16(cdb, 8, within("descriptors", maxDescriptors, 0xFFFF));
        return cdb;
    }

    /** READ DISC STRUCTURE of layer 0: a {@link DiscStructure} of this format. */
    public static byte[] readDiscStructure(StructureMedium medium, int format, int allocation) {
        byte[] cdb = cdb(Opcode.READ_DISC_STRUCTURE);
        BigEndian.put8(cdb, 1, medium.code());
        BigEndian.put8(cdb, 7, within("format", format, 0xFF));
        BigEndian.put16(cdb, 8, within("allocation length", allocation, 0xFFFF));
        return cdb;
    }

    /** SET STREAMING, type 0; followed by a {@link StreamingDescriptor}. */
    public static byte[] setStreaming() {
        byte[] cdb = cdb(Opcode.SET_STREAMING);
        BigEndian.put16(cdb, 9, StreamingDescriptor.SIZE);
        return cdb;
    }

    /** SET CD SPEED in kB/s (1000 bytes); FFFFh is the greatest. */
    public static byte[] setCdSpeed(int readSpeed, int writeSpeed) {
        byte[] cdb = cdb(Opcode.SET_CD_SPEED);
        BigEndian.put16(cdb, 2, within("read speed", readSpeed, 0xFFFF));
        BigEndian.put16(cdb, 4, within("write speed", writeSpeed, 0xFFFF));
        return cdb;
    }

    /** MECHANISM STATUS: {@link MechanismStatus}, 8 bytes. */
    public static byte[] mechanismStatus() {
        byte[] cdb = cdb(Opcode.MECHANISM_STATUS);
        BigEndian.put16(cdb, 8, MechanismStatus.SIZE);
        return cdb;
    }

    static byte[] transfer10(Opcode opcode, long lba, int blocks, Fua fua) {
        byte[] cdb = cdb(opcode);
        BigEndian.put8(cdb, 1, Answer.flag(fua == Fua.ON, 3));
        BigEndian.put32(cdb, 2, within32("LBA", lba));
        BigEndian.put16(cdb, 7, within("block count", blocks, 0xFFFF));
        return cdb;
    }

    static byte[] transfer12(Opcode opcode, long lba, long blocks, Streaming streaming) {
        byte[] cdb = cdb(opcode);
        BigEndian.put32(cdb, 2, within32("LBA", lba));
        BigEndian.put32(cdb, 6, within32("block count", blocks));
        BigEndian.put8(cdb, 10, Answer.flag(streaming == Streaming.ON, 7));
        return cdb;
    }

    static byte[] trackInformation(int type, long value, int allocation) {
        byte[] cdb = allocated10(Opcode.READ_TRACK_INFORMATION, allocation);
        BigEndian.put8(cdb, 1, type);
        BigEndian.put32(cdb, 2, within32("track", value));
        return cdb;
    }

    static byte[] allocated10(Opcode opcode, int allocation) {
        byte[] cdb = cdb(opcode);
        BigEndian.put16(cdb, 7, within("allocation length", allocation, 0xFFFF));
        return cdb;
    }

    static byte[] cdb(Opcode opcode) {
        byte[] cdb = new byte[opcode.cdbLength()];
        BigEndian.put8(cdb, 0, opcode.code());
        return cdb;
    }

    static int within(String field, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("%s %d does not fit into its field of a CDB".formatted(field, value));
        }
        return value;
    }

    static long within32(String field, long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("%s %d does not fit into its field of a CDB".formatted(field, value));
        }
        return value;
    }
}
