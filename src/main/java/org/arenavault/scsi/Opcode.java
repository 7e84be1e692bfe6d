package org.arenavault.scsi;

import java.time.Duration;
import java.util.Arrays;

/**
 * The operation codes in use, byte 0 of a CDB, with the time each may take (2.1; changers 7.1).
 */
public enum Opcode {
    TEST_UNIT_READY(0x00, 6, "TEST UNIT READY", 30),
    REQUEST_SENSE(0x03, 6, "REQUEST SENSE", 30),
    FORMAT_UNIT(0x04, 6, "FORMAT UNIT", 200, 18_000),
    INITIALIZE_ELEMENT_STATUS(0x07, 6, "INITIALIZE ELEMENT STATUS", 1800),
    INQUIRY(0x12, 6, "INQUIRY", 30),
    MODE_SENSE_6(0x1A, 6, "MODE SENSE(6)", 30),
    START_STOP_UNIT(0x1B, 6, "START STOP UNIT", 300),
    PREVENT_ALLOW_MEDIUM_REMOVAL(0x1E, 6, "PREVENT ALLOW MEDIUM REMOVAL", 30),
    READ_FORMAT_CAPACITIES(0x23, 10, "READ FORMAT CAPACITIES", 30),
    READ_CAPACITY(0x25, 10, "READ CAPACITY", 60),
    READ_10(0x28, 10, "READ(10)", 120),
    WRITE_10(0x2A, 10, "WRITE(10)", 200),
    POSITION_TO_ELEMENT(0x2B, 10, "POSITION TO ELEMENT", 300),
    WRITE_AND_VERIFY_10(0x2E, 10, "WRITE AND VERIFY(10)", 200),
    VERIFY_10(0x2F, 10, "VERIFY(10)", 300),
    SYNCHRONIZE_CACHE(0x35, 10, "SYNCHRONIZE CACHE", 200, 3600),
    INITIALIZE_ELEMENT_STATUS_WITH_RANGE(0x37, 10, "INITIALIZE ELEMENT STATUS WITH RANGE", 1800),
    READ_TOC(0x43, 10, "READ TOC/PMA/ATIP", 60),
    GET_CONFIGURATION(0x46, 10, "GET CONFIGURATION", 30),
    GET_EVENT_STATUS_NOTIFICATION(0x4A, 10, "GET EVENT STATUS NOTIFICATION", 30),
    READ_DISC_INFORMATION(0x51, 10, "READ DISC INFORMATION", 60),
    READ_TRACK_INFORMATION(0x52, 10, "READ TRACK INFORMATION", 60),
    RESERVE_TRACK(0x53, 10, "RESERVE TRACK", 200),
    SEND_OPC_INFORMATION(0x54, 10, "SEND OPC INFORMATION", 200),
    MODE_SELECT_10(0x55, 10, "MODE SELECT(10)", 30),
    MODE_SENSE_10(0x5A, 10, "MODE SENSE(10)", 30),
    CLOSE_TRACK_SESSION(0x5B, 10, "CLOSE TRACK/SESSION", 200, 3600),
    READ_BUFFER_CAPACITY(0x5C, 10, "READ BUFFER CAPACITY", 30),
    BLANK(0xA1, 12, "BLANK", 200),
    MOVE_MEDIUM(0xA5, 12, "MOVE MEDIUM", 300),
    EXCHANGE_MEDIUM(0xA6, 12, "EXCHANGE MEDIUM", 300),
    READ_12(0xA8, 12, "READ(12)", 120),
    WRITE_12(0xAA, 12, "WRITE(12)", 200),
    READ_MEDIA_SERIAL_NUMBER(0xAB, 12, "READ MEDIA SERIAL NUMBER", 30),
    GET_PERFORMANCE(0xAC, 12, "GET PERFORMANCE", 30),
    READ_DISC_STRUCTURE(0xAD, 12, "READ DISC STRUCTURE", 60),
    SET_STREAMING(0xB6, 12, "SET STREAMING", 30),
    READ_ELEMENT_STATUS(0xB8, 12, "READ ELEMENT STATUS", 300),
    SET_CD_SPEED(0xBB, 12, "SET CD SPEED", 30),
    MECHANISM_STATUS(0xBD, 12, "MECHANISM STATUS", 30),
    /** Any code that this list does not have. */
    UNKNOWN(-1, 6, "unknown command", 30);

    private static final Opcode[] BY_CODE = new Opcode[256];

    static {
        Arrays.fill(BY_CODE, UNKNOWN);
        for (Opcode opcode : values()) {
            if (opcode != UNKNOWN) {
                BY_CODE[opcode.code] = opcode;
            }
        }
    }

    private final int code;
    private final int cdbLength;
    private final String title;
    private final Duration timeout;
    private final Duration longTimeout;

    Opcode(int code, int cdbLength, String title, int seconds) {
        this(code, cdbLength, title, seconds, seconds);
    }

    Opcode(int code, int cdbLength, String title, int seconds, int longSeconds) {
        this.code = code;
        this.cdbLength = cdbLength;
        this.title = title;
        this.timeout = Duration.ofSeconds(seconds);
        this.longTimeout = Duration.ofSeconds(longSeconds);
    }

    /** The command of this code, 0 to 255; {@link #UNKNOWN} if it is none of ours. */
    public static Opcode of(int code) {
        return BY_CODE[code & 0xFF];
    }

    /** The command of this CDB. */
    public static Opcode of(byte[] cdb) {
        return of(cdb[0]);
    }

    /** Byte 0 of the CDB. */
    public int code() {
        return code;
    }

    /** Bytes of the CDB. */
    public int cdbLength() {
        return cdbLength;
    }

    /** The name the standards give the command. */
    public String title() {
        return title;
    }

    /** How long the command may take; with IMMED set where it has that bit. */
    public Duration timeout() {
        return timeout;
    }

    /** How long the command may take with IMMED off; the same where there is no such bit. */
    public Duration longTimeout() {
        return longTimeout;
    }
}
