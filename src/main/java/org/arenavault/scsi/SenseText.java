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
        say(0x00, 0x00, "no further information");
        say(0x00, 0x16, "operation in progress");
        say(0x02, 0x00, "no seek complete");
        say(0x03, 0x00, "write fault of the mechanism");
        say(0x03, 0x02, "excessive write errors");
        say(0x04, 0x00, "not ready, cause unknown");
        say(0x04, 0x01, "becoming ready");
        say(0x04, 0x02, "a start command is required");
        say(0x04, 0x03, "manual intervention is required");
        say(0x04, 0x04, "format in progress");
        say(0x04, 0x07, "operation in progress");
        say(0x04, 0x08, "long write in progress");
        say(0x04, 0x09, "self-test in progress");
        say(0x06, 0x00, "no reference position found");
        say(0x08, 0x00, "communication failure");
        say(0x08, 0x01, "communication time-out");
        say(0x08, 0x03, "communication checksum error, suspect cable or bridge");
        say(0x09, 0x00, "track following error");
        say(0x09, 0x01, "tracking servo failure");
        say(0x0C, 0x00, "write error");
        say(0x0C, 0x01, "write error, recovered by reallocation");
        say(0x0C, 0x02, "write error, reallocation failed");
        say(0x0C, 0x03, "write error, reassignment recommended");
        say(0x0C, 0x07, "write error, recovery needed");
        say(0x0C, 0x08, "write error, recovery failed");
        say(0x0C, 0x09, "write error, loss of streaming");
        say(0x0C, 0x0F, "write error, data expected and not received");
        say(0x10, 0x00, "identifier or error detection code wrong");
        say(0x11, 0x00, "unrecovered read error");
        say(0x11, 0x05, "unrecovered read error, error correction exhausted");
        say(0x11, 0x06, "unrecovered read error of the inner code");
        say(0x11, 0x11, "read error, loss of streaming");
        say(0x15, 0x00, "positioning error");
        say(0x15, 0x01, "mechanical positioning error");
        say(0x17, 0x00, "data recovered");
        say(0x17, 0x01, "data recovered with retries");
        say(0x18, 0x00, "data recovered with error correction");
        say(0x1A, 0x00, "parameter list length wrong");
        say(0x1D, 0x00, "miscompare during verify");
        say(0x20, 0x00, "command not supported");
        say(0x21, 0x00, "address out of range");
        say(0x21, 0x01, "no such element address");
        say(0x21, 0x02, "invalid address for write");
        say(0x21, 0x03, "write would cross a layer jump");
        say(0x24, 0x00, "invalid field in the command");
        say(0x26, 0x00, "invalid field in the parameter list");
        say(0x27, 0x00, "write protected");
        say(0x28, 0x00, "medium may have changed");
        say(0x28, 0x01, "import or export element accessed");
        say(0x28, 0x02, "format layer changed");
        say(0x29, 0x00, "power on or reset");
        say(0x2A, 0x00, "parameters changed");
        say(0x2C, 0x00, "command sequence error");
        say(0x2C, 0x03, "command sequence error, program area not empty");
        say(0x2C, 0x04, "command sequence error, program area empty");
        say(0x2E, 0x00, "insufficient time for the operation");
        say(0x30, 0x00, "incompatible medium");
        say(0x30, 0x01, "medium of unknown format");
        say(0x30, 0x02, "medium of incompatible format");
        say(0x30, 0x05, "medium cannot be written");
        say(0x30, 0x06, "medium cannot be formatted");
        say(0x30, 0x10, "medium not formatted");
        say(0x30, 0x11, "medium of an incompatible version");
        say(0x31, 0x00, "medium format corrupted or missing");
        say(0x31, 0x01, "format failed");
        say(0x32, 0x00, "no spare area left");
        say(0x39, 0x00, "saving parameters not supported");
        say(0x3A, 0x00, "no medium");
        say(0x3A, 0x01, "no medium, tray closed");
        say(0x3A, 0x02, "no medium, tray open");
        say(0x3A, 0x03, "no medium, loadable");
        say(0x3B, 0x0D, "destination element full");
        say(0x3B, 0x0E, "source element empty");
        say(0x3B, 0x11, "magazine not accessible");
        say(0x3B, 0x12, "magazine removed");
        say(0x3B, 0x13, "magazine inserted");
        say(0x3B, 0x14, "magazine locked");
        say(0x3E, 0x00, "not yet self-configured");
        say(0x3F, 0x00, "operating conditions changed");
        say(0x44, 0x00, "internal failure of the unit");
        say(0x4E, 0x00, "overlapped commands");
        say(0x53, 0x00, "load or eject failed");
        say(0x53, 0x02, "removal prevented");
        say(0x57, 0x00, "table of contents unreadable");
        say(0x5A, 0x01, "the operator asks for the medium");
        say(0x5D, 0x00, "failure predicted");
        say(0x5E, 0x00, "power state changed");
        say(0x63, 0x00, "end of user area");
        say(0x63, 0x01, "packet does not fit");
        say(0x64, 0x00, "illegal mode for this track, or unrecorded");
        say(0x64, 0x01, "invalid packet size");
        say(0x6F, 0x00, "copy protection");
        say(0x72, 0x00, "session fixation error");
        say(0x72, 0x01, "session fixation error, lead-in");
        say(0x72, 0x02, "session fixation error, lead-out");
        say(0x72, 0x03, "incomplete track in the session");
        say(0x72, 0x04, "empty or partly written reserved track");
        say(0x72, 0x05, "no more track reservations");
        say(0x73, 0x00, "recording control error");
        say(0x73, 0x01, "power calibration area almost full");
        say(0x73, 0x02, "power calibration area full");
        say(0x73, 0x03, "power calibration failed");
        say(0x73, 0x04, "program memory area update failed");
        say(0x73, 0x05, "program memory area full");
        say(0x73, 0x06, "program memory area almost full");
        say(0x73, 0x10, "recording management area almost full");
        say(0x73, 0x11, "recording management area full");
        say(0x73, 0x17, "recording zone full");
        say(0x83, 0x00, "label not checked");
    }

    private SenseText() {
    }

    private static void say(int asc, int ascq, String words) {
        WORDS.put(asc << 8 | ascq, words);
    }

    static String of(SenseData sense) {
        String exact = WORDS.get(sense.asc() << 8 | sense.ascq());
        String key = SenseKey.of(sense.key()).words();
        if (exact == null) {
            exact = WORDS.get(sense.asc() << 8);
        }
        return exact == null || (sense.asc() == 0 && sense.ascq() == 0) ? key : exact;
    }
}
