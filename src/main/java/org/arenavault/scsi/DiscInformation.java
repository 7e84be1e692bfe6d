package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * READ DISC INFORMATION, type 0 (2.6; MMC-6, READ DISC INFORMATION, standard disc information).
 *
 * @param erasable the medium can be erased
 * @param status state of the disc. A formatted, never written BD-R answers incomplete with an empty last session
 * @param firstTrack first track on the disc
 * @param counted its sessions
 * @param validity byte 7: DID_V (bit 7), DBC_V (6), URU (5), DAC_V (4), Dbit (2); the background format aside
 * @param format state of the background format
 * @param discType 00h, 10h, 20h, FFh
 * @param outside what lies outside of the data
 */
public record DiscInformation(boolean erasable, Status status, int firstTrack, Sessions counted, int validity,
                              BackgroundFormat format, int discType, Outside outside) {

    /**
     * The sessions of a disc.
     *
     * @param last state of the last one
     * @param number how many there are, the open or empty one included
     * @param firstTrack number of the first track of the last one
     * @param lastTrack number of the last track: the incomplete track if the disc is appendable
     */
    public record Sessions(LastSession last, int number, int firstTrack, int lastTrack) {
    }

    /**
     * What a disc has outside of its data.
     *
     * @param discIdentification CDs only
     * @param lastLeadIn start of the last session's lead-in as sent: LBA, MSF on CDs, FFFFFFFFh where there is none
     * @param lastLeadOut last possible start of the lead-out, likewise
     * @param barCode eight bytes, highest first
     * @param applicationCode byte 32
     */
    public record Outside(long discIdentification, long lastLeadIn, long lastLeadOut, long barCode,
                          int applicationCode) {

        /** Nothing but zeros. */
        public static final Outside NOTHING = new Outside(0, 0, 0, 0, 0);
    }

    /** b2[3:2]. */
    public enum LastSession implements Coded {
        EMPTY(0), INCOMPLETE(1), DAMAGED(2), COMPLETE(3);

        private final int code;

        LastSession(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** b2[1:0]: nothing written; appendable; final; random access. */
    public enum Status implements Coded {
        BLANK(0), INCOMPLETE(1), COMPLETE(2), OTHER(3);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** b7[1:0]. */
    public enum BackgroundFormat implements Coded {
        NONE(0), SUSPENDED(1), RUNNING(2), COMPLETE(3);

        private final int code;

        BackgroundFormat(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Bytes of the answer without OPC tables, and what to ask for. */
    public static final int SIZE = 34;

    /** Byte 7, URU: the disc may be used without restriction, as every data disc. */
    public static final int UNRESTRICTED_USE = 0x20;

    private static final int FORMAT_MASK = 0x03;

    /** Bytes up to the background format: enough to know a disc by. */
    private static final int ESSENTIAL = 8;

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced16(head);
    }

    /** Reads the answer of {@link Cdb#readDiscInformation}. */
    public static DiscInformation decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("READ DISC INFORMATION", bytes).require(ESSENTIAL);
        if (a.bits(2, 7, 5) != 0) {
            // real-drives.md Q1: another data type than the one asked for decodes to nonsense
            throw a.useless("it is of data type %d instead of 0".formatted(a.bits(2, 7, 5)));
        }
        return new DiscInformation(a.bit(2, 4), Coded.of(Status.values(), a.bits(2, 1, 0)), a.u8(3),
                new Sessions(Coded.of(LastSession.values(), a.bits(2, 3, 2)), a.u8(9) << 8 | a.u8(4),
                        a.u8(10) << 8 | a.u8(5), a.u8(11) << 8 | a.u8(6)),
                a.u8(7) & ~FORMAT_MASK, Coded.of(BackgroundFormat.values(), a.bits(7, 1, 0)), a.u8(8),
                new Outside(a.u32(12), a.u32(16), a.u32(20), a.u64(24), a.u8(32)));
    }

    /** The answer, {@link #SIZE} bytes, without OPC tables. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put16(b, 0, SIZE - 2);
        BigEndian.put8(b, 2, Answer.flag(erasable, 4) | counted.last().code() << 2 | status.code());
        BigEndian.put8(b, 3, firstTrack);
        BigEndian.put8(b, 4, counted.number());
        BigEndian.put8(b, 5, counted.firstTrack());
        BigEndian.put8(b, 6, counted.lastTrack());
        BigEndian.put8(b, 7, validity | format.code());
        BigEndian.put8(b, 8, discType);
        BigEndian.put8(b, 9, counted.number() >> 8);
        BigEndian.put8(b, 10, counted.firstTrack() >> 8);
        BigEndian.put8(b, 11, counted.lastTrack() >> 8);
        BigEndian.put32(b, 12, outside.discIdentification());
        BigEndian.put32(b, 16, outside.lastLeadIn());
        BigEndian.put32(b, 20, outside.lastLeadOut());
        BigEndian.put64(b, 24, outside.barCode());
        BigEndian.put8(b, 32, outside.applicationCode());
        return b;
    }

    /** State of the last session. */
    public LastSession lastSession() {
        return counted.last();
    }

    /** Number of sessions, the open or empty one included. */
    public int sessions() {
        return counted.number();
    }

    /** Number of the first track of the last session. */
    public int firstTrackOfLastSession() {
        return counted.firstTrack();
    }

    /** Number of the last track: the incomplete one if the disc is appendable. */
    public int lastTrackOfLastSession() {
        return counted.lastTrack();
    }
}
