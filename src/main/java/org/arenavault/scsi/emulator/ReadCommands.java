package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.arenavault.scsi.Command.Direction;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.ReadCapacity;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/** READ(10), READ(12), VERIFY(10), READ CAPACITY. */
final class ReadCommands {

    private static final int BYTCHK = 1;

    private final EmulatedDrive drive;
    private long position;

    ReadCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.READ_10, r -> read(r, r.u32(2), r.u16(7)), Opcode.READ_12, r -> read(r, r.u32(2),
                r.u32(6)), Opcode.VERIFY_10, this::verify, Opcode.READ_CAPACITY, this::capacity);
    }

    private UnitReply read(UnitRequest request, long lba, long blocks)
            throws CheckCondition, BrokenTransfer, IOException {
        request.requireTransfer(Direction.IN, blocks * EmulatedDisc.BLOCK);
        if (blocks == 0) {
            return UnitReply.GOOD;
        }
        EmulatedDisc disc = drive.disc();
        SenseData recovered = check(disc, lba, blocks);
        takeTime(disc, lba, blocks);
        ByteBuffer target = request.data();
        boolean whole = disc.load(lba, target.duplicate());
        drive.cache().buffer().overlay(lba, target);
        boolean endWaits = drive.cache().buffer().firstMissing(lba + blocks - 1) >= lba + blocks;
        if (!whole && !endWaits && !disc.family().overwritable()) {
            throw unreadable(lba); // somebody cut the data file off
        }
        corrupt(disc, lba, target);
        return UnitReply.moved(target.remaining()).with(recovered);
    }

    /** Holds the range to be readable; what comes back is a recovered error, or none. */
    private SenseData check(EmulatedDisc disc, long lba, long blocks) throws CheckCondition, IOException {
        if (lba + blocks > disc.capacity()) {
            throw CheckCondition.outOfRange();
        }
        if (!disc.usable()) {
            throw unformatted(drive);
        }
        if (drive.quirks().on(Quirk.SEQUENCE_ERROR) && drive.cache().unsynced()) {
            throw CheckCondition.sequenceError();
        }
        if (drive.quirks().on(Quirk.READ_FLUSH)) {
            drive.cache().buffer().link(disc);
        }
        if (!disc.family().overwritable()) {
            runOut(disc, lba, blocks);
            long missing = firstMissing(disc, lba);
            if (missing < lba + blocks) {
                throw blank(missing);
            }
        }
        return defects(disc, lba, blocks);
    }

    static CheckCondition unformatted(EmulatedDrive drive) {
        return drive.quirks().on(Quirk.UNFORMATTED_NOT_READY) ? new CheckCondition(SenseKey.NOT_READY, 0x30, 0x10)
                : new CheckCondition(SenseKey.MEDIUM_ERROR, 0x31, 0x00);
    }

    /** The first block at or behind {@code lba} that is neither on the medium nor in the buffer. */
    private long firstMissing(EmulatedDisc disc, long lba) {
        long at = lba;
        long before;
        do {
            before = at;
            at = drive.cache().buffer().firstMissing(disc.firstUnwritten(at));
        } while (at > before);
        return at;
    }

    /** The last blocks of a closed CD track are counted and cannot be read. */
    private static void runOut(EmulatedDisc disc, long lba, long blocks) throws CheckCondition {
        int runOut = disc.family().runOut();
        for (EmulatedTrack track : runOut == 0 ? List.<EmulatedTrack>of()
                : disc.tracks().tracks()) {
            if (track.state() == EmulatedTrackState.CLOSED && lba < track.end()
                    && lba + blocks > track.end() - runOut) {
                throw new CheckCondition(SenseData.of(SenseKey.ILLEGAL_REQUEST, 0x64, 0x00)
                        .withInformation(Math.max(lba, track.end() - runOut)));
            }
        }
    }

    private CheckCondition blank(long lba) {
        SenseData sense = drive.quirks().is(Quirk.BLANK_READ, "8") ? SenseData.of(SenseKey.BLANK_CHECK, 0x00, 0x00)
                : drive.quirks().is(Quirk.BLANK_READ, "11") ? SenseData.of(SenseKey.MEDIUM_ERROR, 0x11, 0x00)
                : drive.quirks().is(Quirk.BLANK_READ, "02") ? SenseData.of(SenseKey.MEDIUM_ERROR, 0x02, 0x00)
                : SenseData.of(SenseKey.ILLEGAL_REQUEST, 0x21, 0x00);
        return new CheckCondition(sense.withInformation(lba));
    }

    static CheckCondition unreadable(long lba) {
        return new CheckCondition(SenseData.of(SenseKey.MEDIUM_ERROR, 0x11, 0x00).withInformation(lba));
    }

    /** A hard defect fails the read, a soft one as often as it says; then it is a recovered error. */
    static SenseData defects(EmulatedDisc disc, long lba, long blocks) throws CheckCondition {
        SenseData recovered = SenseData.NONE;
        for (Defect defect : List.copyOf(disc.defects())) {
            if (!defect.hitsReading() || !defect.touches(lba, blocks)) {
                continue;
            }
            long at = Math.max(lba, defect.first());
            if (defect.tries() == Defect.HARD) {
                throw unreadable(at);
            }
            if (defect.tries() > 0) {
                disc.replaceDefect(defect, defect.tried());
                throw unreadable(at);
            }
            recovered = SenseData.of(SenseKey.RECOVERED_ERROR, 0x17, 0x01).withInformation(at);
        }
        return recovered;
    }

    private static void corrupt(EmulatedDisc disc, long lba, ByteBuffer target) {
        long blocks = target.remaining() / EmulatedDisc.BLOCK;
        for (Defect defect : disc.defects()) {
            if (defect.kind() == Defect.Kind.CORRUPT && defect.touches(lba, blocks)) {
                int from = target.position() + (int) (Math.max(0, defect.first() - lba) * EmulatedDisc.BLOCK);
                int to = target.position() + (int) (Math.min(blocks, defect.last() - lba + 1) * EmulatedDisc.BLOCK);
                for (int i = from; i < to; i++) {
                    target.put(i, (byte) (target.get(i) ^ defect.xor()));
                }
            }
        }
    }

    private void takeTime(EmulatedDisc disc, long lba, long blocks) {
        Timing timing = drive.timing();
        if (timing.readX() == 0) {
            return;
        }
        long nanos = 0;
        if (lba != position) {
            long layer = disc.raw() / disc.family().layers();
            nanos = timing.nanos(timing.seeking().address())
                    + (lba / layer == position / layer ? 0 : timing.nanos(timing.seeking().layer()));
        }
        double speed = drive.settings().readSpeed() > 0
                ? Math.min((double) drive.settings().readSpeed(), timing.readX() * disc.family().oneX())
                : timing.readX() * disc.family().oneX();
        drive.pause(nanos + timing.transferNanos(blocks * EmulatedDisc.BLOCK, speed));
        position = lba + blocks;
    }

    private UnitReply verify(UnitRequest request) throws CheckCondition, IOException {
        if (request.bit(1, BYTCHK)) {
            throw CheckCondition.invalidField(1, BYTCHK);
        }
        long blocks = request.u16(7);
        return blocks == 0 ? UnitReply.GOOD : UnitReply.GOOD.with(check(drive.disc(), request.u32(2), blocks));
    }

    /** Blank: 0. Open: the end of the last closed session, or 0. Final or overwritable: the last block. */
    private UnitReply capacity(UnitRequest request) {
        EmulatedDisc disc = drive.disc();
        TrackTable tracks = disc.tracks();
        long blocks = 0;
        if (disc.family().overwritable()) {
            blocks = disc.usable() ? disc.capacity() : 0;
        } else if (tracks.finalised()) {
            blocks = tracks.last().end();
        } else if (drive.quirks().is(Quirk.CAPACITY_OPEN, "area")) {
            blocks = disc.blank() ? 0 : disc.capacity();
        } else {
            boolean byTrack = drive.quirks().is(Quirk.CAPACITY_OPEN,
                    "tracks");
            for (EmulatedTrack track : tracks.tracks()) {
                if (track.state() == EmulatedTrackState.CLOSED
                        && (byTrack || track.session() <= tracks.closedSessions())) {
                    blocks = track.end();
                }
            }
        }
        return UnitReply.of(new ReadCapacity(Math.max(0, blocks - 1), EmulatedDisc.BLOCK).encode());
    }
}
