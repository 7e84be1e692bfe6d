package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * GET EVENT STATUS NOTIFICATION, polled (2.5; MMC-6, GET EVENT STATUS NOTIFICATION).
 *
 * @param none NEA: no event of any class asked for
 * @param eventClass which class this event is of: {@link #MEDIA}, {@link #DEVICE_BUSY}
 * @param supported mask of the classes the drive knows: {@code 1 << class}
 * @param code what happened; for the media class see {@link #mediaEvent}
 * @param status byte 5: media: bit 1 medium present, bit 0 tray open; device busy: 0 idle, 1 busy
 * @param time bytes 6-7; device busy: in 100 ms
 */
public record EventStatus(boolean none, int eventClass, int supported, int code, int status, int time) {

    /** What happened to the medium, b4[3:0]. */
    public enum MediaEvent implements Coded {
        NO_CHANGE(0),
        EJECT_REQUESTED(1),
        NEW_MEDIUM(2),
        REMOVED(3),
        CHANGED(4),
        FORMAT_DONE(5),
        FORMAT_RESTARTED(6),
        OTHER(7);

        private final int code;

        MediaEvent(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** Class of media events; in the mask of the CDB {@code 1 << MEDIA}. */
    public static final int MEDIA = 4;
    /** Class of device busy events. */
    public static final int DEVICE_BUSY = 6;

    /** Byte 5, media class. */
    public static final int MEDIUM_PRESENT = 0x02;
    /** Byte 5, media class. */
    public static final int TRAY_OPEN = 0x01;

    /** Bytes of the answer with one event. */
    public static final int SIZE = 8;

    private static final int HEADER = 4;

    /** Nothing to tell: the drive knows these classes. */
    public static EventStatus nothing(int supported) {
        return new EventStatus(true, 0, supported, 0, 0, 0);
    }

    /** Reads the answer of {@link Cdb#getEventStatus}. */
    public static EventStatus decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("GET EVENT STATUS NOTIFICATION", bytes).require(HEADER);
        boolean none = a.bit(2, 7) || !a.has(SIZE);
        return none ? nothing(a.u8(3))
                : new EventStatus(false, a.bits(2, 2, 0), a.u8(3), a.bits(4, 3, 0), a.u8(5), a.u16(6));
    }

    /** The answer: {@link #SIZE} bytes, or only the 4 of the header where there is no event. */
    public byte[] encode() {
        byte[] b = new byte[none ? HEADER : SIZE];
        BigEndian.put16(b, 0, b.length - 2);
        BigEndian.put8(b, 2, Answer.flag(none, 7) | eventClass);
        BigEndian.put8(b, 3, supported);
        if (!none) {
            BigEndian.put8(b, 4, code);
            BigEndian.put8(b, 5, status);
            BigEndian.put16(b, 6, time);
        }
        return b;
    }

    /** What happened to the medium; no change where this is no media event. */
    public MediaEvent mediaEvent() {
        if (none || eventClass != MEDIA) {
            return MediaEvent.NO_CHANGE;
        }
        return Coded.of(MediaEvent.values(), Math.min(code, MediaEvent.OTHER.code()));
    }

    /** Media class: a medium is in the drive. */
    public boolean mediumPresent() {
        return !none && eventClass == MEDIA && (status & MEDIUM_PRESENT) != 0;
    }

    /** Media class: the tray is open. */
    public boolean trayOpen() {
        return !none && eventClass == MEDIA && (status & TRAY_OPEN) != 0;
    }

    /** Device busy class: the drive is busy. */
    public boolean busy() {
        return !none && eventClass == DEVICE_BUSY && status != 0;
    }
}
