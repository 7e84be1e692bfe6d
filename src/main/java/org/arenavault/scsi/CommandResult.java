package org.arenavault.scsi;

import java.time.Duration;

/**
 * What came back from a command.
 *
 * @param outcome how it ended
 * @param status the SCSI status byte (SAM-5 5.3.1); 0 where the command never got one
 * @param sense raw sense data, fixed or descriptor format; empty where there is none
 * @param transferred bytes of data transferred, as far as the unit tells the truth: devices and bridges
 *     often claim more than they sent, so a length field inside an answer counts too, and the smaller holds
 * @param duration how long it took
 * @param raw what the transport knows beyond that, for logs
 */
public record CommandResult(CommandStatus outcome, int status, byte[] sense, int transferred, Duration duration,
                            String raw) {

    /** True if the command was executed. */
    public boolean ok() {
        return outcome == CommandStatus.OK;
    }
}
