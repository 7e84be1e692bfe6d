package org.arenavault.scsi;

import java.util.HashMap;
import java.util.Map;

/**
 * Words for additional sense codes: those of the tables in {@code optical.md} 3.2 and 7.1 and
 * {@code real-drives.md} 7. A qualifier without words of its own takes those of qualifier 00 of its code, a code
 * without words those of the sense key.
 */
final class SenseText {

    private static final Map<Integer, String> WORDS = new HashMap<>();

    static {
        add(0x00, 0x00, "no further information");
        add(0x00, 0x16, "operation in progress");
        add(0x02, 0x00, "no seek complete");
        add(0x03, 0x00, "write fault of the mechanism");
        add(0x03, 0x02, "excessive write errors");
        add(0x04, 0x00, "not ready, cause unknown");
        add(0x04, 0x01, "becoming ready");
        add(0x04, 0x02, "a start command is required");
        add(0x04, 0x03, "manual intervention is required");
        add(0x04, 0x04, "format in progress");
        add(0x04, 0x07, "operation in progress");
        add(0x04, 0x08, "long write in progress");
        add(0x04, 0x09, "self-test in progress");
        add(0x06, 0x00, "no reference position found");
        add(0x08, 0x00, "communication failure");
        add(0x08, 0x01, "communication time-out");
        add(0x08, 0x03, "communication checksum error, suspect cable or bridge");
        add(0x09, 0x00, "track following error");
        add(0x09, 0x01, "tracking servo failure");
        add(0x0C, 0x00, "write error");
        add(0x0C, 0x01, "write error, recovered by reallocation");
        add(0x0C, 0x02, "write error, reallocation failed");
        add(0x0C, 0x03, "write error, reassignment recommended");
        add(0x0C, 0x07, "write error, recovery needed");
        add(0x0C, 0x08, "write error, recovery failed");
        add(0x0C, 0x09, "write error, loss of streaming");
        add(0x0C, 0x0F, "write error, data expected and not received");
        add(0x10, 0x00, "identifier or error detection code wrong");
        add(0x11, 0x00, "unrecovered read error");
        add(0x11, 0x05, "unrecovered read error, error correction exhausted");
        add(0x11, 0x06, "unrecovered read error of the inner code");
        add(0x11, 0x11, "read error, loss of streaming");
        add(0x15, 0x00, "positioning error");
        add(0x15, 0x01, "mechanical positioning error");
        add(0x17, 0x00, "data recovered");
        add(0x17, 0x01, "data recovered with retries");
        add(0x18, 0x00, "data recovered with error correction");
        add(0x1A, 0x00, "parameter list length wrong");
        add(0x1D, 0x00, "miscompare during verify");
        add(0x20, 0x00, "command not supported");
        add(0x21, 0x00, "address out of range");
        add(0x21, 0x01, "no such element address");
        add(0x21, 0x02, "invalid address for write");
        add(0x21, 0x03, "write would cross a layer jump");
        add(0x24, 0x00, "invalid field in the command");
        add(0x26, 0x00, "invalid field in the parameter list");
        add(0x27, 0x00, "write protected");
        add(0x28, 0x00, "medium may have changed");
        add(0x28, 0x01, "import or export element accessed");
        add(0x28, 0x02, "format layer changed");
        add(0x29, 0x00, "power on or reset");
        add(0x2A, 0x00, "parameters changed");
        add(0x2C, 0x00, "command sequence error");
        add(0x2C, 0x03, "command sequence error, program area not empty");
        add(0x2C, 0x04, "command sequence error, program area empty");
        add(0x2E, 0x00, "insufficient time for the operation");
        add(0x30, 0x00, "incompatible medium");
        add(0x30, 0x01, "medium of unknown format");
        add(0x30, 0x02, "medium of incompatible format");
        add(0x30, 0x05, "medium cannot be written");
        add(0x30, 0x06, "medium cannot be formatted");
        add(0x30, 0x10, "medium not formatted");
        add(0x30, 0x11, "medium of an incompatible version");
        add(0x31, 0x00, "medium format corrupted or missing");
        add(0x31, 0x01, "format failed");
        add(0x32, 0x00, "no spare area left");
        add(0x39, 0x00, "saving parameters not supported");
        add(0x3A, 0x00, "no medium");
        add(0x3A, 0x01, "no medium, tray closed");
        add(0x3A, 0x02, "no medium, tray open");
        add(0x3A, 0x03, "no medium, loadable");
        add(0x3B, 0x0D, "destination element full");
        add(0x3B, 0x0E, "source element empty");
        add(0x3B, 0x11, "magazine not accessible");
        add(0x3B, 0x12, "magazine removed");
        add(0x3B, 0x13, "magazine inserted");
        add(0x3B, 0x14, "magazine locked");
        add(0x3E, 0x00, "not yet self-configured");
        add(0x3F, 0x00, "operating conditions changed");
        add(0x44, 0x00, "internal failure of the unit");
        add(0x4E, 0x00, "overlapped commands");
        add(0x53, 0x00, "load or eject failed");
        add(0x53, 0x02, "removal prevented");
        add(0x57, 0x00, "table of contents unreadable");
        add(0x5A, 0x01, "the operator asks for the medium");
        add(0x5D, 0x00, "failure predicted");
        add(0x5E, 0x00, "power state changed");
        add(0x63, 0x00, "end of user area");
        add(0x63, 0x01, "packet does not fit");
        add(0x64, 0x00, "illegal mode for this track, or unrecorded");
        add(0x64, 0x01, "invalid packet size");
        add(0x6F, 0x00, "copy protection");
        add(0x72, 0x00, "session fixation error");
        add(0x72, 0x01, "session fixation error, lead-in");
        add(0x72, 0x02, "session fixation error, lead-out");
        add(0x72, 0x03, "incomplete track in the session");
        add(0x72, 0x04, "empty or partly written reserved track");
        add(0x72, 0x05, "no more track reservations");
        add(0x73, 0x00, "recording control error");
        add(0x73, 0x01, "power calibration area almost full");
        add(0x73, 0x02, "power calibration area full");
        add(0x73, 0x03, "power calibration failed");
        add(0x73, 0x04, "program memory area update failed");
        add(0x73, 0x05, "program memory area full");
        add(0x73, 0x06, "program memory area almost full");
        add(0x73, 0x10, "recording management area almost full");
        add(0x73, 0x11, "recording management area full");
        add(0x73, 0x17, "recording zone full");
        add(0x83, 0x00, "label not checked");
    }

    private SenseText() {
    }

    private static void add(int asc, int ascq, String words) {
        WORDS.put(asc << 8 | ascq, words);
    }

    static String of(SenseData sense) {
        String exact = WORDS.get(sense.asc() << 8 | sense.ascq());
        String key = SenseKey.of(sense.key()).text();
        if (exact == null) {
            exact = WORDS.get(sense.asc() << 8);
        }
        return exact == null || (sense.asc() == 0 && sense.ascq() == 0) ? key : exact;
    }
}
