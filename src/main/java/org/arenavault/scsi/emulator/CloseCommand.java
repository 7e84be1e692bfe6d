package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.List;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.WriteParametersPage;

/** CLOSE TRACK/SESSION: the table of {@code optical-emulator.md} 6.5. */
final class CloseCommand implements CommandSet.Handler {

    private static final int INVISIBLE_TRACK = 0xFF;
    private static final int FUNCTION_BYTE = 2;
    private static final int NUMBER_BYTE = 4;

    private final EmulatedDrive drive;

    CloseCommand(EmulatedDrive drive) {
        this.drive = drive;
    }

    @Override
    public UnitReply run(UnitRequest request) throws CheckCondition, IOException {
        EmulatedDisc disc = drive.disc();
        int function = request.u8(FUNCTION_BYTE);
        Immed immed = request.bit(1, 0) ? Immed.ON : Immed.OFF;
        if (disc.family().overwritable()) {
            return overwritable(disc, function);
        }
        if (disc.tracks().finalised()) {
            throw CheckCondition.invalidField(FUNCTION_BYTE);
        }
        if (drive.cache().unsynced()) {
            if (drive.quirks().on(Quirk.STRICT_CLOSE)) {
                throw CheckCondition.sequenceError();
            }
            drive.counters().impliedSync();
        }
        if (function == CloseFunction.TRACK.code()) {
            track(disc, request.u16(NUMBER_BYTE), immed);
        } else if (function == CloseFunction.SESSION.code()) {
            session(disc, immed);
        } else if (finalises(disc.family(), function)) {
            finalise(disc, immed);
        } else {
            throw CheckCondition.invalidField(FUNCTION_BYTE);
        }
        drive.losses().report(immed);
        return UnitReply.GOOD;
    }

    private static boolean finalises(MediumFamily family, int function) {
        if (function == CloseFunction.FINALISE.code()) {
            return family.isBdR() || family.isPlusR();
        }
        return function == CloseFunction.FINALISE_SMALL.code() && family.isPlusR();
    }

    private UnitReply overwritable(EmulatedDisc disc, int function) throws CheckCondition, IOException {
        if (disc.family() == MediumFamily.DVD_PLUS_RW) {
            if (function == CloseFunction.STOP_FORMAT.code() || function == CloseFunction.SESSION.code()) {
                if (disc.background() == BackgroundFormat.RUNNING) {
                    disc.setBackground(BackgroundFormat.SUSPENDED);
                    disc.save();
                }
                return UnitReply.GOOD;
            }
            if (function == CloseFunction.FINALISE_SMALL.code()) {
                return UnitReply.GOOD;
            }
        }
        if (disc.family().isBdRe() && drive.quirks().on(Quirk.CLOSE_BD_RE_GOOD)) {
            return UnitReply.GOOD;
        }
        throw CheckCondition.invalidField(FUNCTION_BYTE);
    }

    private void track(EmulatedDisc disc, int asked, Immed immed) throws CheckCondition, IOException {
        TrackTable tracks = disc.tracks();
        int number = asked == INVISIBLE_TRACK && disc.family().knowsInvisibleTrack() && tracks.hasIncomplete()
                ? tracks.count() : asked;
        if (number < 1 || number > tracks.count()) {
            throw CheckCondition.invalidField(NUMBER_BYTE);
        }
        EmulatedTrack track = tracks.track(number);
        switch (track.state()) {
            case INCOMPLETE_BLANK -> {
                if (!drive.quirks().on(Quirk.CLOSE_BLANK_GOOD)) {
                    throw CheckCondition.invalidField(NUMBER_BYTE);
                }
                return;
            }
            case CLOSED -> {
                if (drive.quirks().on(Quirk.CLOSE_CLOSED_REFUSED)) {
                    throw CheckCondition.invalidField(NUMBER_BYTE);
                }
                return;
            }
            case DAMAGED_DEAD -> {
                if (drive.quirks().on(Quirk.DEAD_NEEDS_SESSION)) {
                    throw CheckCondition.sequenceError();
                }
            }
            default -> { }
        }
        long nanos = drive.cache().drainNanos() + drive.timing().nanos(drive.timing().steps().closeTrack());
        drive.operate(LongOperation.Kind.CLOSE, nanos, immed, () -> {
            if (flushed(disc)) {
                closeTrack(disc, track);
            }
            disc.save();
        });
    }

    /** The track takes no more data; what was never written of it is padding. The disc is not saved yet. */
    static void closeTrack(EmulatedDisc disc, EmulatedTrack track) throws IOException {
        if (track.state() == EmulatedTrackState.CLOSED) {
            return;
        }
        long padding = disc.tracks().close(track);
        if (padding > 0) {
            disc.pad(track.end() - padding, padding);
        }
        disc.log("close track=%d start=%d size=%d".formatted(track.number(), track.start(), track.size()));
    }

    private void session(EmulatedDisc disc, Immed immed) throws CheckCondition, IOException {
        if (disc.formatting() == Formatting.POW) {
            throw CheckCondition.invalidField(FUNCTION_BYTE);
        }
        requireNoReservation(disc);
        if (disc.tracks().lastSession() == LastSession.EMPTY) {
            return;
        }
        boolean last = disc.family().obeysWriteParameters()
                && WriteCommands.writeParameters(drive).multiSession() != WriteParametersPage.NEXT_SESSION_ALLOWED;
        long nanos = drive.cache().drainNanos() + drive.timing().nanos(drive.timing().steps().closeSession());
        drive.operate(LongOperation.Kind.CLOSE, nanos, immed, () -> {
            if (!flushed(disc)) {
                return;
            }
            closeOpenTracks(disc);
            if (last) {
                disc.tracks().finalise();
                disc.log("final");
            } else {
                disc.tracks().closeSession();
                disc.log("close session=" + disc.tracks().closedSessions());
            }
            disc.save();
        });
    }

    private void finalise(EmulatedDisc disc, Immed immed) throws CheckCondition, IOException {
        requireNoReservation(disc);
        if (disc.blank()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x2C, 0x04);
        }
        long nanos = drive.cache().drainNanos() + drive.timing().nanos(drive.timing().steps().finalise());
        drive.operate(LongOperation.Kind.CLOSE, nanos, immed, () -> {
            if (!flushed(disc)) {
                return;
            }
            closeOpenTracks(disc);
            disc.tracks().finalise();
            if (disc.family().isBdR() && drive.quirks().on(Quirk.FIXATE_FIRST_TRACK)) {
                disc.loseIndex();
            }
            disc.log("final");
            disc.save();
        });
    }

    private static void requireNoReservation(EmulatedDisc disc) throws CheckCondition {
        if (disc.tracks().unwrittenReservation()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x72, 0x03);
        }
    }

    /** Puts what is buffered on the medium; false if some of it was lost: then nothing is closed. */
    private boolean flushed(EmulatedDisc disc) throws IOException {
        drive.cache().flush(disc);
        return !drive.losses().any();
    }

    private static void closeOpenTracks(EmulatedDisc disc) throws IOException {
        for (EmulatedTrack track : List.copyOf(disc.tracks().tracks())) {
            if (track.state() != EmulatedTrackState.INCOMPLETE_BLANK) {
                closeTrack(disc, track);
            }
        }
    }
}
