package org.arenavault.scsi;

import java.io.Closeable;
import java.io.IOException;

/**
 * The one way to a SCSI logical unit. Every implementation (SG_IO, iSCSI, the emulated recorder) keeps the
 * same contract, and one suite of tests holds them all to it:
 *
 * <ul>
 *   <li>It never retries by itself; above all it never sends a WRITE again whose outcome is unknown.
 *   <li>{@link CommandStatus#TIMEOUT} and {@link CommandStatus#TRANSPORT_ERROR} on a write mean that the state of the
 *       medium is unknown: the caller reads the track information again and decides.
 *   <li>Sense is returned raw; a recovered error (key 1) is {@link CommandStatus#OK} with sense.
 *   <li>One command at a time per unit: concurrent callers wait for each other.
 *   <li>A command in flight cannot be cancelled.
 *   <li>The data buffer of an IN command is zero-filled before the command is sent.
 * </ul>
 */
public interface Transport extends Closeable {

    /**
     * Executes one command and waits for its end. What the unit answers is a result, never an exception.
     *
     * @throws IOException only if the transport has been closed
     */
    CommandResult execute(Command command) throws IOException;

    /** A name that stays the same while the unit stays the same: a serial number, a by-id link, an address. */
    String identity();

    /** The largest data transfer of one command, in bytes; at least 65536. */
    int maxTransfer();
}
