package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Command.Direction;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.WriteParametersPage;

/** WRITE(10), WRITE(12), WRITE AND VERIFY(10), SYNCHRONIZE CACHE: the rules of {@code optical-emulator.md} 6 and 7. */
final class WriteCommands {

    private static final int STREAMING_BYTE = 10;
    private static final int STREAMING_BIT = 7;
    private static final int FUA_BIT = 3;

    private final EmulatedDrive drive;

    WriteCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.WRITE_10, r -> write(r, r.u32(2), r.u16(7)), Opcode.WRITE_12, this::write12,
                Opcode.WRITE_AND_VERIFY_10, this::writeAndVerify, Opcode.SYNCHRONIZE_CACHE, this::synchronize);
    }

    private UnitReply write12(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException {
        long lba = request.u32(2);
        long blocks = request.u32(6);
        if (request.bit(STREAMING_BYTE, STREAMING_BIT) && drive.disc().family().isBd()) {
            int cluster = drive.disc().family().clusterBlocks();
            if (lba % cluster != 0 || blocks % cluster != 0) {
                throw CheckCondition.invalidField(lba % cluster != 0 ? 2 : 6);
            }
        }
        return write(request, lba, blocks);
    }

    private UnitReply writeAndVerify(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException {
        UnitReply reply = write(request, request.u32(2), request.u16(7));
        if (request.u16(7) > 0) {
            ReadCommands.defects(drive.disc(), request.u32(2), request.u16(7));
        }
        return reply;
    }

    private UnitReply write(UnitRequest request, long lba, long blocks)
            throws CheckCondition, BrokenTransfer, IOException {
        request.requireTransfer(Direction.OUT, blocks * EmulatedDisc.BLOCK);
        EmulatedDisc disc = drive.disc();
        if (disc.writeProtected()) {
            throw new CheckCondition(SenseKey.DATA_PROTECT, 0x27, 0x00);
        }
        if (blocks == 0) {
            return UnitReply.GOOD;
        }
        EmulatedTrack track = disc.family().overwritable() ? overwrite(disc, lba, blocks)
                : append(disc, lba, blocks);
        long bytes = blocks * EmulatedDisc.BLOCK;
        if (bytes > drive.cache().free() && !(drive.cache().drainsAtOnce() && drive.cache().buffer().isEmpty())) {
            drive.cache().makeRoom();
            throw CheckCondition.longWrite();
        }
        if (!disc.family().overwritable()) {
            if (track.state().blank()) {
                disc.log("open track=%d lba=%d".formatted(track.number(), lba));
            }
            if ((lba + blocks) % disc.family().clusterBlocks() != 0) {
                drive.counters().partialWrite();
            }
        }
        drive.cache().wrote((int) blocks);
        drive.cache().buffer().take(disc, track, lba, request.data(), drive.cache().drainsAtOnce());
        if (request.bit(1, FUA_BIT)) {
            drive.cache().buffer().drain(disc, Long.MAX_VALUE);
        }
        pauseAtLayer(disc, lba, blocks);
        return UnitReply.moved((int) bytes);
    }

    private EmulatedTrack overwrite(EmulatedDisc disc, long lba, long blocks) throws CheckCondition {
        if (!disc.usable()) {
            throw ReadCommands.unformatted(drive);
        }
        if (lba + blocks > disc.capacity()) {
            throw CheckCondition.outOfRange();
        }
        return disc.tracks().last();
    }

    /** The track that continues at {@code lba}, if data may go there. */
    private EmulatedTrack append(EmulatedDisc disc, long lba, long blocks) throws CheckCondition, IOException {
        TrackTable tracks = disc.tracks();
        if (tracks.finalised()) {
            throw drive.quirks().on(Quirk.FINAL_PROTECTED) ? new CheckCondition(SenseKey.DATA_PROTECT, 0x27, 0x00)
                    : new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x30, 0x05);
        }
        if (lba >= disc.capacity()) {
            throw CheckCondition.outOfRange();
        }
        int number = tracks.writableAt(lba);
        if (number == 0) {
            boolean full = !tracks.anyWritable() && tracks.containing(lba) == 0;
            throw full ? CheckCondition.outOfRange() : CheckCondition.invalidWriteAddress();
        }
        EmulatedTrack track = tracks.track(number);
        if (lba + blocks > track.end()) {
            boolean reserved = track.state().reserved();
            throw reserved ? new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x63, 0x00) : CheckCondition.outOfRange();
        }
        if (disc.family().obeysWriteParameters() && writeParameters().writeType() != writeType(disc)) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x64, 0x00);
        }
        if (disc.family() == MediumFamily.DVD_R
                && writeParameters().multiSession() != WriteParametersPage.NEXT_SESSION_ALLOWED) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x64, 0x00);
        }
        return track;
    }

    private WriteParametersPage writeParameters() throws IOException {
        return writeParameters(drive);
    }

    static WriteParametersPage writeParameters(EmulatedDrive drive) throws IOException {
        return WriteParametersPage.decode(drive.settings().writeParameters());
    }

    private static int writeType(EmulatedDisc disc) {
        return disc.family() == MediumFamily.CD_R ? WriteParametersPage.TRACK_AT_ONCE : WriteParametersPage.INCREMENTAL;
    }

    /** Crossing into the next layer, the drive calibrates: the next WRITEs find it busy (6.1). */
    private void pauseAtLayer(EmulatedDisc disc, long lba, long blocks) {
        long layer = disc.raw() / disc.family().layers();
        if (lba / layer == (lba + blocks) / layer) {
            return;
        }
        long seconds = drive.quirks().number(Quirk.LAYER_PAUSE, 0);
        drive.holdUp(seconds > 0 ? Duration.ofSeconds(seconds).toNanos()
                : drive.timing().nanos(drive.timing().steps().calibration()));
    }

    private UnitReply synchronize(UnitRequest request) throws CheckCondition, IOException {
        EmulatedDisc disc = drive.disc();
        Immed immed = request.bit(1, 1) ? Immed.ON : Immed.OFF;
        if (!drive.cache().unsynced() && drive.cache().buffer().isEmpty()) {
            return UnitReply.GOOD;
        }
        drive.operate(LongOperation.Kind.SYNC, drive.cache().drainNanos(), immed, () -> synchronize(drive, disc));
        drive.losses().report(immed);
        return UnitReply.GOOD;
    }

    /** Everything goes to the medium and is saved; on a CD, and with a quirk, that ends the track (4.6). */
    static void synchronize(EmulatedDrive drive, EmulatedDisc disc) throws IOException {
        drive.cache().flush(disc);
        for (EmulatedTrack track : disc.tracks().tracks()) {
            if (track.state() == EmulatedTrackState.OPEN || track.state() == EmulatedTrackState.RESERVED_OPEN) {
                disc.log("sync track=%d nwa=%d".formatted(track.number(), track.nextWritable()));
            }
        }
        boolean closes = disc.family() == MediumFamily.CD_R || drive.quirks().on(Quirk.SYNC_CLOSES);
        if (closes && disc.tracks().last().state() == EmulatedTrackState.OPEN) {
            CloseCommand.closeTrack(disc, disc.tracks().last());
        }
        disc.save();
    }
}
