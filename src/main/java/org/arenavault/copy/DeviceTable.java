package org.arenavault.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Disks;
import org.arenavault.io.FileKey;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;

/**
 * What the system knows of files and devices: who they are, and who uses them. On Linux, from {@code /proc},
 * {@code /sys} and {@code /dev}; elsewhere little is known, and little refused.
 */
public final class DeviceTable {

    private static final List<String> ID_FOLDERS = List.of("disk/by-id", "disk/by-partuuid");

    private final Path root;
    private final Disks disks;

    /** The table of this machine. */
    public DeviceTable(Disks disks) {
        this(Path.of("/"), disks);
    }

    /** The table of a machine whose {@code proc}, {@code sys} and {@code dev} lie in {@code root}. */
    DeviceTable(Path root, Disks disks) {
        this.root = root;
        this.disks = disks;
    }

    /**
     * Who {@code path} is.
     *
     * @throws MediumFaultException if nothing is there
     */
    public DeviceIdentity identify(Path path) throws IOException {
        FileKey key = FileKey.of(path)
                .orElseThrow(() -> new MediumFaultException(path + ": no such file or device"));
        long size;
        try (Storage storage = disks.openToRead(path)) {
            size = storage.size();
        }
        return new DeviceIdentity(path.toAbsolutePath().normalize().toString(), key.kind(), size, key.inode(),
                isDevice(key) ? ids(key) : List.of());
    }

    private List<String> ids(FileKey device) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String folder : ID_FOLDERS) {
            for (Path link : list(root.resolve("dev").resolve(folder))) {
                if (FileKey.of(link).filter(device::equals).isPresent()) {
                    ids.add(link.getFileName().toString());
                }
            }
        }
        ids.sort(null);
        return ids;
    }

    /**
     * Where a device is now: by its serial number, WWN or UUID wherever it was attached, else where it was.
     *
     * @return empty if it is not here
     */
    public Optional<Path> locate(DeviceIdentity device) {
        for (String folder : ID_FOLDERS) {
            for (String id : device.ids()) {
                Path link = root.resolve("dev").resolve(folder).resolve(id);
                if (id.indexOf('/') < 0 && Files.exists(link)) {
                    return Optional.of(link);
                }
            }
        }
        return Optional.of(Path.of(device.path())).filter(Files::exists);
    }

    /** One line on who uses {@code path} so that it must not be written; empty if nobody does. */
    public Optional<String> user(Path path) throws IOException {
        Optional<FileKey> key = FileKey.of(path);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> user = isDevice(key.get()) ? deviceUser(key.get()) : loopUser(key.get());
        return user.isPresent() ? user : process(key.get());
    }

    /** True if {@code inner} is a file on the device {@code outer}, or a partition of it. */
    public boolean contains(Path outer, Path inner) throws IOException {
        Optional<FileKey> device = FileKey.of(outer).filter(DeviceTable::isDevice);
        Path existing = Files.exists(inner) ? inner : PlainFiles.folderOf(inner);
        if (device.isEmpty() || !Files.exists(existing)) {
            return false;
        }
        FileKey key = FileKey.of(existing).orElseThrow();
        String number = number(key.device());
        return family(number(device.get().device())).stream().anyMatch(number::equals);
    }

    private static boolean isDevice(FileKey key) {
        return key.kind().equals("device");
    }

    /** One line on where a device is mounted; empty if it is not, or no device. */
    public Optional<String> mount(Path path) throws IOException {
        Optional<FileKey> key = FileKey.of(path).filter(DeviceTable::isDevice);
        if (key.isPresent()) {
            for (String number : family(number(key.get().device()))) {
                Optional<String> mounted = mount(number);
                if (mounted.isPresent()) {
                    return mounted;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> mount(String number) throws IOException {
        for (String line : lines(root.resolve("proc/self/mountinfo"))) {
            String[] fields = line.split(" ");
            if (fields.length > 4 && fields[2].equals(number)) {
                return Optional.of("is mounted on " + fields[4]);
            }
        }
        return Optional.empty();
    }

    private Optional<String> deviceUser(FileKey key) throws IOException {
        for (String number : family(number(key.device()))) {
            Optional<String> mounted = mount(number);
            if (mounted.isPresent()) {
                return mounted;
            }
            List<Path> holders = list(root.resolve("sys/dev/block").resolve(number).resolve("holders"));
            if (!holders.isEmpty()) {
                return Optional.of("is part of " + holders.get(0).getFileName());
            }
        }
        for (String line : lines(root.resolve("proc/swaps"))) {
            String first = line.split("\\s")[0];
            if (first.startsWith("/") && FileKey.of(Path.of(first)).filter(key::equals).isPresent()) {
                return Optional.of("is in use as swap space");
            }
        }
        return Optional.empty();
    }

    /** The device's number, and those of its partitions. */
    private List<String> family(String number) throws IOException {
        List<String> family = new ArrayList<>(List.of(number));
        for (Path part : list(root.resolve("sys/dev/block").resolve(number))) {
            if (Files.exists(part.resolve("partition"))) {
                family.addAll(lines(part.resolve("dev")));
            }
        }
        return family;
    }

    private Optional<String> loopUser(FileKey key) throws IOException {
        for (Path device : list(root.resolve("sys/block"))) {
            for (String file : lines(device.resolve("loop/backing_file"))) {
                if (file.startsWith("/") && FileKey.of(Path.of(file)).filter(key::equals).isPresent()) {
                    return Optional.of("is attached to " + device.getFileName());
                }
            }
        }
        return Optional.empty();
    }

    /** Another process that has it open. Those of other users can be seen by root alone. */
    private Optional<String> process(FileKey key) throws IOException {
        String self = Long.toString(ProcessHandle.current().pid());
        for (Path process : list(root.resolve("proc"))) {
            String pid = process.getFileName().toString();
            if (!pid.matches("[0-9]+") || pid.equals(self)) {
                continue;
            }
            for (Path open : list(process.resolve("fd"))) {
                if (isSame(open, key)) {
                    return Optional.of("is open in process %s (%s)"
                            .formatted(pid, String.join(" ", lines(process.resolve("comm")))));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Path open, FileKey key) {
        try {
            return FileKey.of(open).filter(key::equals).isPresent();
        } catch (IOException e) {
            return false; // closed meanwhile, or none of our business
        }
    }

    /** Major and minor number as the kernel prints them (makedev(3) of the C library, the other way round). */
    static String number(long device) {
        long major = (device >>> 8 & 0xFFF) | (device >>> 32 & ~0xFFFL);
        long minor = (device & 0xFF) | (device >>> 12 & ~0xFFL);
        return major + ":" + (minor & 0xFFFF_FFFFL);
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (Files.isReadable(folder) && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(paths::add);
            } catch (DirectoryIteratorException | IOException e) {
                return List.of(); // a process or device that went away while we looked
            }
        }
        return paths;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isReadable(file) ? PlainFiles.lines(file, StandardCharsets.UTF_8) : List.of();
    }
}
