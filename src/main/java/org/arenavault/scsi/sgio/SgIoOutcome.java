package org.arenavault.scsi.sgio;

import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/** What an SG_IO call came to, by the order of 1.2: the call itself, the adapter, the middle layer, the unit. */
final class SgIoOutcome {

    private static final int DRIVER_MASK = 0x0F;
    private static final int DRIVER_TIMEOUT = 6;
    private static final int DRIVER_SENSE = 8;

    private SgIoOutcome() {
    }

    /** What a call came to that failed with this {@code errno}. */
    static CommandStatus ofError(int errno) {
        return switch (errno) {
            case Errno.EPERM, Errno.EACCES -> CommandStatus.DENIED;
            case Errno.ENODEV, Errno.ENXIO -> CommandStatus.DEVICE_GONE;
            case Errno.EBUSY, Errno.EAGAIN -> CommandStatus.BUSY;
            default -> CommandStatus.TRANSPORT_ERROR;
        };
    }

    /** What a call came to that the kernel carried through. */
    static CommandStatus of(int hostStatus, int driverStatus, int status, byte[] sense) {
        if (hostStatus != 0) {
            return ofHost(hostStatus);
        }
        int driver = driverStatus & DRIVER_MASK;
        if (driver == DRIVER_TIMEOUT) {
            return CommandStatus.TIMEOUT;
        }
        if (driver != 0 && driver != DRIVER_SENSE) {
            return CommandStatus.TRANSPORT_ERROR;
        }
        return ofStatus(status, sense);
    }

    private static CommandStatus ofHost(int hostStatus) {
        return switch (hostStatus) {
            // no connection, bad target
            case 0x01, 0x04 -> CommandStatus.DEVICE_GONE;
            case 0x02 -> CommandStatus.BUSY;
            case 0x03 -> CommandStatus.TIMEOUT;
            default -> CommandStatus.TRANSPORT_ERROR;
        };
    }

    private static CommandStatus ofStatus(int status, byte[] sense) {
        return switch (status) {
            // some bridges send sense with GOOD, and mean it
            case 0x00, 0x04 -> isError(sense) ? CommandStatus.CHECK_CONDITION : CommandStatus.OK;
            case 0x02 -> recovered(sense) ? CommandStatus.OK : CommandStatus.CHECK_CONDITION;
            case 0x08 -> CommandStatus.BUSY;
            case 0x18 -> CommandStatus.RESERVATION_CONFLICT;
            case 0x28 -> CommandStatus.TASK_SET_FULL;
            default -> CommandStatus.TRANSPORT_ERROR;
        };
    }

    /** A deferred error, even a recovered one, says that this command was not executed. */
    private static boolean recovered(byte[] sense) {
        return sense.length > 0 && SenseData.decode(sense).is(SenseKey.RECOVERED_ERROR)
                && !SenseData.decode(sense).deferred();
    }

    private static boolean isError(byte[] sense) {
        return sense.length > 0 && SenseData.decode(sense).key() > SenseKey.RECOVERED_ERROR.code();
    }
}
