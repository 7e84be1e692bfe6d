package org.arenavault.scsi.emulator;

import org.arenavault.scsi.TrackInformation;

/** READ TRACK INFORMATION. */
final class TrackCommand implements CommandSet.Handler {

    private static final int BY_LBA = 0;
    private static final int BY_TRACK = 1;
    private static final int BY_SESSION = 2;
    private static final int OPEN_BIT = 2;
    private static final int INVISIBLE_TRACK = 0xFF;
    private static final int VALUE_BYTE = 2;

    private static final int TRACK_MODE_DATA = 4;
    private static final int TRACK_MODE_INCREMENTAL = 5;
    private static final int TRACK_MODE_PLUS_R = 7;
    private static final int DATA_MODE_1 = 1;

    /** Where +R drives say a read-only drive expects the lead-out (real-drives.md D1, Q19). */
    private static final long READ_COMPATIBILITY = 270_336;

    private final EmulatedDrive drive;

    TrackCommand(EmulatedDrive drive) {
        this.drive = drive;
    }

    @Override
    public UnitReply run(UnitRequest request) throws CheckCondition {
        EmulatedDisc disc = drive.disc();
        int number = find(disc, request);
        if (number < 1 || number > disc.tracks().count() || (disc.indexLost() && number > 1)) {
            throw CheckCondition.invalidField(VALUE_BYTE);
        }
        TrackInformation track = describe(disc, disc.tracks().track(number));
        if (drive.quirks().on(Quirk.BLANK_FROM_ZERO) && track.state() == TrackInformation.State.INCOMPLETE_BLANK) {
            track = fromZero(track);
        }
        for (FaultAction action : request.faults()) {
            track = action.claim(track);
        }
        return UnitReply.of(track.encode());
    }

    /** The number of the track asked for; 0 if there is none. */
    private int find(EmulatedDisc disc, UnitRequest request) throws CheckCondition {
        int type = request.u8(1) & 0x03;
        long value = request.u32(VALUE_BYTE);
        if (request.bit(1, OPEN_BIT)) {
            return openFrom(disc, type, value);
        }
        return switch (type) {
            case BY_LBA -> {
                if (value >= disc.capacity()) {
                    throw CheckCondition.outOfRange();
                }
                yield disc.tracks().containing(value);
            }
            case BY_TRACK -> value == INVISIBLE_TRACK && invisibleKnown(disc)
                    ? incomplete(disc) : byNumber(disc, (int) Math.min(value, Integer.MAX_VALUE));
            case BY_SESSION -> disc.tracks().firstTrackOf((int) Math.min(value, Integer.MAX_VALUE));
            default -> throw CheckCondition.invalidField(1, 1);
        };
    }

    private int byNumber(EmulatedDisc disc, int number) {
        boolean hidden = drive.quirks().on(Quirk.ONLY_FF) && number == incomplete(disc)
                && disc.tracks().last().state() == EmulatedTrackState.INCOMPLETE_BLANK;
        return hidden ? 0 : number;
    }

    private boolean invisibleKnown(EmulatedDisc disc) {
        return disc.family().knowsInvisibleTrack() || drive.quirks().on(Quirk.FF)
                || drive.quirks().on(Quirk.ONLY_FF);
    }

    private static int incomplete(EmulatedDisc disc) {
        return disc.tracks().hasIncomplete() ? disc.tracks().count() : 0;
    }

    private int openFrom(EmulatedDisc disc, int type, long from) throws CheckCondition {
        if (drive.quirks().on(Quirk.NO_OPEN) || type != BY_TRACK) {
            throw CheckCondition.invalidField(1, OPEN_BIT);
        }
        for (EmulatedTrack track : disc.tracks().tracks()) {
            if (track.number() >= from && track.state().writable()) {
                return track.number();
            }
        }
        return 0;
    }

    private static TrackInformation describe(EmulatedDisc disc, EmulatedTrack track) {
        MediumFamily family = disc.family();
        EmulatedTrackState state = track.state();
        boolean writable = state.writable() && !disc.tracks().finalised();
        boolean packet = !family.overwritable() && family != MediumFamily.CD_R;
        int mode = family.isPlusR() ? TRACK_MODE_PLUS_R
                : family == MediumFamily.DVD_R ? TRACK_MODE_INCREMENTAL : TRACK_MODE_DATA;
        long next = writable ? track.nextWritable() : 0;
        return new TrackInformation(track.number(), track.session(),
                new TrackInformation.Mode(0, false, mode, packet, false, DATA_MODE_1),
                new TrackInformation.Flags(state.damaged(), state.reserved(), state.blank(), track.lastRecorded() >= 0,
                        writable),
                new TrackInformation.Addresses(track.start(), next, writable ? track.end() - next : 0,
                        family.clusterBlocks(), track.size(), Math.max(0, track.lastRecorded()),
                        family.isPlusR() ? READ_COMPATIBILITY : 0));
    }

    private static TrackInformation fromZero(TrackInformation t) {
        TrackInformation.Addresses at = t.at();
        return new TrackInformation(0, t.session(), t.mode(), t.flags(), new TrackInformation.Addresses(0,
                at.nextWritable(), at.free(), at.packetSize(), at.start() + at.size(), at.lastRecorded(),
                at.readCompatibility()));
    }

    static TrackInformation withNextWritable(TrackInformation t, long nextWritable) {
        TrackInformation.Addresses at = t.at();
        return t.with(new TrackInformation.Addresses(at.start(), nextWritable, at.free(), at.packetSize(), at.size(),
                at.lastRecorded(), at.readCompatibility()));
    }
}
