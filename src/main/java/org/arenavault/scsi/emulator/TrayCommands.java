package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.Map;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Coded;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;

/** START STOP UNIT and PREVENT ALLOW MEDIUM REMOVAL. */
final class TrayCommands {

    private final EmulatedDrive drive;

    TrayCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.START_STOP_UNIT, this::startStop, Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL, this::prevent);
    }

    private UnitReply startStop(UnitRequest request) throws CheckCondition, IOException {
        if ((request.u8(4) & 0xF0) != 0) {
            return UnitReply.GOOD; // a power condition: nothing here depends on it
        }
        Motion motion = Coded.of(Motion.values(), request.u8(4) & 0x03);
        if (motion == Motion.EJECT) {
            if (drive.locked()) {
                throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x53, 0x02);
            }
            drive.openTray();
        } else if (motion == Motion.LOAD) {
            drive.closeTray();
        }
        return UnitReply.GOOD;
    }

    private UnitReply prevent(UnitRequest request) {
        request.from().setRemoval(Coded.of(Removal.values(), request.u8(4) & 0x03));
        return UnitReply.GOOD;
    }
}
