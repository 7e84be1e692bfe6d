package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Mode page 05h, write parameters (2.15; MMC-6 7.5). Only for CD-R/RW and DVD-R/-RW sequential.
 *
 * @param bufferUnderrunFree BUFE
 * @param testWrite the laser stays at read power
 * @param writeType 0 packet or incremental, 1 track at once, 2 session at once, 3 raw
 * @param multiSession 0 closing the session finalises the disc, 3 a next session is allowed
 * @param track what the tracks are like
 * @param packets how they are divided
 * @param audioPause blocks
 */
public record WriteParametersPage(boolean bufferUnderrunFree, boolean testWrite, int writeType, int multiSession,
                                  TrackForm track, Packets packets, int audioPause) {

    /**
     * What tracks are like.
     *
     * @param copy Copy
     * @param trackMode 4 uninterrupted data, 5 incremental
     * @param dataBlockType 8 = mode 1, 2048 bytes
     * @param sessionFormat 0
     */
    public record TrackForm(boolean copy, int trackMode, int dataBlockType, int sessionFormat) {
    }

    /**
     * How tracks are divided into packets.
     *
     * @param linkSizeValid LS_V
     * @param linkSize blocks
     * @param fixed FP
     * @param size blocks
     */
    public record Packets(boolean linkSizeValid, int linkSize, boolean fixed, long size) {

        /** They are not. */
        public static final Packets NONE = new Packets(false, 0, false, 0);
    }

    /** Write type: packet on CD, incremental on DVD. */
    public static final int INCREMENTAL = 0;
    /** Write type: track at once. */
    public static final int TRACK_AT_ONCE = 1;
    /** Multi-session: a next session is allowed. */
    public static final int NEXT_SESSION_ALLOWED = 3;

    /** Bytes of the page. */
    public static final int SIZE = 52;

    private static final int DATA = 4;
    private static final int INCREMENTAL_DATA = 5;
    private static final int MODE_1 = 8;
    private static final int CD_PAUSE = 150;
    private static final int DVD_CLUSTER = 16;

    /** What a CD-R wants before its first write: track at once, next session allowed. */
    public static WriteParametersPage cdTrackAtOnce() {
        return new WriteParametersPage(true, false, TRACK_AT_ONCE, NEXT_SESSION_ALLOWED,
                new TrackForm(false, DATA, MODE_1, 0), Packets.NONE, CD_PAUSE);
    }

    /** What a DVD-R wants before its first write: incremental in packets of 16 blocks, next session allowed. */
    public static WriteParametersPage dvdIncremental() {
        return new WriteParametersPage(true, false, INCREMENTAL, NEXT_SESSION_ALLOWED,
                new TrackForm(false, INCREMENTAL_DATA, MODE_1, 0), new Packets(true, DVD_CLUSTER, true, DVD_CLUSTER),
                0);
    }

    /** Reads the page. */
    public static WriteParametersPage decode(ModePage page) throws CorruptException {
        Answer a = Answer.fixed("mode page 05h", page.bytes()).require(16);
        return new WriteParametersPage(a.bit(2, 6), a.bit(2, 4), a.bits(2, 3, 0), a.bits(3, 7, 6),
                new TrackForm(a.bit(3, 4), a.bits(3, 3, 0), a.bits(4, 3, 0), a.u8(8)),
                new Packets(a.bit(2, 5), a.u8(5), a.bit(3, 5), a.u32(10)), a.u16(14));
    }

    /** The page, PS = 0 as MODE SELECT wants it. */
    public ModePage encode() {
        ModePage page = ModePage.blank(ModePage.WRITE_PARAMETERS, SIZE);
        byte[] b = page.bytes();
        BigEndian.put8(b, 2, Answer.flag(bufferUnderrunFree, 6) | Answer.flag(packets.linkSizeValid(), 5)
                | Answer.flag(testWrite, 4) | writeType);
        BigEndian.put8(b, 3, multiSession << 6 | Answer.flag(packets.fixed(), 5) | Answer.flag(track.copy(), 4)
                | track.trackMode());
        BigEndian.put8(b, 4, track.dataBlockType());
        BigEndian.put8(b, 5, packets.linkSize());
        BigEndian.put8(b, 8, track.sessionFormat());
        BigEndian.put32(b, 10, packets.size());
        BigEndian.put16(b, 14, audioPause);
        return page;
    }
}
