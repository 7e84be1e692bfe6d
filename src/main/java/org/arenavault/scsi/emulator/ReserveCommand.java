package org.arenavault.scsi.emulator;

import java.io.IOException;
import org.arenavault.scsi.SenseKey;

/** RESERVE TRACK on BD-R, DVD+R and DVD-R; the split at an address on BD-R only. */
final class ReserveCommand implements CommandSet.Handler {

    private static final int MOST_OPEN = 15;

    private final EmulatedDrive drive;

    ReserveCommand(EmulatedDrive drive) {
        this.drive = drive;
    }

    @Override
    public UnitReply run(UnitRequest request) throws CheckCondition, IOException {
        EmulatedDisc disc = drive.disc();
        TrackTable tracks = disc.tracks();
        boolean split = request.bit(1, 0);
        if (disc.family().overwritable() || disc.family() == MediumFamily.CD_R || tracks.finalised()
                || (split && !disc.family().isBdR())) {
            throw CheckCondition.invalidField(split ? 1 : 0);
        }
        if (tracks.openTracks() >= MOST_OPEN) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x72, 0x05);
        }
        if (split) {
            split(disc, request.u32(2));
        } else {
            reserve(disc, request.u32(5));
        }
        disc.save();
        return UnitReply.GOOD;
    }

    private static void reserve(EmulatedDisc disc, long asked) throws CheckCondition, IOException {
        TrackTable tracks = disc.tracks();
        if (tracks.last().state() != EmulatedTrackState.INCOMPLETE_BLANK) {
            throw CheckCondition.sequenceError();
        }
        long blocks = tracks.roundUp(asked);
        if (asked == 0) {
            throw CheckCondition.invalidField(5);
        }
        if (blocks > tracks.last().size()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x63, 0x00);
        }
        int number = tracks.count();
        tracks.reserve(blocks);
        disc.log("reserve track=%d size=%d".formatted(number, blocks));
    }

    private static void split(EmulatedDisc disc, long lba) throws CheckCondition, IOException {
        TrackTable tracks = disc.tracks();
        int number = tracks.containing(lba);
        if (number == 0 || !tracks.track(number).state().writable() || tracks.track(number).state().damaged()
                || lba <= tracks.track(number).nextWritable() || lba % disc.family().clusterBlocks() != 0) {
            throw CheckCondition.invalidField(2);
        }
        tracks.split(tracks.track(number), lba);
        disc.log("split track=%d lba=%d".formatted(number, lba));
    }
}
