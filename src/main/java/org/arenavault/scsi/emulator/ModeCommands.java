package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.CapabilitiesPage;
import org.arenavault.scsi.ErrorRecoveryPage;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.WriteParametersPage;

/**
 * MODE SENSE(10) and MODE SELECT(10): pages 01h, 08h, 1Ah, 1Dh, 2Ah, and 05h while a CD-R or DVD-R is loaded. Of them
 * 01h and 05h can be set; the others accept only what they hold.
 */
final class ModeCommands {

    private static final int CHANGEABLE = 1;
    private static final int DEFAULT = 2;
    private static final int SAVED = 3;
    private static final int PS = 0x80;
    private static final int READ_ONLY_CAPABILITIES = 20;

    private final EmulatedDrive drive;

    ModeCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.MODE_SENSE_10, this::sense, Opcode.MODE_SELECT_10, this::select);
    }

    private UnitReply sense(UnitRequest request) throws CheckCondition {
        int control = request.u8(2) >> 6;
        int code = request.u8(2) & 0x3F;
        if (control == SAVED) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x39, 0x00);
        }
        Map<Integer, ModePage> pages = pages(control);
        List<ModePage> wanted = new ArrayList<>();
        if (code == ModePage.ALL) {
            wanted.addAll(pages.values());
        } else if (pages.containsKey(code)) {
            wanted.add(pages.get(code));
        } else {
            throw CheckCondition.invalidField(2, 5);
        }
        return UnitReply.of(new ModeParameters(wanted).encode());
    }

    /** The pages there are with this medium, by number. */
    private Map<Integer, ModePage> pages(int control) {
        Map<Integer, ModePage> pages = new TreeMap<>(control == DEFAULT ? DriveSettings.defaults()
                : drive.settings().pages());
        pages.put(ModePage.CAPABILITIES, drive.quirks().on(Quirk.READ_ONLY_DRIVE)
                ? new ModePage(shortened(capabilities().bytes())) : capabilities());
        if (!writeParametersApply()) {
            pages.remove(ModePage.WRITE_PARAMETERS);
        }
        if (control == CHANGEABLE) {
            pages.replaceAll((code, page) -> changeable(page));
        }
        return pages;
    }

    /** As in drives that write nothing: it ends with the read speeds. */
    private static byte[] shortened(byte[] page) {
        byte[] bytes = Arrays.copyOf(page, READ_ONLY_CAPABILITIES);
        bytes[1] = READ_ONLY_CAPABILITIES - 2;
        return bytes;
    }

    private boolean writeParametersApply() {
        return drive.loaded() && drive.disc().family().obeysWriteParameters();
    }

    private static ModePage changeable(ModePage page) {
        byte[] mask = new byte[page.bytes().length];
        mask[0] = page.bytes()[0];
        mask[1] = page.bytes()[1];
        if (settable(page.code())) {
            Arrays.fill(mask, 2, mask.length, (byte) 0xFF);
        }
        return new ModePage(mask);
    }

    private static boolean settable(int code) {
        return code == ModePage.ERROR_RECOVERY || code == ModePage.WRITE_PARAMETERS;
    }

    private ModePage capabilities() {
        int fastest = 0;
        int current = 0;
        int readSpeed = 0;
        if (drive.loaded()) {
            MediumFamily family = drive.disc().family();
            fastest = (int) (family.fastestWrite() * family.oneX());
            current = drive.settings().writeSpeed() > 0 ? (int) drive.settings().writeSpeed() : fastest;
            readSpeed = (int) (6 * family.oneX());
        }
        return new CapabilitiesPage(true, drive.locked(), true, CapabilitiesPage.TRAY,
                (int) (drive.cache().bytes() >> 10),
                new CapabilitiesPage.Speeds(readSpeed, readSpeed, fastest, current)).encode();
    }

    private UnitReply select(UnitRequest request) throws CheckCondition, IOException {
        if (!request.bit(1, 4)) {
            throw CheckCondition.invalidField(1, 4);
        }
        if (request.bit(1, 0)) {
            throw CheckCondition.invalidField(1, 0);
        }
        int length = request.u16(7);
        if (length == 0) {
            return UnitReply.GOOD;
        }
        byte[] list = request.parameters(length);
        ModeParameters parameters;
        try {
            parameters = ModeParameters.decodeList(list);
        } catch (CorruptException e) {
            throw CheckCondition.parameterListLength();
        }
        for (int i = 0; i < ModeParameters.HEADER; i++) {
            if (list[i] != 0) {
                throw CheckCondition.invalidParameter(i);
            }
        }
        int at = ModeParameters.HEADER;
        for (ModePage page : parameters.pages()) {
            check(page, at);
            at += page.bytes().length;
        }
        parameters.pages().forEach(drive.settings()::set);
        return UnitReply.GOOD;
    }

    private void check(ModePage page, int at) throws CheckCondition, CorruptException {
        ModePage held = pages(0).get(page.code());
        if (held == null || (page.bytes()[0] & PS) != 0) {
            throw CheckCondition.invalidParameter(at);
        }
        if (page.bytes().length != held.bytes().length) {
            throw CheckCondition.invalidParameter(at + 1);
        }
        if (!settable(page.code())) {
            int differs = Arrays.mismatch(page.bytes(), held.bytes());
            if (differs >= 0) {
                throw CheckCondition.invalidParameter(at + differs);
            }
        } else if (page.code() == ModePage.WRITE_PARAMETERS) {
            WriteParametersPage.decode(page);
        } else {
            ErrorRecoveryPage.decode(page);
        }
    }
}
