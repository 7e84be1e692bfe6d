package org.arenavault.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/**
 * The partitions of a disk: a Plan 9 partition that is the whole disk, else a GUID partition table or the four entries
 * of the first sector, and in each Plan 9 partition what {@code prep} has written into its second sector.
 */
public final class PartitionTables {

    /** Name of a partition that Plan 9 divides. */
    static final String PLAN9 = "plan9";

    private static final int SIGNATURE_AT = 510;

    private PartitionTables() {
    }

    /**
     * Reads the tables. A prep table in one of the partitions that cannot be keeps no other from being read.
     *
     * @throws CorruptException if the disk's own table cannot be: entries that overlap, leave the disk or lead in a
     *     circle
     * @throws RefusedException if there is none
     */
    public static DiskTables of(Storage disk) throws IOException {
        if (disk.size() < 2L * DiskPart.SECTOR) {
            throw new RefusedException(disk.name() + ": too short for a disk with partitions");
        }
        DiskPart whole = new DiskPart("", "", DiskPart.Table.PREP, 0, disk.size());
        List<DiskPart> parts = new ArrayList<>();
        Map<String, String> refused = new HashMap<>();
        List<String> notes = new ArrayList<>();
        if (PrepTable.isIn(disk, whole)) {
            parts.addAll(PrepTable.of(disk, whole));
        } else if (Gpt.isOn(disk)) {
            parts.addAll(withPrep(disk, numbered(Gpt.of(disk, notes)), refused));
        } else if (isSigned(disk)) {
            parts.addAll(withPrep(disk, numbered(Mbr.of(disk)), refused));
        }
        if (parts.isEmpty() && Fat.isIn(disk)) {
            throw new RefusedException(disk.name() + ": holds a FAT file system, and no table of partitions");
        }
        if (parts.isEmpty()) {
            throw new RefusedException(disk.name() + ": has no table of partitions");
        }
        return new DiskTables(disk.name(), parts, refused, notes);
    }

    /** Whether a partition begins like one that prep has divided. */
    public static boolean isDivided(Storage partition) throws IOException {
        return PrepTable.isIn(partition, new DiskPart("", "", DiskPart.Table.PREP, 0, partition.size()));
    }

    private static boolean isSigned(Storage disk) throws IOException {
        byte[] end = disk.read(SIGNATURE_AT, 2);
        return (end[0] & 0xFF) == 0x55 && (end[1] & 0xFF) == 0xAA;
    }

    /** Of several of one kind the second is called {@code NAME.1}, as fdisk does it. */
    private static List<DiskPart> numbered(List<DiskPart> parts) {
        Set<String> names = new HashSet<>();
        List<DiskPart> all = new ArrayList<>();
        for (DiskPart part : parts) {
            String name = part.name();
            for (int i = 1; !names.add(name); i++) {
                name = part.name() + "." + i;
            }
            all.add(part.called(name));
        }
        all.sort(Comparator.comparingLong(DiskPart::from));
        return all;
    }

    private static List<DiskPart> withPrep(Storage disk, List<DiskPart> parts, Map<String, String> refused)
            throws IOException {
        List<DiskPart> all = new ArrayList<>();
        for (DiskPart part : parts) {
            all.add(part);
            if (part.name().equals(PLAN9) || part.name().startsWith(PLAN9 + ".")) {
                try {
                    all.addAll(PrepTable.isIn(disk, part) ? PrepTable.of(disk, part) : List.of());
                } catch (CorruptException e) {
                    refused.put(part.name(), e.getMessage());
                }
            }
        }
        return all;
    }

    /**
     * Checks that no two of them overlap.
     *
     * @throws CorruptException if two do
     */
    static List<DiskPart> apart(List<DiskPart> parts, String where) throws CorruptException {
        List<DiskPart> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingLong(DiskPart::from));
        for (int i = 1; i < sorted.size(); i++) {
            DiskPart one = sorted.get(i - 1);
            DiskPart other = sorted.get(i);
            if (one.overlaps(other)) {
                throw new CorruptException("%s: its partitions %s (%d-%d) and %s (%d-%d) overlap".formatted(where,
                        Plain.field(one.name()), one.from(), one.to(), Plain.field(other.name()), other.from(),
                        other.to()));
            }
        }
        return parts;
    }

    /** Text of bytes as they are. */
    static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
}
