package org.arenavault.scsi.iscsi;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/**
 * A unit of an iSCSI target. libiscsi gives sense as key, code and qualifier only; it is put together again as 18
 * bytes of the fixed format.
 */
final class IscsiTransport implements Transport {

    /** A cluster of a BD; the drive behind the target may not take more at once. */
    private static final int TRANSFER = 64 * 1024;
    private static final byte[] NO_SENSE = {};

    private static final int CHECK_CONDITION = 0x02;
    private static final int DEFERRED_FIXED = 0x71;
    /** What {@code scsi_task_get_status} fills in: response code, key, code and qualifier. */
    private static final int SENSE_SIZE = 64;
    private static final int KEY_AT = 4;
    private static final int CODE_AT = 8;

    private final Libiscsi library;
    private final IscsiSession session;
    private final IscsiAddress address;
    private Memory bounce = new Memory(TRANSFER);
    private boolean closed;

    IscsiTransport(Libiscsi library, IscsiSession session, IscsiAddress address) {
        this.library = library;
        this.session = session;
        this.address = address;
    }

    @Override
    public synchronized CommandResult execute(Command command) throws IOException {
        if (closed) {
            throw new IOException(address + ": is closed");
        }
        if (!session.isAlive()) {
            return new CommandResult(CommandStatus.DEVICE_GONE, 0, NO_SENSE, 0, Duration.ZERO, "the session has ended");
        }
        try {
            Pointer data = dataOf(command);
            CommandResult result = send(command, data, System.nanoTime());
            bring(command, data, result);
            return result;
        } finally {
            Reference.reachabilityFence(command.data());
        }
    }

    private CommandResult send(Command command, Pointer data, long begun) {
        int length = command.length();
        int direction = length == 0 ? Libiscsi.DIRECTION_NONE : switch (command.direction()) {
            case NONE -> Libiscsi.DIRECTION_NONE;
            case IN -> Libiscsi.DIRECTION_READ;
            case OUT -> Libiscsi.DIRECTION_WRITE;
        };
        Pointer task = library.scsi_create_task(command.cdb().length, command.cdb(), direction, length);
        if (task == null) {
            return ended(CommandStatus.TRANSPORT_ERROR, begun, "libiscsi makes no task");
        }
        TaskLayout layout = TaskLayout.of(task, command.cdb(), direction, length);
        if (direction == Libiscsi.DIRECTION_READ) {
            library.scsi_task_add_data_in_buffer(task, length, data);
        } else if (direction == Libiscsi.DIRECTION_WRITE) {
            library.scsi_task_add_data_out_buffer(task, length, data);
        }
        int status = session.run(command.timeout(), (context, done) ->
                library.iscsi_scsi_command_async(context, address.lun(), task, done, Pointer.NULL, Pointer.NULL));
        if (session.holdsMemory()) {
            // never told that it has ended: what the library may still touch is left to it
            return ended(CommandStatus.DEVICE_GONE, begun, "the session has ended");
        }
        CommandResult result = answered(command, task, layout, status, begun);
        library.scsi_free_scsi_task(task);
        if (result.outcome() == CommandStatus.DEVICE_GONE) {
            session.end();
        }
        return result;
    }

    private static CommandResult ended(CommandStatus outcome, long begun, String raw) {
        return new CommandResult(outcome, 0, NO_SENSE, 0, since(begun), raw);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private CommandResult answered(Command command, Pointer task, TaskLayout layout, int status, long begun) {
        CommandStatus outcome = switch (status) {
            case 0x00, 0x04 -> CommandStatus.OK;
            case CHECK_CONDITION -> CommandStatus.CHECK_CONDITION;
            case 0x08 -> CommandStatus.BUSY;
            case 0x18 -> CommandStatus.RESERVATION_CONFLICT;
            case 0x28 -> CommandStatus.TASK_SET_FULL;
            case 0x40 -> CommandStatus.TRANSPORT_ERROR;
            case Libiscsi.STATUS_TIMEOUT -> CommandStatus.TIMEOUT;
            default -> CommandStatus.DEVICE_GONE;
        };
        boolean answer = status >= 0 && status < 0x100;
        if (!answer) {
            return ended(outcome, begun, "libiscsi %08X".formatted(status));
        }
        byte[] sense = outcome == CommandStatus.CHECK_CONDITION ? sense(task) : NO_SENSE;
        if (sense.length > 0 && SenseData.decode(sense).is(SenseKey.RECOVERED_ERROR)
                && !SenseData.decode(sense).deferred()) {
            outcome = CommandStatus.OK;
        }
        int transferred = outcome == CommandStatus.OK ? layout.transferred(task, command.length()) : 0;
        return new CommandResult(outcome, status, sense, transferred, since(begun), "");
    }

    private byte[] sense(Pointer task) {
        Memory parts = new Memory(SENSE_SIZE);
        parts.clear();
        library.scsi_task_get_status(task, parts);
        int code = parts.getInt(CODE_AT);
        SenseData sense = SenseData.of(keyOf(parts.getInt(KEY_AT)), code >> 8 & 0xFF, code & 0xFF);
        return ((parts.getByte(0) & 0x7F) == DEFERRED_FIXED ? sense.asDeferred() : sense)
                .encode(SenseData.Format.FIXED);
    }

    private static SenseKey keyOf(int key) {
        return Arrays.stream(SenseKey.values()).filter(known -> known.code() == (key & 0x0F)).findFirst()
                .orElse(SenseKey.NO_SENSE);
    }

    private Pointer dataOf(Command command) {
        int length = command.length();
        if (length == 0) {
            return Pointer.NULL;
        }
        ByteBuffer buffer = command.data();
        Pointer data;
        if (buffer.isDirect()) {
            data = Native.getDirectBufferPointer(buffer).share(buffer.position());
        } else {
            if (length > bounce.size()) {
                bounce = new Memory(length);
            }
            data = bounce;
            if (command.direction() == Command.Direction.OUT) {
                data.getByteBuffer(0, length).put(buffer.duplicate());
            }
        }
        if (command.direction() == Command.Direction.IN) {
            data.clear(length);
        }
        return data;
    }

    /** Brings an answer to where it is wanted; nothing of one that failed. */
    private static void bring(Command command, Pointer data, CommandResult result) {
        int length = command.length();
        if (command.direction() != Command.Direction.IN || length == 0) {
            return;
        }
        int good = result.ok() ? result.transferred() : 0;
        if (good < length) {
            data.share(good).clear(length - good);
        }
        if (!command.data().isDirect()) {
            command.data().duplicate().put(data.getByteBuffer(0, length));
        }
    }

    @Override
    public String identity() {
        return address.toString();
    }

    @Override
    public int maxTransfer() {
        return TRANSFER;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.logout();
        }
    }
}
