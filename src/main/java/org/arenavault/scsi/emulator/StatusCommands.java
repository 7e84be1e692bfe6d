package org.arenavault.scsi.emulator;

import java.util.Map;
import org.arenavault.scsi.EventStatus;
import org.arenavault.scsi.EventStatus.MediaEvent;
import org.arenavault.scsi.MechanismStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;

/** TEST UNIT READY, REQUEST SENSE, GET EVENT STATUS NOTIFICATION, MECHANISM STATUS. */
final class StatusCommands {

    private static final int MEDIA_MASK = 1 << EventStatus.MEDIA;
    private static final int BUSY_MASK = 1 << EventStatus.DEVICE_BUSY;

    private final EmulatedDrive drive;

    StatusCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.TEST_UNIT_READY, request -> UnitReply.GOOD, Opcode.REQUEST_SENSE, this::requestSense,
                Opcode.GET_EVENT_STATUS_NOTIFICATION, this::eventStatus,
                Opcode.MECHANISM_STATUS, this::mechanismStatus);
    }

    /** The last command's sense, a unit attention, a deferred error, an operation's progress: each told once. */
    private UnitReply requestSense(UnitRequest request) {
        Nexus from = request.from();
        SenseData sense = from.takeLastSense();
        if (sense.equals(SenseData.NONE) && from.hasAttention()) {
            sense = from.takeAttention();
        }
        if (sense.equals(SenseData.NONE)) {
            sense = drive.losses().take();
        }
        if (sense.equals(SenseData.NONE)) {
            sense = drive.operationSense();
        }
        return UnitReply.of(sense.encode(request.bit(1, 0) ? SenseData.Format.DESCRIPTOR : SenseData.Format.FIXED));
    }

    /** Polled only. An event is told once; without one the class asked for tells how things stand. */
    private UnitReply eventStatus(UnitRequest request) throws CheckCondition {
        if (!request.bit(1, 0)) {
            throw CheckCondition.invalidField(1, 0);
        }
        int asked = request.u8(4);
        int supported = MEDIA_MASK | BUSY_MASK;
        if ((asked & BUSY_MASK) != 0 && ((asked & MEDIA_MASK) == 0 || drive.operating())) {
            return UnitReply.of(new EventStatus(false, EventStatus.DEVICE_BUSY, supported, drive.operating() ? 1 : 0,
                    drive.operating() ? 1 : 0, 0).encode());
        }
        if ((asked & MEDIA_MASK) == 0) {
            return UnitReply.of(EventStatus.nothing(supported).encode());
        }
        MediaEvent event = request.from().takeEvent();
        int status = (drive.loaded() ? EventStatus.MEDIUM_PRESENT : 0) | (drive.trayOpen() ? EventStatus.TRAY_OPEN : 0);
        return UnitReply.of(new EventStatus(false, EventStatus.MEDIA, supported, event.code(), status, 0).encode());
    }

    private UnitReply mechanismStatus(UnitRequest request) {
        return UnitReply.of(new MechanismStatus(false, 0, drive.trayOpen(), 0).encode());
    }
}
