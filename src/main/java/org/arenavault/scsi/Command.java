package org.arenavault.scsi;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * One SCSI command.
 *
 * @param cdb the command descriptor block, 6, 10, 12 or 16 bytes; not copied, not to be changed afterwards
 * @param direction which way the data go
 * @param data what is sent (position to limit), or where the answer is put, from the position on; the
 *     position is not moved. Direct buffers save a copy. Empty for {@link Direction#NONE}
 * @param timeout after which the transport gives up
 */
public record Command(byte[] cdb, Direction direction, ByteBuffer data, Duration timeout) {

    /** Which way the data go, seen from the host. */
    public enum Direction { NONE, IN, OUT }

    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    public Command {
        Objects.requireNonNull(cdb);
        Objects.requireNonNull(direction);
        Objects.requireNonNull(data);
        Objects.requireNonNull(timeout);
    }

    /** A command without data. */
    public static Command plain(byte[] cdb, Duration timeout) {
        return new Command(cdb, Direction.NONE, NO_DATA, timeout);
    }

    /** A command that answers into {@code data}. */
    public static Command in(byte[] cdb, ByteBuffer data, Duration timeout) {
        return new Command(cdb, Direction.IN, data, timeout);
    }

    /** A command that sends {@code data}. */
    public static Command out(byte[] cdb, ByteBuffer data, Duration timeout) {
        return new Command(cdb, Direction.OUT, data, timeout);
    }

    /** The operation code, byte 0 of the CDB. */
    public int opcode() {
        return cdb[0] & 0xFF;
    }

    /** Bytes to be transferred at the most. */
    public int length() {
        return data.remaining();
    }
}
