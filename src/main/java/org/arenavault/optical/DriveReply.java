package org.arenavault.optical;

import java.util.Locale;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/**
 * How a command ended after all waiting and trying again.
 *
 * @param meaning what has become of it
 * @param result the last answer
 * @param sense its sense
 * @param sent how often the command was sent: a refusal of the second sending may be the echo of the first
 */
record DriveReply(ReplyMeaning meaning, CommandResult result, SenseData sense, int sent) {

    boolean done() {
        return meaning == ReplyMeaning.DONE;
    }

    /** Whether nobody knows if the command was executed. */
    boolean outcomeUnknown() {
        return result.outcome() == CommandStatus.TIMEOUT || result.outcome() == CommandStatus.TRANSPORT_ERROR
                || sense.is(SenseKey.ABORTED_COMMAND);
    }

    /** What the drive said, for messages. */
    String text() {
        return switch (result.outcome()) {
            case CHECK_CONDITION -> sense.describe();
            case OK -> "done";
            default -> result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
