package org.arenavault.scsi.sgio;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.io.Clock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;

/** Opens device nodes so that nobody else uses the drive meanwhile, and says who does where that cannot be had. */
final class NodeOpener {

    private static final int O_RDWR = 2;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    /** Without O_NONBLOCK, open waits for a disc that can be read. */
    private static final int FLAGS = O_EXCL | O_NONBLOCK | O_CLOEXEC;

    private static final NativeLong SG_GET_VERSION_NUM = new NativeLong(0x2282);
    private static final NativeLong BLKSECTGET = new NativeLong(0x1267);
    private static final int VERSION_3 = 30_000;

    private static final int F_GETLK = 5;
    private static final int F_SETLK = 6;
    private static final int LOCK_SIZE = 32;
    private static final short F_WRLCK = 1;
    private static final int LOCK_HOLDER_AT = 24;

    /** The system's own look at a new disc lasts a moment and shuts others out meanwhile. */
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final LibC system;
    private final SystemDevices devices;
    private final Occupants occupants;
    private final Clock clock;

    NodeOpener(LibC system, SystemDevices devices, Occupants occupants, Clock clock) {
        this.system = system;
        this.devices = devices;
        this.occupants = occupants;
        this.clock = clock;
    }

    /**
     * Opens the node of a device.
     *
     * @throws OperatorNeededException if it is busy, gone, or not ours to use
     * @throws RefusedException if it leads to no SCSI unit, or one that cannot be used
     */
    OpenNode open(DeviceNode device) throws IOException {
        int descriptor = patiently(device);
        try {
            lock(device, descriptor);
            requireScsi(device, descriptor);
            if (device.kind() == DeviceNode.Kind.DRIVE) {
                requireTransfer(device, descriptor);
            }
            return new OpenNode(system, device, descriptor);
        } catch (IOException e) {
            system.close(descriptor);
            throw e;
        }
    }

