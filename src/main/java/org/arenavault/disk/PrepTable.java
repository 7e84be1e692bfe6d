package org.arenavault.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;

/**
 * The text in the second sector of a Plan 9 partition, a line {@code part NAME START END} for each part: in sectors of
 * 512 bytes, counted from the partition's start, the last number that of the sector behind it (prep(8)).
 */
final class PrepTable {

    private static final byte[] BEGINS = "part ".getBytes(StandardCharsets.US_ASCII);
    private static final int FIELDS = 4;

    private PrepTable() {
    }

    /** Whether one seems to be there. */
    static boolean isIn(Storage disk, DiskPart whole) throws IOException {
        return whole.size() >= 2L * DiskPart.SECTOR && Arrays.equals(BEGINS, disk.read(whole.from() + DiskPart.SECTOR,
                BEGINS.length));
    }

    /**
     * Reads it.
     *
     * @throws CorruptException if a line is none, or its part leaves the partition, or two parts overlap or have one
     *     name
     */
    static List<DiskPart> of(Storage disk, DiskPart whole) throws IOException {
        byte[] sector = disk.read(whole.from() + DiskPart.SECTOR, DiskPart.SECTOR);
        int end = 0;
        while (end < sector.length && sector[end] != 0) {
            end++;
        }
        String where = "%s: prep table%s".formatted(disk.name(), whole.name().isEmpty() ? "" : " of " + whole.name());
        List<DiskPart> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : PartitionTables.text(sector, 0, end).split("\n")) {
            if (!line.isBlank()) {
                DiskPart part = part(line, whole, where);
                if (!names.add(part.name())) {
                    throw new CorruptException("%s: two parts are called '%s'".formatted(where,
                            Plain.field(part.name())));
                }
                parts.add(part);
            }
        }
        return PartitionTables.apart(parts, where);
    }

    private static DiskPart part(String line, DiskPart whole, String where) throws CorruptException {
        String[] fields = line.strip().split("[ \t]+");
        if (fields.length != FIELDS || !fields[0].equals("part")) {
            throw new CorruptException("%s: '%s' is no line 'part NAME START END'".formatted(where,
                    Plain.field(line)));
        }
        long sectors = whole.size() / DiskPart.SECTOR;
        long start = number(fields[2], line, where);
        long end = number(fields[3], line, where);
        if (start >= end || end > sectors) {
            throw new CorruptException("%s: '%s' does not lie in the %d sectors that there are".formatted(where,
                    Plain.field(line), sectors));
        }
        return new DiskPart(whole.name(), fields[1], DiskPart.Table.PREP, whole.from() + start * DiskPart.SECTOR,
                whole.from() + end * DiskPart.SECTOR);
    }

    /** As C reads it: 0x is hexadecimal, a leading 0 octal. */
    private static long number(String text, String line, String where) throws CorruptException {
        try {
            if (text.matches("0[xX][0-9a-fA-F]{1,13}")) {
                return Long.parseLong(text.substring(2), 16);
            }
            if (text.matches("0[0-7]{1,18}")) {
                return Long.parseLong(text, 8);
            }
            if (text.matches("[0-9]{1,15}")) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            throw new CorruptException("%s: '%s': %s is no number".formatted(where, Plain.field(line), text), e);
        }
        throw new CorruptException("%s: '%s': '%s' is no number".formatted(where, Plain.field(line),
                Plain.field(text)));
    }
}
