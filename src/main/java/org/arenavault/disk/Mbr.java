package org.arenavault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/** The four entries of a disk's first sector, and the chain of sectors in an extended partition. */
final class Mbr {

    private static final int ENTRIES_AT = 446;
    private static final int ENTRY = 16;
    private static final int ENTRIES = 4;
    private static final int TYPE_AT = 4;
    private static final int START_AT = 8;
    private static final int COUNT_AT = 12;
    private static final int ACTIVE = 0x80;
    /** More logical partitions than any system names. */
    private static final int MOST_LOGICAL = 128;
    private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0F, 0x85);
    private static final int GUARD_OF_GPT = 0xEE;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(0x39, PartitionTables.PLAN9),
            Map.entry(0x01, "dos"), Map.entry(0x04, "dos"), Map.entry(0x06, "dos"), Map.entry(0x0B, "dos"),
            Map.entry(0x0C, "dos"), Map.entry(0x0E, "dos"), Map.entry(0x07, "ntfs"), Map.entry(0x82, "linuxswap"),
            Map.entry(0x83, "linux"), Map.entry(0x8E, "lvm"), Map.entry(0xA5, "freebsd"), Map.entry(0xA6, "openbsd"),
            Map.entry(0xA9, "netbsd"), Map.entry(0xEF, "esp"));

    private final Storage disk;
    private final long sectors;
    private final List<DiskPart> parts = new ArrayList<>();

    /** An entry, in sectors. */
    private record Entry(int type, long start, long count) {

        boolean isExtended() {
            return EXTENDED.contains(type);
        }
    }

    private Mbr(Storage disk) throws IOException {
        this.disk = disk;
        this.sectors = disk.size() / DiskPart.SECTOR;
    }

    /**
     * Reads them.
     *
     * @throws CorruptException if there can be no such table
     * @throws RefusedException if the first sector is that of a file system
     */
    static List<DiskPart> of(Storage disk) throws IOException {
        Mbr mbr = new Mbr(disk);
        mbr.read();
        return mbr.parts;
    }

    private void read() throws IOException {
        List<Entry> entries = entries(0, "its table of partitions");
        List<DiskPart> primary = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.type() == GUARD_OF_GPT) {
                throw new CorruptException(disk.name() + ": its first sector says that it has a GUID partition table, "
                        + "and there is none that is sound");
            }
            primary.add(part(entry, 0, sectors, "its table of partitions"));
        }
        PartitionTables.apart(primary, disk.name());
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).isExtended()) {
                readChain(entries.get(i));
            } else {
                parts.add(primary.get(i));
            }
        }
        PartitionTables.apart(parts, disk.name());
    }

    /** Each sector of the chain has a logical partition, and says where the next sector is. */
    private void readChain(Entry extended) throws IOException {
        Set<Long> seen = new HashSet<>();
        long end = extended.start() + extended.count();
        long at = extended.start();
        while (at != 0) {
            if (!seen.add(at) || seen.size() > MOST_LOGICAL) {
                throw new CorruptException("%s: the chain of its logical partitions leads in a circle at sector %d"
                        .formatted(disk.name(), at));
            }
            String where = "the entry of a logical partition in sector " + at;
            byte[] end55 = disk.read(at * DiskPart.SECTOR + DiskPart.SECTOR - 2, 2);
            if ((end55[0] & 0xFF) != 0x55 || (end55[1] & 0xFF) != 0xAA) {
                throw new CorruptException("%s: %s is garbage".formatted(disk.name(), where));
            }
            long next = 0;
            for (Entry entry : entries(at, where)) {
                if (entry.isExtended()) {
                    next = extended.start() + entry.start();
                    if (next >= end) {
                        throw new CorruptException("%s: %s leads out of the extended partition".formatted(disk.name(),
                                where));
                    }
                } else {
                    parts.add(part(entry, at, end, where));
                }
            }
            at = next;
        }
    }

    private List<Entry> entries(long sector, String where) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(disk.read(sector * DiskPart.SECTOR, DiskPart.SECTOR))
                .order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            int at = ENTRIES_AT + i * ENTRY;
            int flag = bytes.get(at) & 0xFF;
            Entry entry = new Entry(bytes.get(at + TYPE_AT) & 0xFF, bytes.getInt(at + START_AT) & 0xFFFF_FFFFL,
                    bytes.getInt(at + COUNT_AT) & 0xFFFF_FFFFL);
            if (flag != 0 && flag != ACTIVE) {
                throw Fat.looksLikeOne(bytes.array()) ? new RefusedException(disk.name()
                        + ": holds a FAT file system, and no table of partitions")
                        : new CorruptException("%s: %s is garbage".formatted(disk.name(), where));
            }
            if (entry.type() != 0 && entry.count() > 0) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** A partition that has to lie between two sectors of the disk. */
    private DiskPart part(Entry entry, long base, long end, String where) throws CorruptException {
        long start = base + entry.start();
        if (entry.start() == 0 || start + entry.count() > Math.min(end, sectors)) {
            throw new CorruptException("%s: %s has a partition at sectors %d-%d, of %d that there are".formatted(
                    disk.name(), where, start, start + entry.count(), Math.min(end, sectors)));
        }
        return new DiskPart("", NAMES.getOrDefault(entry.type(), "type%02x".formatted(entry.type())),
                DiskPart.Table.MBR, start * DiskPart.SECTOR, (start + entry.count()) * DiskPart.SECTOR);
    }
}
