package org.arenavault.optical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Progress;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/**
 * Sees operations to their end that a drive begins at once and works on (3.3). Once begun they are not stopped: a
 * request to stop waits.
 */
final class LongOperations {

    private static final Duration FIRST_LOOK = Duration.ofMillis(500);
    private static final Duration TOO_EARLY = Duration.ofSeconds(1);
    private static final int ATTENTIONS = 16;

    private final CommandRunner runner;
    private final DriveQuirks quirks;
    private final Progress progress;
    private final String drive;

    LongOperations(CommandRunner runner, DriveQuirks quirks, Progress progress, String drive) {
        this.runner = runner.unstoppable();
        this.quirks = quirks;
        this.progress = progress;
        this.drive = drive;
    }

    /**
     * Waits for the end of what the drive is doing.
     *
     * @throws MediumFaultException if it failed
     */
    void await(Operation operation) throws IOException {
        try (Progress.Stage stage = progress.begin("%s: %s".formatted(drive, operation.text()), 0)) {
            await(operation, new Polling(operation.interval(), operation.limit(), stage));
            if (quirks.has(DriveQuirk.READY_TOO_EARLY)) {
                runner.clock().sleep(TOO_EARLY);
                await(operation, new Polling(operation.interval(), operation.limit(), stage));
            }
        }
    }

    private void await(Operation operation, Polling polling) throws IOException {
        long begun = runner.clock().nanos();
        runner.clock().sleep(FIRST_LOOK);
        while (runner.clock().nanos() - begun <= operation.limit().toNanos()) {
            DriveReply reply = runner.run(Command.plain(Cdb.testUnitReady(), Opcode.TEST_UNIT_READY.timeout()),
                    Phase.FINISH, polling);
            switch (reply.meaning()) {
                case DONE -> {
                    if (!goesOn(operation)) {
                        return;
                    }
                    runner.clock().sleep(operation.interval());
                }
                case NO_MEDIUM -> {
                    return;
                }
                // what a reset or a change left of the operation is for those to ask who began it
                case LOOK_AGAIN, NOT_READY, ASK_ADDRESS, DRIVE_WAS_RESET -> runner.clock().sleep(operation.interval());
                default -> throw CommandFailures.of(drive, operation.text(), reply);
            }
        }
        throw new OperatorNeededException(Need.BUSY, "%s: %s takes longer than %d minutes; look at the drive"
                .formatted(drive, operation.text(), operation.limit().toMinutes()));
    }

    /** After GOOD: an error may be stored that nobody has been told of, and some drives keep progress there. */
    private boolean goesOn(Operation operation) throws IOException {
        byte[] bytes = new byte[SenseData.FIXED_SIZE];
        DriveReply reply = runner.run(Command.in(Cdb.requestSense(bytes.length), ByteBuffer.wrap(bytes),
                Opcode.REQUEST_SENSE.timeout()), Phase.READ);
        if (!reply.done()) {
            return false;
        }
        SenseData stored = SenseData.decode(Arrays.copyOf(bytes, Math.max(0,
                Math.min(bytes.length, reply.result().transferred()))));
        boolean error = stored.is(SenseKey.MEDIUM_ERROR) || stored.is(SenseKey.HARDWARE_ERROR);
        if (error || (stored.deferred() && !stored.is(SenseKey.RECOVERED_ERROR) && !stored.is(SenseKey.NO_SENSE))) {
            throw new MediumFaultException("%s: %s: %s, stored from an earlier command"
                    .formatted(drive, operation.text(), stored.describe()));
        }
        return stored.hasProgress() && stored.is(SenseKey.NOT_READY);
    }

    /**
     * Returns once all that was written is on the disc: SYNCHRONIZE CACHE with IMMED, then without (2.12).
     *
     * @throws MediumFaultException if not all of it got there
     */
    void synchronize() throws IOException {
        synchronize(Immed.ON);
        synchronize(Immed.OFF);
        Optional<SenseData> deferred = runner.observations().takeDeferred();
        if (deferred.isPresent()) {
            throw new MediumFaultException("%s: %s: %s; the track is to be given up"
                    .formatted(drive, Operation.SYNCHRONIZING.text(), deferred.get().describe()));
        }
    }

    private void synchronize(Immed immed) throws IOException {
        Duration timeout = immed == Immed.ON ? Opcode.SYNCHRONIZE_CACHE.timeout()
                : Opcode.SYNCHRONIZE_CACHE.longTimeout();
        for (int attempt = 0; ; attempt++) {
            DriveReply reply = runner.run(Command.plain(Cdb.synchronizeCache(immed), timeout), Phase.FINISH);
            for (int i = 0; i < ATTENTIONS && reply.meaning() == ReplyMeaning.LOOK_AGAIN; i++) {
                reply = runner.run(Command.plain(Cdb.synchronizeCache(immed), timeout), Phase.FINISH);
            }
            switch (reply.meaning()) {
                case DONE -> {
                    if (immed == Immed.ON) {
                        await(Operation.SYNCHRONIZING);
                    }
                    return;
                }
                case UNSUPPORTED -> {
                    // a drive without the command has nothing buffered; one without IMMED is told without it
                    return;
                }
                case DOES_NOT_EXIST -> {
                    if (immed == Immed.OFF) {
                        throw CommandFailures.of(drive, Operation.SYNCHRONIZING.text(), reply);
                    }
                    return;
                }
                case ASK_ADDRESS, NOT_READY -> {
                    // executed or not: to synchronize twice does no harm
                    if (attempt > 0) {
                        throw CommandFailures.of(drive, Operation.SYNCHRONIZING.text(), reply);
                    }
                    await(Operation.SYNCHRONIZING);
                }
                default -> throw CommandFailures.of(drive, Operation.SYNCHRONIZING.text(), reply);
            }
        }
    }

    /**
     * Sends one CLOSE TRACK/SESSION and waits for its end. Whether it did what it should is for the caller to ask;
     * so too whether it is still the same disc, if the drive answered that something has changed.
     */
    DriveReply close(CloseFunction function, int number, Operation operation) throws IOException {
        DriveReply reply = runner.run(Command.plain(Cdb.closeTrack(function, number, Immed.ON),
                Opcode.CLOSE_TRACK_SESSION.timeout()), Phase.FINISH);
        if (reply.meaning() == ReplyMeaning.DONE || reply.meaning() == ReplyMeaning.ASK_ADDRESS
                || reply.meaning() == ReplyMeaning.NOT_READY) {
            await(operation);
        }
        return reply;
    }

    /** The same for drives that do not know IMMED with it. */
    DriveReply closeAndWait(CloseFunction function, int number, Operation operation) throws IOException {
        DriveReply reply = runner.run(Command.plain(Cdb.closeTrack(function, number, Immed.OFF),
                Opcode.CLOSE_TRACK_SESSION.longTimeout()), Phase.FINISH);
        if (reply.meaning() == ReplyMeaning.ASK_ADDRESS || reply.meaning() == ReplyMeaning.NOT_READY) {
            await(operation);
        }
        return reply;
    }
}