    private int patiently(DeviceNode device) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return openOnce(device.path());
            } catch (LastErrorException e) {
                Set<Path> nodes = nodesOf(device);
                boolean busy = e.getErrorCode() == Errno.EBUSY || e.getErrorCode() == Errno.EAGAIN;
                if (!busy || attempt == ATTEMPTS || !occupants.mountPoints(nodes).isEmpty()) {
                    throw explained(device, e);
                }
                clock.sleep(BETWEEN);
            }
        }
    }

    private int openOnce(Path path) {
        try {
            return system.open(path.toString(), FLAGS | O_RDWR);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Errno.EROFS) {
                throw e;
            }
            return system.open(path.toString(), FLAGS);
        }
    }

    /** All paths under which others may have it open. */
    private static Set<Path> nodesOf(DeviceNode device) {
        return new LinkedHashSet<>(List.of(device.path(), device.generic()));
    }

    private OperatorNeededException explained(DeviceNode device, LastErrorException e) throws IOException {
        Path path = device.path();
        return switch (e.getErrorCode()) {
            case Errno.EBUSY, Errno.EAGAIN -> busy(device, e);
            case Errno.EACCES, Errno.EPERM -> new OperatorNeededException(Need.PERMISSION,
                    "%s: permission denied; %s".formatted(path, membership(path)), e);
            case Errno.ENOENT -> new OperatorNeededException(Need.GONE,
                    "%s: no such device; there are: %s".formatted(path, known()), e);
            case Errno.ENXIO, Errno.ENODEV -> new OperatorNeededException(Need.GONE,
                    "%s: no drive answers there; check cable and power".formatted(path), e);
            default -> new OperatorNeededException(Need.GONE,
                    "%s: cannot be opened: %s".formatted(path, Errno.name(e.getErrorCode())), e);
        };
    }

    /** What is there instead. */
    private String known() throws IOException {
        String names = devices.all().stream().map(node -> node.path() + " (" + (node.vendor() + " " + node.product())
                .strip() + ")").collect(Collectors.joining(", "));
        return names.isEmpty() ? "no drives at all" : names;
    }

    private static String membership(Path path) {
        try {
            String group = Files.readAttributes(path, PosixFileAttributes.class).group().getName();
            return group.equals("root") ? "it belongs to root: give your user the right to read and write it"
                    : "become a member of the group '%s'".formatted(group);
        } catch (IOException e) {
            return "give your user the right to read and write it";
        }
    }

    private OperatorNeededException busy(DeviceNode device, Throwable cause) {
        Set<Path> nodes = nodesOf(device);
        List<String> mounts = occupants.mountPoints(nodes);
        List<String> holders = occupants.holders(nodes);
        String why;
        if (!mounts.isEmpty()) {
            why = "it is mounted on %s; unmount it first".formatted(String.join(" and ", mounts));
        } else if (!holders.isEmpty()) {
            why = "in use by %s".formatted(String.join(", ", holders));
        } else {
            why = "in use by another program";
        }
        return new OperatorNeededException(Need.BUSY, "%s: busy: %s".formatted(device.path(), why), cause);
    }

    /** A write lock, which other burning programs heed. */
    private void lock(DeviceNode device, int descriptor) throws OperatorNeededException {
        Memory lock = new Memory(LOCK_SIZE);
        lock.clear();
        lock.setShort(0, F_WRLCK);
        try {
            system.fcntl(descriptor, F_SETLK, lock);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Errno.EAGAIN || e.getErrorCode() == Errno.EACCES) {
                throw new OperatorNeededException(Need.BUSY, "%s: busy: locked by process %s"
                        .formatted(device.path(), holder(descriptor)), e);
            }
            // a node that knows no locks is kept by O_EXCL alone
        }
    }

    private String holder(int descriptor) {
        Memory lock = new Memory(LOCK_SIZE);
        lock.clear();
        lock.setShort(0, F_WRLCK);
        try {
            system.fcntl(descriptor, F_GETLK, lock);
            return Integer.toString(lock.getInt(LOCK_HOLDER_AT));
        } catch (LastErrorException e) {
            return "(unknown)";
        }
    }

    private void requireScsi(DeviceNode device, int descriptor) throws RefusedException {
        Memory version = new Memory(Integer.BYTES);
        version.clear();
        try {
            system.ioctl(descriptor, SG_GET_VERSION_NUM, version);
        } catch (LastErrorException e) {
            throw new RefusedException("%s: is no SCSI device; name a drive like /dev/sr0".formatted(device.path()), e);
        }
        if (version.getInt(0) < VERSION_3) {
            throw new RefusedException("%s: its driver is too old for SG_IO".formatted(device.path()));
        }
    }

    private void requireTransfer(DeviceNode device, int descriptor) throws RefusedException {
        OptionalInt limit = devices.maxTransfer(device);
        if (limit.isEmpty()) {
            limit = askedLimit(device, descriptor);
        }
        if (limit.isPresent() && limit.getAsInt() < SgIoTransport.TRANSFER) {
            throw new RefusedException("%s: its adapter passes %d KiB at once, and %d are needed; use another port"
                    .formatted(device.path(), limit.getAsInt() >> 10, SgIoTransport.TRANSFER >> 10));
        }
    }

    /** BLKSECTGET on an sg node stores a count of bytes, 32 bits; block nodes have their limit in {@code /sys}. */
    private OptionalInt askedLimit(DeviceNode device, int descriptor) {
        if (!device.path().equals(device.generic())) {
            return OptionalInt.empty();
        }
        Memory bytes = new Memory(Integer.BYTES);
        bytes.clear();
        try {
            system.ioctl(descriptor, BLKSECTGET, bytes);
        } catch (LastErrorException e) {
            return OptionalInt.empty();
        }
        return bytes.getInt(0) > 0 ? OptionalInt.of(bytes.getInt(0)) : OptionalInt.empty();
    }
}
