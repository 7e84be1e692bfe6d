package org.arenavault.optical;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;

/** Waits until a drive can be asked about its disc. Whether there is one, only TEST UNIT READY tells. */
final class Readiness {

    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    /** How long "no medium" is not believed of a drive that says so while it loads one. */
    private static final Duration LOADING = Duration.ofSeconds(30);
    private static final int UNIT_ATTENTIONS = 16;

    private final CommandRunner runner;
    private final DriveQuirks quirks;
    private final String drive;

    Readiness(CommandRunner runner, DriveQuirks quirks, String drive) {
        this.runner = runner;
        this.quirks = quirks;
        this.drive = drive;
    }

    /**
     * Returns once the drive is ready.
     *
     * @throws org.arenavault.io.OperatorNeededException if there is no medium, or the drive does not become ready
     */
    void await() throws IOException {
        await(quirks.has(DriveQuirk.LATE_TO_LOAD) ? LOADING : Duration.ZERO);
    }

    /** The same after a medium was loaded: drives say for a while that there is none. */
    void awaitLoaded() throws IOException {
        await(LOADING);
    }

    private void await(Duration grace) throws IOException {
        long begun = runner.clock().nanos();
        int attentions = 0;
        while (true) {
            DriveReply reply = runner.run(Command.plain(Cdb.testUnitReady(), Opcode.TEST_UNIT_READY.timeout()),
                    Phase.READ);
            switch (reply.meaning()) {
                case DONE -> {
                    return;
                }
                case LOOK_AGAIN, DRIVE_WAS_RESET -> {
                    if (++attentions > UNIT_ATTENTIONS) {
                        throw CommandFailures.of(drive, "getting ready", reply);
                    }
                }
                case NO_MEDIUM -> {
                    if (runner.clock().nanos() - begun >= grace.toNanos()) {
                        throw CommandFailures.of(drive, "getting ready", reply);
                    }
                    runner.pause(ASK_EVERY);
                }
                default -> throw CommandFailures.of(drive, "getting ready", reply);
            }
        }
    }
}
