package org.arenavault.scsi.sgio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.VitalProductData;

/**
 * The drives and changers that {@code /sys} lists. Block nodes ({@code /dev/sr0}) are preferred to generic ones: there
 * the kernel keeps others out.
 */
public final class SystemDevices {

    private static final int ATTRIBUTE_LIMIT = 16 * 1024;
    private static final String UDEV_SERIAL = "E:ID_SERIAL_SHORT=";
    private static final String BLOCK = "class/block";
    private static final String GENERIC = "class/scsi_generic";

    private final Path sys;
    private final Path dev;

    /** The devices under these folders, which are {@code /sys} and {@code /dev} on a real machine. */
    public SystemDevices(Path sys, Path dev) {
        this.sys = sys;
        this.dev = dev;
    }

    /** The devices of this machine. */
    public static SystemDevices here() {
        return new SystemDevices(Path.of("/sys"), Path.of("/dev"));
    }

    /** All of them: drives first, each kind in the order of its numbers. */
    public List<DeviceNode> all() throws IOException {
        List<DeviceNode> found = new ArrayList<>();
        for (Path entry : numbered(BLOCK, "sr")) {
            found.add(node(DeviceNode.Kind.DRIVE, dev.resolve(name(entry)), genericOf(entry), entry));
        }
        List<DeviceNode> changers = new ArrayList<>();
        for (Path entry : numbered(GENERIC, "sg")) {
            Path path = dev.resolve(name(entry));
            int type = number(attribute(entry.resolve("device/type"))).orElse(-1);
            if (type == Inquiry.CHANGER) {
                changers.add(node(DeviceNode.Kind.CHANGER, path, path, entry));
            } else if (type == Inquiry.MMC && found.stream().noneMatch(drive -> drive.generic().equals(path))) {
                found.add(node(DeviceNode.Kind.DRIVE, path, path, entry));
            }
        }
        found.addAll(changers);
        return List.copyOf(found);
    }

    /** What a device node or a link to one leads to; empty if that is no drive or changer that the system lists. */
    public Optional<DeviceNode> of(Path path) throws IOException {
        Path real = Files.exists(path) ? path.toRealPath() : path;
        return all().stream().filter(node -> node.path().equals(real) || node.generic().equals(real)).findFirst();
    }

    /** The only unit of this identity; empty if there is none, or more than one and nobody can tell which. */
    public Optional<DeviceNode> withIdentity(String identity) throws IOException {
        List<DeviceNode> found = all().stream().filter(node -> node.identity().equals(identity)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The largest transfer in bytes that the queue of a node's block device passes on; empty where nothing says. */
    OptionalInt maxTransfer(DeviceNode node) {
        OptionalInt kilobytes = number(attribute(
                sys.resolve(BLOCK).resolve(name(node.path())).resolve("queue/max_hw_sectors_kb")));
        return kilobytes.isPresent() && kilobytes.getAsInt() < 1 << 20
                ? OptionalInt.of(kilobytes.getAsInt() * 1024) : OptionalInt.empty();
    }

    private DeviceNode node(DeviceNode.Kind kind, Path path, Path generic, Path entry) throws IOException {
        Path device = entry.resolve("device");
        return new DeviceNode(path, generic, kind, attribute(device.resolve("vendor")),
                attribute(device.resolve("model")), attribute(device.resolve("rev")), serial(entry, device),
                links(path));
    }

    private Path genericOf(Path block) throws IOException {
        Path folder = block.resolve("device/scsi_generic");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "sg*")) {
                for (Path entry : entries) {
                    return dev.resolve(name(entry));
                }
            }
        }
        return dev.resolve(name(block));
    }

    /** The entries of a class whose names are {@code prefix} and a number, by their numbers. */
    private List<Path> numbered(String folder, String prefix) throws IOException {
        SortedMap<Integer, Path> entries = new TreeMap<>();
        Path all = sys.resolve(folder);
        if (Files.isDirectory(all)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(all, prefix + "*")) {
                for (Path entry : found) {
                    number(name(entry).substring(prefix.length())).ifPresent(n -> entries.put(n, entry));
                }
            }
        }
        return List.copyOf(entries.values());
    }

    private List<Path> links(Path node) throws IOException {
        List<Path> links = new ArrayList<>();
        for (String folder : List.of("disk/by-id", "disk/by-path")) {
            Path all = dev.resolve(folder);
            if (Files.isDirectory(all)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(all)) {
                    for (Path link : entries) {
                        if (Files.exists(link) && Files.exists(node) && link.toRealPath().equals(node.toRealPath())) {
                            links.add(link);
                        }
                    }
                }
            }
        }
        return links;
    }

    /** What the kernel has asked the unit for, else what udev has: neither disturbs who is at work with it. */
    private String serial(Path entry, Path device) {
        Path page = device.resolve("vpd_pg80");
        try {
            String serial = Files.isReadable(page) ? VitalProductData.decodeSerial(bytes(page)) : "";
            return serial.isEmpty() ? serialOfUdev(entry) : serial;
        } catch (CorruptException e) {
            // a page that makes no sense names nobody
            return serialOfUdev(entry);
        }
    }

    private String serialOfUdev(Path entry) {
        String number = attribute(entry.resolve("dev"));
        String kind = PlainFiles.folderOf(entry).endsWith(BLOCK) ? "b" : "c";
        Path record = dev.resolveSibling("run").resolve("udev/data").resolve(kind + number);
        if (!number.matches("[0-9]{1,9}:[0-9]{1,9}") || !Files.isReadable(record)) {
            return "";
        }
        return new String(bytes(record), ISO_8859_1).lines().filter(line -> line.startsWith(UDEV_SERIAL))
                .map(line -> line.substring(UDEV_SERIAL.length()).replaceAll("[^ -~]", "").strip())
                .findFirst().orElse("");
    }

    private static String attribute(Path file) {
        return Files.isReadable(file) ? new String(bytes(file), ISO_8859_1).replaceAll("[^ -~]", "").strip() : "";
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = PlainFiles.read(file)) {
            return in.readNBytes(ATTRIBUTE_LIMIT);
        } catch (IOException e) {
            // unplugged meanwhile: it says nothing of itself any more
            return new byte[0];
        }
    }

    private static OptionalInt number(String digits) {
        return digits.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
