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
    private final Questions questions;
    private final DriveOptions options;
    private final String drive;

    TrackSetup(CommandRunner runner, DriveOptions options, String drive) {
        this.runner = runner;
        this.questions = new Questions(runner, drive);
        this.options = options;
        this.drive = drive;
    }

    /** Sends mode page 05h (2.15): without it the drive would record in another way, or not at all. */
    void selectWriteParameters(WriteParametersPage page) throws IOException {
        byte[] list = new ModeParameters(List.of(page.encode())).encodeList();
        Reply reply = questions.insist(Command.out(Cdb.modeSelect10(list.length), ByteBuffer.wrap(list),
                Opcode.MODE_SELECT_10.timeout()));
        if (!reply.done()) {
            throw new RefusedException("%s: does not take the write parameters, %s; nothing was written, take another"
                    .formatted(drive, reply.words()) + " drive");
        }
    }

    /** Lets the drive calibrate its laser, where that is wanted (2.16). */
    void calibrate() throws IOException {
        if (options.calibration() == DriveOptions.Calibration.NEVER
                || runner.notes().isUnsupported(Opcode.SEND_OPC_INFORMATION)) {
            return;
        }
        Reply reply = questions.insist(Command.plain(Cdb.sendOpc(), Opcode.SEND_OPC_INFORMATION.timeout()));
        if (reply.verdict() == Verdict.OTHER_DRIVE || reply.verdict() == Verdict.GONE
                || reply.verdict() == Verdict.NO_MEDIUM) {
            throw Faults.of(drive, "calibrating the laser", reply);
        }
        if (!reply.done() && reply.verdict() != Verdict.UNSUPPORTED && reply.verdict() != Verdict.DOES_NOT_EXIST) {
            runner.notes().warn("%s: calibrating the laser: %s".formatted(drive, reply.words()));
        }
    }
}
