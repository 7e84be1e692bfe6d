package org.arenavault.optical;

import java.util.Optional;

/** What has become of a command, once waiting and trying again have come to an end (3.1). */
enum ReplyMeaning implements SenseAction {
    /** It was executed. */
    DONE,
    /** Not executed, and the medium may be another or another way: look afresh, compare, then decide. */
    LOOK_AGAIN,
    /** The drive was reset: what it had buffered is lost. */
    DRIVE_WAS_RESET,
    /** It may have been executed or not, or the address is not the one the drive expects: the NWA tells. */
    ASK_ADDRESS,
    /** This track is lost; the disc may take others. */
    GIVE_UP_TRACK,
    /** Nothing more is to be written on this disc here and now. */
    STOP,
    /** There is no more room. */
    DISC_FULL,
    /** The drive cannot write this disc: another one may. */
    OTHER_DRIVE,
    /** There is no medium. */
    NO_MEDIUM,
    /** The medium is of no use. */
    UNSUITABLE,
    /** The drive is not ready, and time will not help. */
    NOT_READY,
    /** The drive does not know the command, or this form of it. */
    UNSUPPORTED,
    /** What was asked for does not exist, or the number is wrong for this medium. */
    DOES_NOT_EXIST,
    /** Nothing is recorded there. */
    UNRECORDED,
    /** It cannot be read. */
    UNREADABLE,
    /** Another track has to be closed first. */
    OTHER_TRACK_OPEN,
    /** The session could not be closed; what is in it may be readable all the same. */
    SESSION_DAMAGED,
    /** Another host holds the drive. */
    RESERVED,
    /** The system does not let the command pass. */
    DENIED,
    /** The drive does not answer any more. */
    GONE;

    @Override
    public Optional<ReplyMeaning> by(Performer performer) {
        return Optional.of(this);
    }
}
