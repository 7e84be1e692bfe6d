package org.arenavault.optical;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.EventStatus;
import org.arenavault.scsi.MechanismStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;

/** Where a drive says its tray is. */
public enum TrayPosition {
    OPEN,
    CLOSED,
    /** It does not say. */
    UNKNOWN;

    /** Asks in three ways, the most reliable first: there are drives that know none or only the last of them. */
    static TrayPosition of(CommandRunner runner, DriveQueries queries) throws IOException {
        Optional<EventStatus> event = queries.ask(Cdb.getEventStatus(1 << EventStatus.MEDIA, EventStatus.SIZE),
                EventStatus.SIZE, EventStatus::decode);
        if (event.isPresent() && !event.get().none() && event.get().eventClass() == EventStatus.MEDIA) {
            return event.get().trayOpen() ? OPEN : CLOSED;
        }
        Optional<MechanismStatus> mechanism = queries.ask(Cdb.mechanismStatus(), MechanismStatus.SIZE,
                MechanismStatus::decode);
        if (mechanism.isPresent()) {
            return mechanism.get().doorOpen() ? OPEN : CLOSED;
        }
        DriveReply ready = queries.insist(Command.plain(Cdb.testUnitReady(), Opcode.TEST_UNIT_READY.timeout()));
        if (ready.done() || ready.sense().is(SenseKey.NOT_READY, 0x3A, 0x01)) {
            return CLOSED;
        }
        return ready.sense().is(SenseKey.NOT_READY, 0x3A, 0x02) ? OPEN : UNKNOWN;
    }
}
