package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * READ TRACK INFORMATION (2.7; MMC-6, READ TRACK INFORMATION). Addresses and sizes are in blocks of 2048 bytes.
 * Addresses are signed, because a lead-in lies below 0 and because some drives report a next writable address of -150
 * on a blank disc; sizes are unsigned.
 *
 * @param track track number
 * @param session session number
 * @param mode how it is recorded
 * @param flags how it stands
 * @param at where it lies
 */
public record TrackInformation(int track, int session, Mode mode, Flags flags, Addresses at) {

    /**
     * How a track is recorded.
     *
     * @param layerJump LJRS, DVD-R DL
     * @param copy Copy
     * @param trackMode 4 data, 5 incremental, 7 DVD+R
     * @param packet Packet, incremental
     * @param fixedPacket FP
     * @param dataMode 1, 2, Fh
     */
    public record Mode(int layerJump, boolean copy, int trackMode, boolean packet, boolean fixedPacket,
                       int dataMode) {
    }

    /**
     * How a track stands.
     *
     * @param damage Damage: it was not closed properly
     * @param reserved RT
     * @param blank Blank: nothing written in it. It also stands for the invisible (incomplete) track
     * @param lastRecordedValid LRA_V
     * @param nextWritableValid NWA_V
     */
    public record Flags(boolean damage, boolean reserved, boolean blank, boolean lastRecordedValid,
                        boolean nextWritableValid) {
    }

    /**
     * Where a track lies.
     *
     * @param start first address
     * @param nextWritable NWA, if {@code nextWritableValid}
     * @param free blocks from NWA to the end of the track
     * @param packetSize fixed packet size or blocking factor: 16 on DVD, 32 on BD
     * @param size blocks of the track
     * @param lastRecorded last address written, if {@code lastRecordedValid}
     * @param readCompatibility DVD+R: where a read-only drive expects the end; an opaque number (real-drives.md Q19)
     */
    public record Addresses(long start, long nextWritable, long free, long packetSize, long size, long lastRecorded,
                            long readCompatibility) {
    }

    /** What can be done with a track: the table at the end of 2.7. */
    public enum State {
        /** The normal append point: nothing written, NWA = start. */
        INCOMPLETE_BLANK,
        /** The append point, partly written. */
        INCOMPLETE_OPEN,
        /** Reserved, nothing written. */
        RESERVED_BLANK,
        /** Reserved, partly written. */
        RESERVED_OPEN,
        /** Takes no more data. Also the one track of an overwritable medium. */
        CLOSED,
        /** Not closed properly, can be appended. */
        DAMAGED_WRITABLE,
        /** Not closed properly, not writable: only CLOSE may help. */
        DAMAGED_DEAD,
        /** Blank without a next writable address: no state the standard knows. */
        UNKNOWN
    }

    /** Bytes of the whole answer, and what to ask for. */
    public static final int SIZE = 48;

    /** Bytes up to the track size: without them a track is nothing. */
    private static final int ESSENTIAL = 28;

    /** Reads the answer of {@link Cdb#readTrackInformation}. */
    public static TrackInformation decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("READ TRACK INFORMATION", bytes).require(ESSENTIAL);
        return new TrackInformation(a.u8(32) << 8 | a.u8(2), a.u8(33) << 8 | a.u8(3),
                new Mode(a.bits(5, 7, 6), a.bit(5, 4), a.bits(5, 3, 0), a.bit(6, 5), a.bit(6, 4), a.bits(6, 3, 0)),
                new Flags(a.bit(5, 5), a.bit(6, 7), a.bit(6, 6), a.bit(7, 1), a.bit(7, 0)),
                new Addresses(a.s32(8), a.s32(12), a.u32(16), a.u32(20), a.u32(24), a.s32(28), a.s32(36)));
    }

    /** The answer, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put16(b, 0, SIZE - 2);
        BigEndian.put8(b, 2, track);
        BigEndian.put8(b, 3, session);
        BigEndian.put8(b, 5, mode.layerJump() << 6 | Answer.flag(flags.damage(), 5)
                | Answer.flag(mode.copy(), 4) | mode.trackMode());
        BigEndian.put8(b, 6, Answer.flag(reserved(), 7) | Answer.flag(blank(), 6) | Answer.flag(mode.packet(), 5)
                | Answer.flag(mode.fixedPacket(), 4) | mode.dataMode());
        BigEndian.put8(b, 7, Answer.flag(lastRecordedValid(), 1) | Answer.flag(nextWritableValid(), 0));
        BigEndian.put32(b, 8, at.start());
        BigEndian.put32(b, 12, at.nextWritable());
        BigEndian.put32(b, 16, at.free());
        BigEndian.put32(b, 20, at.packetSize());
        BigEndian.put32(b, 24, at.size());
        BigEndian.put32(b, 28, at.lastRecorded());
        BigEndian.put8(b, 32, track >> 8);
        BigEndian.put8(b, 33, session >> 8);
        BigEndian.put32(b, 36, at.readCompatibility());
        return b;
    }

    /** The state, by RT, Blank, Damage and NWA_V. */
    public State state() {
        if (flags.damage()) {
            return nextWritableValid() ? State.DAMAGED_WRITABLE : State.DAMAGED_DEAD;
        }
        if (!nextWritableValid()) {
            return blank() ? State.UNKNOWN : State.CLOSED;
        }
        if (reserved()) {
            return blank() ? State.RESERVED_BLANK : State.RESERVED_OPEN;
        }
        return blank() ? State.INCOMPLETE_BLANK : State.INCOMPLETE_OPEN;
    }

    /** It is reserved. */
    public boolean reserved() {
        return flags.reserved();
    }

    /** Nothing is written in it. */
    public boolean blank() {
        return flags.blank();
    }

    /** Whether {@link #lastRecorded} means something. */
    public boolean lastRecordedValid() {
        return flags.lastRecordedValid();
    }

    /** Whether {@link #nextWritable} means something. */
    public boolean nextWritableValid() {
        return flags.nextWritableValid();
    }

    /** First address. */
    public long start() {
        return at.start();
    }

    /** NWA. */
    public long nextWritable() {
        return at.nextWritable();
    }

    /** Blocks from NWA to the end. */
    public long free() {
        return at.free();
    }

    /** Blocks of the track. */
    public long size() {
        return at.size();
    }

    /** Last address written. */
    public long lastRecorded() {
        return at.lastRecorded();
    }

    /** The same elsewhere. */
    public TrackInformation with(Addresses other) {
        return new TrackInformation(track, session, mode, flags, other);
    }
}
