package org.arenavault.scsi;

import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Streaming;

/** Commands that the program never sends; a recorder or changer, the emulated one too, answers them all the same. */
public final class OtherCdb {

    /** RESERVE TRACK, ARSV: a new track of a size, or an existing one split at an address. */
    private static final int ARSV = 0x01;

    /** READ TRACK INFORMATION, b1[1:0]: what the value in b2-5 is. */
    private static final int BY_LBA = 0;
    private static final int BY_TRACK = 1;
    private static final int BY_SESSION = 2;
    private static final int OPEN = 0x04;

    private OtherCdb() {
    }

    /** REQUEST SENSE in the descriptor format (DESC = 1). */
    public static byte[] requestDescriptorSense(int allocation) {
        byte[] cdb = Cdb.requestSense(allocation);
        BigEndian.put8(cdb, 1, 1);
        return cdb;
    }

    /** WRITE AND VERIFY(10), BytChk = 0: the unit reads back what it wrote. */
    public static byte[] writeAndVerify10(long lba, int blocks) {
        return Cdb.transfer10(Opcode.WRITE_AND_VERIFY_10, lba, blocks, Fua.OFF);
    }

    /** VERIFY(10), BytChk = 0: the unit reads, nothing is transferred. */
    public static byte[] verify10(long lba, int blocks) {
        return Cdb.transfer10(Opcode.VERIFY_10, lba, blocks, Fua.OFF);
    }

    /** READ TOC/PMA/ATIP format 0, addresses as LBA: {@link TableOfContents} from {@code firstTrack} on. */
    public static byte[] readToc(int firstTrack, int allocation) {
        return toc(0, firstTrack, allocation);
    }

    /** READ TOC/PMA/ATIP format 1, addresses as LBA: a {@link TableOfContents} of the sessions. */
    public static byte[] readSessionInfo(int allocation) {
        return toc(1, 0, allocation);
    }

    /** READ TRACK INFORMATION of the track that holds {@code lba}. */
    public static byte[] readTrackInformationAt(long lba, int allocation) {
        return Cdb.trackInformation(BY_LBA, lba, allocation);
    }

    /** READ TRACK INFORMATION of the first track of a session. */
    public static byte[] readTrackInformationOfSession(int session, int allocation) {
        return Cdb.trackInformation(BY_SESSION, session, allocation);
    }

    /** READ TRACK INFORMATION with the Open bit: the first open track numbered {@code from} or higher. */
    public static byte[] readOpenTrackInformation(int from, int allocation) {
        return Cdb.trackInformation(OPEN | BY_TRACK, from, allocation);
    }

    /** RESERVE TRACK, ARSV = 0: a track of {@code blocks} blocks at the append point. */
    public static byte[] reserveTrack(long blocks) {
        byte[] cdb = Cdb.cdb(Opcode.RESERVE_TRACK);
        BigEndian.put32(cdb, 5, Cdb.within32("size", blocks));
        return cdb;
    }

    /** RESERVE TRACK, ARSV = 1: cuts the unwritten track that holds {@code lba} in two; the second begins there. */
    public static byte[] splitTrack(long lba) {
        byte[] cdb = Cdb.cdb(Opcode.RESERVE_TRACK);
        BigEndian.put8(cdb, 1, ARSV);
        BigEndian.put32(cdb, 2, Cdb.within32("LBA", lba));
        return cdb;
    }

    /** BLANK the whole disc, type 0. */
    public static byte[] blankFully(Immed immed) {
        byte[] cdb = Cdb.cdb(Opcode.BLANK);
        BigEndian.put8(cdb, 1, Answer.flag(immed == Immed.ON, 4));
        return cdb;
    }

    /** BLANK minimally, type 1. */
    public static byte[] blankMinimally(Immed immed) {
        byte[] cdb = blankFully(immed);
        cdb[1] |= 1;
        return cdb;
    }

    /** READ(12) of {@code blocks} blocks. */
    public static byte[] read12(long lba, long blocks, Streaming streaming) {
        return Cdb.transfer12(Opcode.READ_12, lba, blocks, streaming);
    }

    private static byte[] toc(int format, int track, int allocation) {
        byte[] cdb = Cdb.allocated10(Opcode.READ_TOC, allocation);
        BigEndian.put8(cdb, 2, format);
        BigEndian.put8(cdb, 6, Cdb.within("track", track, 0xFF));
        return cdb;
    }

    /** INITIALIZE ELEMENT STATUS WITH RANGE, RANGE = 1: look into {@code count} elements from {@code first} on. */
    public static byte[] initializeElementStatus(int first, int count) {
        byte[] cdb = Cdb.cdb(Opcode.INITIALIZE_ELEMENT_STATUS_WITH_RANGE);
        BigEndian.put8(cdb, 1, 1);
        address(cdb, 2, first);
        address(cdb, 6, count);
        return cdb;
    }

    /** POSITION TO ELEMENT. */
    public static byte[] positionToElement(int transport, int destination) {
        byte[] cdb = Cdb.cdb(Opcode.POSITION_TO_ELEMENT);
        address(cdb, 2, transport);
        address(cdb, 4, destination);
        return cdb;
    }

    /** EXCHANGE MEDIUM: source to first destination, what lay there to the second. */
    public static byte[] exchangeMedium(int transport, int source, int first, int second) {
        byte[] cdb = Cdb.cdb(Opcode.EXCHANGE_MEDIUM);
        address(cdb, 2, transport);
        address(cdb, 4, source);
        address(cdb, 6, first);
        address(cdb, 8, second);
        return cdb;
    }

    private static void address(byte[] cdb, int at, int address) {
        BigEndian.put16(cdb, at, Cdb.within("element address", address, 0xFFFF));
    }
}
