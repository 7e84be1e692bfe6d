package org.arenavault.optical;

import java.io.IOException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MediumFaultException.Reach;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;

/** What to throw when a command came to nothing: the cause by what the reply means, in one line. */
final class CommandFailures {

    private CommandFailures() {
    }

    /**
     * The exception for a reply.
     *
     * @param where drive and place, as the operator knows them
     * @param doing what failed: "closing track 3"
     */
    static IOException of(String where, String doing, DriveReply reply) {
        String what = "%s: %s: %s".formatted(where, doing, reply.text());
        return switch (reply.meaning()) {
            case NO_MEDIUM -> new OperatorNeededException(Need.NO_MEDIUM, what, "insert a disc");
            case UNSUITABLE -> new OperatorNeededException(Need.WRONG_MEDIUM, what + "; insert another disc");
            case NOT_READY -> new OperatorNeededException(Need.BUSY,
                    what + "; look at the drive, or load the disc again");
            case RESERVED -> new OperatorNeededException(Need.BUSY, what + "; another host uses the drive");
            case DENIED -> new OperatorNeededException(Need.PERMISSION,
                    what + "; give this user the right to write to the drive's device node");
            case GONE -> new OperatorNeededException(Need.GONE, what + "; check cable and power");
            case UNSUPPORTED -> new RefusedException(what + "; take another drive");
            case DRIVE_WAS_RESET -> new MediumFaultException(Reach.BUFFER, what);
            case LOOK_AGAIN -> new MediumFaultException(Reach.CHANGE, what);
            case DISC_FULL -> new MediumFaultException(Reach.MEDIUM, what + "; the disc is full");
            case OTHER_DRIVE -> new MediumFaultException(Reach.MEDIUM,
                    what + "; this drive cannot write this disc any more, another one may");
            case STOP, SESSION_DAMAGED -> new MediumFaultException(Reach.MEDIUM,
                    what + "; nothing more is written on this disc now");
            case ASK_ADDRESS -> new MediumFaultException(reply.outcomeUnknown() ? Reach.BUFFER : Reach.PLACE, what);
            default -> new MediumFaultException(what);
        };
    }
}
