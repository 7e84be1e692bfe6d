package org.arenavault.optical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.WriteParametersPage;

/** What a drive can be told before the first block of a track. */
final class TrackSetup {

    private final CommandRunner runner;
    private final DriveQueries queries;
    private final DriveOptions options;
    private final String drive;

    TrackSetup(CommandRunner runner, DriveOptions options, String drive) {
        this.runner = runner;
        this.queries = new DriveQueries(runner, drive);
        this.options = options;
        this.drive = drive;
    }

    /** Sends mode page 05h (2.15): without it the drive would record in another way, or not at all. */
    void selectWriteParameters(WriteParametersPage page) throws IOException {
        byte[] list = new ModeParameters(List.of(page.encode())).encodeList();
        DriveReply reply = queries.insist(Command.out(Cdb.modeSelect10(list.length), ByteBuffer.wrap(list),
                Opcode.MODE_SELECT_10.timeout()));
        if (!reply.done()) {
            throw new RefusedException("%s: does not take the write parameters, %s; nothing was written, take another"
                    .formatted(drive, reply.text()) + " drive");
        }
    }

    /** Lets the drive calibrate its laser, where that is wanted (2.16). */
    void calibrate() throws IOException {
        if (options.calibration() == DriveOptions.Calibration.NEVER
                || runner.observations().isUnsupported(Opcode.SEND_OPC_INFORMATION)) {
            return;
        }
        DriveReply reply = queries.insist(Command.plain(Cdb.sendOpc(), Opcode.SEND_OPC_INFORMATION.timeout()));
        if (reply.meaning() == ReplyMeaning.OTHER_DRIVE || reply.meaning() == ReplyMeaning.GONE
                || reply.meaning() == ReplyMeaning.NO_MEDIUM) {
            throw CommandFailures.of(drive, "calibrating the laser", reply);
        }
        if (!reply.done() && reply.meaning() != ReplyMeaning.UNSUPPORTED
                && reply.meaning() != ReplyMeaning.DOES_NOT_EXIST) {
            runner.observations().warn("%s: calibrating the laser: %s".formatted(drive, reply.text()));
        }
    }
}
