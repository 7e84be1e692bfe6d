package org.arenavault.scsi.sgio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Transport;

/**
 * A unit behind a device node, reached through SG_IO (1.2). Data in direct buffers go to the kernel as they lie; others
 * are copied through page-aligned memory.
 */
final class SgIoTransport implements Transport {

    /**
     * A cluster of a BD: what every adapter and bridge takes. More gains nothing at the speed of a disc, and some units
     * that announce more do not take it.
     */
    static final int TRANSFER = 64 * 1024;

    private static final NativeLong SG_IO = new NativeLong(0x2285);
    private static final int PAGE = 4096;
    private static final byte[] NO_SENSE = {};

    private final LibC system;
    private final OpenNode node;
    private final SgIoHeader header = new SgIoHeader();
    private Memory bounce = new Memory(TRANSFER + PAGE);
    private boolean gone;
    private boolean closed;

    /** A transport through a node that is open for it alone. */
    SgIoTransport(LibC system, OpenNode node) {
        this.system = system;
        this.node = node;
    }

    @Override
    public synchronized CommandResult execute(Command command) throws IOException {
        if (closed) {
            throw new IOException(node.device().path() + ": is closed");
        }
        if (gone) {
            return new CommandResult(CommandStatus.DEVICE_GONE, 0, NO_SENSE, 0, Duration.ZERO, "gone before");
        }
        Pointer data = dataOf(command);
        header.prepare(command, data);
        long begun = System.nanoTime();
        CommandResult result;
        try {
            system.ioctl(node.descriptor(), SG_IO, header.pointer());
            result = carriedThrough(command, Duration.ofNanos(System.nanoTime() - begun));
        } catch (LastErrorException e) {
            result = refused(e.getErrorCode(), Duration.ofNanos(System.nanoTime() - begun));
        } finally {
            Reference.reachabilityFence(command.data());
        }
        gone = result.outcome() == CommandStatus.DEVICE_GONE;
        bring(command, data, result);
        return result;
    }

    /** Where the data lie; for IN zero-filled. */
    private Pointer dataOf(Command command) {
        ByteBuffer buffer = command.data();
        int length = command.length();
        Pointer data;
        if (buffer.isDirect()) {
            data = length == 0 ? Pointer.NULL : Native.getDirectBufferPointer(buffer).share(buffer.position());
        } else {
            data = aligned(length);
            if (command.direction() == Command.Direction.OUT) {
                data.getByteBuffer(0, Math.max(1, length)).put(buffer.duplicate());
            }
        }
        if (command.direction() == Command.Direction.IN && length > 0) {
            data.clear(length);
        }
        return data;
    }

    private Pointer aligned(int length) {
        if (length + PAGE > bounce.size()) {
            bounce = new Memory((long) length + PAGE);
        }
        return bounce.align(PAGE);
    }

    private CommandResult carriedThrough(Command command, Duration duration) {
        byte[] sense = header.sense();
        CommandStatus outcome = SgIoOutcome.of(header.hostStatus(), header.driverStatus(), header.status(), sense);
        // more left over than was asked for is what the unit had beyond it: the kernel passes overflows on so
        boolean sensible = header.residual() >= 0 && header.residual() <= command.length();
        int transferred = command.length() - (sensible ? header.residual() : 0);
        String raw = header.hostStatus() == 0 && header.driverStatus() == 0 ? ""
                : "host status %02Xh, driver status %02Xh".formatted(header.hostStatus(), header.driverStatus());
        return new CommandResult(atSecondSight(outcome), header.status(), sense, transferred, duration, raw);
    }

    private CommandResult refused(int errno, Duration duration) {
        return new CommandResult(atSecondSight(SgIoOutcome.ofError(errno)), 0, NO_SENSE, 0, duration,
                "SG_IO: " + Errno.name(errno));
    }

    /** The path to a unit that was unplugged fails in many ways; that its node has vanished is the same for all. */
    private CommandStatus atSecondSight(CommandStatus outcome) {
        return outcome == CommandStatus.TRANSPORT_ERROR && Files.notExists(node.device().path())
                ? CommandStatus.DEVICE_GONE : outcome;
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
        return node.device().identity();
    }

    @Override
    public int maxTransfer() {
        return TRANSFER;
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            node.close();
        }
    }
}
