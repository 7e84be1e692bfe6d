package org.arenavault.scsi.sgio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;

/** Who keeps a device node busy, as far as {@code /proc} tells this user. */
final class Occupants {

    private static final int MOUNTS_LIMIT = 1 << 20;
    private static final int NAME_LIMIT = 64;

    private final Path proc;

    /** Reads this folder, {@code /proc} on a real machine. */
    Occupants(Path proc) {
        this.proc = proc;
    }

    /** Where it is mounted; empty if it is not. */
    List<String> mountPoints(Set<Path> nodes) {
        List<String> points = new ArrayList<>();
        for (String line : text(proc.resolve("self/mounts"), MOUNTS_LIMIT).lines().toList()) {
            String[] fields = line.split(" ", 3);
            if (fields.length == 3 && fields[0].startsWith("/") && nodes.contains(real(Path.of(unescape(fields[0]))))) {
                points.add(unescape(fields[1]));
            }
        }
        return points;
    }

    /** Programs that have it open: "wodim (process 123)". */
    List<String> holders(Set<Path> nodes) {
        List<String> holders = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (Long.parseLong(process.getFileName().toString()) != ProcessHandle.current().pid()
                        && hasOpen(process.resolve("fd"), nodes)) {
                    holders.add("%s (process %s)".formatted(
                            Plain.field(text(process.resolve("comm"), NAME_LIMIT).strip()),
                            process.getFileName()));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // no /proc, no names: "another program" will have to do
            return holders;
        }
        return holders;
    }

    private static boolean hasOpen(Path descriptors, Set<Path> nodes) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (nodes.contains(Files.readSymbolicLink(link))) {
                    return true;
                }
            }
        } catch (IOException e) {
            // another user's process, or one that ended meanwhile
            return false;
        }
        return false;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /** The kernel writes blanks, tabs and the like as {@code \} and three octal digits. */
    private static String unescape(String field) {
        return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    private static String text(Path file, int limit) {
        try (InputStream in = PlainFiles.read(file)) {
            return new String(in.readNBytes(limit), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
