package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.arenavault.disk.DiskPart;
import org.arenavault.disk.PartitionTables;
import org.arenavault.io.Disks;
import org.arenavault.io.OwnedRange;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;

/**
 * What a venti.conf calls a partition: a file or device, the range {@code file:lo-hi} of one (venti-format 0), or
 * {@code disk:name}, the partition that the tables on a disk call so. The file may be one of a file server
 * ({@link NinePath}). Either bound may be missing; both take 0x for hexadecimal, a leading 0 for octal, and the
 * suffixes k, m, g and t. A file whose name ends with a colon and letters is reached as {@code file:0-}.
 *
 * @param text as the configuration has it
 * @param path the file, relative to the configuration's folder
 * @param from first byte of the range
 * @param to the byte behind the last; {@link Long#MAX_VALUE} for the end of the file
 * @param name of the partition on the disk at {@code path}; empty if none is named
 */
public record Partition(String text, Path path, long from, long to, String name) {

    /** A file, or a range of one. */
    public Partition(String text, Path path, long from, long to) {
        this(text, path, from, to, "");
    }

    /**
     * Parses the text.
     *
     * @param folder what relative paths are relative to
     * @throws UsageException if the path or range is none
     */
    public static Partition parse(String text, Path folder) throws UsageException {
        int colon = rangeAt(text);
        if (colon < 0) {
            return new Partition(text, path(text, folder), 0, Long.MAX_VALUE);
        }
        String range = text.substring(colon + 1);
        if (range.isEmpty()) {
            throw new UsageException("'%s': a range is missing behind the colon"
                    .formatted(Plain.field(text)));
        }
        if (DiskPart.isName(range)) {
            return new Partition(text, path(text.substring(0, colon), folder), 0, Long.MAX_VALUE, range);
        }
        int dash = range.indexOf('-');
        String low = dash < 0 ? range : range.substring(0, dash);
        String high = dash < 0 ? "" : range.substring(dash + 1);
        long from = low.isEmpty() ? 0 : number(low, text);
        long end = high.isEmpty() ? 0 : number(high, text);
        // as the server has it (part.c, initpart)
        long to = end == 0 ? Long.MAX_VALUE : end;
        if (from > to) {
            throw new UsageException("'%s': the range runs backwards".formatted(Plain.field(text)));
        }
        return new Partition(text, path(text.substring(0, colon), folder), from, to);
    }

    /** Where the colon before a range stands; -1 if there is none. */
    private static int rangeAt(String text) {
        int colon = text.lastIndexOf(':');
        return colon < NinePath.pathBegins(text)
                || (text.indexOf('/', colon) >= 0 && !DiskPart.isName(text.substring(colon + 1))) ? -1 : colon;
    }

    private static Path path(String text, Path folder) throws UsageException {
        try {
            return NinePath.in(folder, text);
        } catch (InvalidPathException e) {
            throw new UsageException("'%s': cannot be the name of a file".formatted(Plain.field(text)), e);
        }
    }

    private static long number(String digits, String text) throws UsageException {
        String number = digits;
        int shift = 0;
        int suffix = "kmgt".indexOf(Character.toLowerCase(digits.charAt(digits.length() - 1)));
        if (suffix >= 0) {
            shift = 10 * (suffix + 1);
            number = digits.substring(0, digits.length() - 1);
        }
        try {
            long value = number.startsWith("0x") || number.startsWith("0X") ? Long.parseLong(number.substring(2), 16)
                    : Long.parseLong(number, number.startsWith("0") && number.length() > 1 ? 8 : 10);
            if (value < 0 || value > Long.MAX_VALUE >> shift) {
                throw new NumberFormatException(digits);
            }
            return value << shift;
        } catch (NumberFormatException e) {
            throw new UsageException("'%s': '%s' is no byte offset"
                    .formatted(Plain.field(text), Plain.field(digits)), e);
        }
    }

    /** The same text with the whole path in it. */
    public String absoluteText() {
        int colon = rangeAt(text);
        return path.toAbsolutePath().normalize() + (colon < 0 ? "" : text.substring(colon));
    }

    /** True for a part of a file or device. */
    public boolean isRange() {
        return from != 0 || to != Long.MAX_VALUE || !name.isEmpty();
    }

    /** True if it lies on a file server; there files are neither made nor lengthened. */
    public boolean isAfar() {
        return NinePath.of(path).isPresent();
    }

    /** True if there is no file yet, or one without a length, and it could be made here. */
    public boolean isMissing() throws IOException {
        return !isAfar() && (!PlainFiles.exists(path) || (PlainFiles.isFile(path) && Files.size(path) == 0));
    }

    /** Opens it for reading only. The storage closes the file. */
    public Storage openToRead(Disks disks) throws IOException {
        return range(disks.openToRead(path));
    }

    /** Opens it for reading and writing. The storage closes the file. */
    public Storage openToWrite(Disks disks) throws IOException {
        return range(disks.openToWrite(path));
    }

    private Storage range(Storage whole) throws IOException {
        if (!isRange()) {
            return whole;
        }
        try {
            if (!name.isEmpty()) {
                DiskPart part = PartitionTables.of(whole).find(name);
                return new OwnedRange(whole, whole.slice(part.from(), part.to()), text);
            }
            return new OwnedRange(whole, whole.slice(from, to == Long.MAX_VALUE ? whole.size() : to), text);
        } catch (IOException | RuntimeException | Error e) {
            whole.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
