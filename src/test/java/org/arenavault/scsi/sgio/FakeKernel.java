package org.arenavault.scsi.sgio;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;

/**
 * The kernel's side of SG_IO: reads {@code struct sg_io_hdr} where the kernel does, by the offsets of its header file,
 * and executes the command on another transport.
 */
final class FakeKernel implements LibC {

    static final int DESCRIPTOR = 7;
    private static final int SG_IO = 0x2285;
    private static final int SG_GET_VERSION_NUM = 0x2282;
    private static final int BLKSECTGET = 0x1267;
    private static final int F_SETLK = 6;

    private final Transport unit;
    /** What opening fails with, one after the other, before it succeeds. */
    final Deque<Integer> openErrors = new ArrayDeque<>();
    /** What the next SG_IO fails with, or how it ends without asking the unit. */
    final Deque<Ending> endings = new ArrayDeque<>();
    final List<String> opened = new ArrayList<>();
    int closed;
    int lockError;
    int versionError;
    int largestTransfer;
    int flags;

    /** How a command ends: errno, or host, driver and SCSI status, sense and residual. */
    record Ending(int errno, int host, int driver, int status, byte[] sense, int residual) {

        static Ending errno(int number) {
            return new Ending(number, 0, 0, 0, new byte[0], 0);
        }

        static Ending host(int status) {
            return new Ending(0, status, 0, 0, new byte[0], 0);
        }
    }

    FakeKernel(Transport unit) {
        this.unit = unit;
    }

    private static LastErrorException error(int number) {
        return new LastErrorException(number);
    }

    @Override
    public int open(String path, int openFlags) {
        opened.add(path);
        flags = openFlags;
        if (!openErrors.isEmpty()) {
            throw error(openErrors.remove());
        }
        return DESCRIPTOR;
    }

    @Override
    public int close(int descriptor) {
        closed++;
        return 0;
    }

    @Override
    public int fcntl(int descriptor, int command, Pointer argument) {
        if (lockError != 0 && command == F_SETLK) {
            throw error(lockError);
        }
        argument.setInt(24, 4711);
        return 0;
    }

    @Override
    public int ioctl(int descriptor, NativeLong request, Pointer argument) {
        if (descriptor != DESCRIPTOR) {
            throw error(9);
        }
        switch (request.intValue()) {
            case SG_GET_VERSION_NUM -> {
                if (versionError != 0) {
                    throw error(versionError);
                }
                argument.setInt(0, 30536);
            }
            case BLKSECTGET -> {
                if (largestTransfer == 0) {
                    throw error(25);
                }
                argument.setInt(0, largestTransfer);
            }
            case SG_IO -> execute(argument);
            default -> throw error(25);
        }
        return 0;
    }

    private void execute(Pointer header) {
        if (header.getInt(0) != 'S') {
            throw error(38);
        }
        byte[] cdb = header.getPointer(24).getByteArray(0, header.getByte(8));
        int length = header.getInt(12);
        Pointer data = header.getPointer(16);
        Duration timeout = Duration.ofMillis(header.getInt(40));
        if (!endings.isEmpty()) {
            Ending ending = endings.remove();
            if (ending.errno() != 0) {
                throw error(ending.errno());
            }
            finish(header, ending);
            return;
        }
        try {
            Command command = switch (header.getInt(4)) {
                case -1 -> Command.plain(cdb, timeout);
                case -2 -> Command.out(cdb, data.getByteBuffer(0, length), timeout);
                case -3 -> Command.in(cdb, ByteBuffer.allocate(length), timeout);
                default -> throw error(22);
            };
            CommandResult result = unit.execute(command);
            if (command.direction() == Command.Direction.IN) {
                data.write(0, command.data().array(), 0, result.transferred());
            }
            finish(header, new Ending(0, 0, 0, result.status(), result.sense(), length - result.transferred()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(Pointer header, Ending ending) {
        int room = Math.min(header.getByte(9) & 0xFF, ending.sense().length);
        header.getPointer(32).write(0, ending.sense(), 0, room);
        header.setByte(64, (byte) ending.status());
        header.setByte(65, (byte) ((ending.status() & 0x3E) >> 1));
        header.setByte(67, (byte) room);
        header.setShort(68, (short) ending.host());
        header.setShort(70, (short) ending.driver());
        header.setInt(72, ending.residual());
        header.setInt(76, 3);
        header.setInt(80, 1);
    }
}
