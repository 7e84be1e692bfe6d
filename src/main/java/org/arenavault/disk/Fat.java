package org.arenavault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/**
 * A FAT file system (12, 16 or 32 bits an entry) as far as its root directory goes: what Plan 9 machines boot from. It
 * is only read. Names are in lower case.
 */
public final class Fat {

    /**
     * A file in the root directory.
     *
     * @param name its long name, or that of 8 and 3 letters if it has no other; in lower case
     * @param shortName that of 8 and 3 letters, in lower case
     * @param size bytes
     * @param first its first cluster; 0 for none
     */
    public record Entry(String name, String shortName, long size, long first) {

        boolean isCalled(String other) {
            String lower = other.toLowerCase(Locale.ROOT);
            return name.equals(lower) || shortName.equals(lower);
        }
    }

    /** More entries than anybody has in a root directory. */
    private static final int MOST_ENTRIES = 65_536;
    private static final int ENTRY = 32;
    /** Bytes of a name in an entry: of its base, and with the end behind it. */
    private static final int BASE = 8;
    private static final int NAME = 11;
    private static final int BYTES_AT = 11;
    private static final int PER_CLUSTER_AT = 13;
    private static final int RESERVED_AT = 14;
    private static final int FATS_AT = 16;
    private static final int ROOT_ENTRIES_AT = 17;
    private static final int TOTAL16_AT = 19;
    private static final int FAT16_AT = 22;
    private static final int TOTAL32_AT = 32;
    private static final int FAT32_AT = 36;
    private static final int ROOT_CLUSTER_AT = 44;
    private static final int FEWEST_OF_16 = 4085;
    private static final int FEWEST_OF_32 = 65_525;
    private static final int ATTRIBUTES_AT = 11;
    private static final int NO_FILE = 0x08 | 0x10;
    private static final int FIRST_HIGH_AT = 20;
    private static final int FIRST_LOW_AT = 26;
    private static final int FILE_SIZE_AT = 28;
    private static final int GONE = 0xE5;

    private final Storage storage;
    private final int sector;
    private final int cluster;
    private final long table;
    private final long root;
    private final int rootEntries;
    private final long data;
    private final long clusters;
    private final int bits;
    private final long rootCluster;

    private Fat(Storage storage, ByteBuffer boot) throws IOException {
        this.storage = storage;
        this.sector = boot.getShort(BYTES_AT) & 0xFFFF;
        int perCluster = boot.get(PER_CLUSTER_AT) & 0xFF;
        int reserved = boot.getShort(RESERVED_AT) & 0xFFFF;
        int fats = boot.get(FATS_AT) & 0xFF;
        this.rootEntries = boot.getShort(ROOT_ENTRIES_AT) & 0xFFFF;
        long total = either(boot.getShort(TOTAL16_AT) & 0xFFFF, boot.getInt(TOTAL32_AT));
        long fatSectors = either(boot.getShort(FAT16_AT) & 0xFFFF, boot.getInt(FAT32_AT));
        if (Integer.bitCount(sector) != 1 || sector < 512 || sector > 4096 || Integer.bitCount(perCluster) != 1
                || reserved == 0 || fats < 1 || fats > 4 || fatSectors == 0) {
            throw new CorruptException(storage.name() + ": is no FAT file system, or its first sector is damaged");
        }
        this.cluster = sector * perCluster;
        long rootSectors = ((long) rootEntries * ENTRY + sector - 1) / sector;
        long dataSector = reserved + fats * fatSectors + rootSectors;
        if (total <= dataSector || total * sector > storage.size()) {
            throw new CorruptException("%s: its FAT file system says that it has %d sectors of %d bytes; there are %d "
                    .formatted(storage.name(), total, sector, storage.size()) + "bytes");
        }
        this.clusters = (total - dataSector) / perCluster;
        this.bits = clusters < FEWEST_OF_16 ? 12 : clusters < FEWEST_OF_32 ? 16 : 32;
        this.table = (long) reserved * sector;
        this.root = (reserved + fats * fatSectors) * sector;
        this.data = dataSector * sector;
        this.rootCluster = bits == 32 ? boot.getInt(ROOT_CLUSTER_AT) & 0x0FFF_FFFFL : 0;
        if ((clusters + 2) * bits / 8 > fatSectors * sector || (bits == 32) != (rootEntries == 0)) {
            throw new CorruptException("%s: its FAT file system has %d clusters, and a table too small for them"
                    .formatted(storage.name(), clusters));
        }
    }

    private static long either(int small, int large) {
        return small != 0 ? small : large & 0xFFFF_FFFFL;
    }

    /** Whether a sector may be the first of a FAT file system. */
    static boolean looksLikeOne(byte[] boot) {
        int sector = (boot[BYTES_AT] & 0xFF) | (boot[BYTES_AT + 1] & 0xFF) << 8;
        int fats = boot[FATS_AT] & 0xFF;
        boolean jumps = (boot[0] & 0xFF) == 0xEB || (boot[0] & 0xFF) == 0xE9;
        return jumps && (sector == 512 || sector == 1024 || sector == 2048 || sector == 4096) && fats >= 1 && fats <= 2
                && Integer.bitCount(boot[PER_CLUSTER_AT] & 0xFF) == 1;
    }

    /** Whether a partition seems to hold one. */
    public static boolean isIn(Storage partition) throws IOException {
        return partition.size() >= DiskPart.SECTOR && looksLikeOne(partition.read(0, DiskPart.SECTOR));
    }

    /**
     * The file system in a partition.
     *
     * @throws CorruptException if it is none, or does not fit the partition
     */
    public static Fat open(Storage partition) throws IOException {
        if (!isIn(partition)) {
            throw new CorruptException(partition.name() + ": is no FAT file system");
        }
        return new Fat(partition, little(partition.read(0, DiskPart.SECTOR)));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bits of an entry of its table: 12, 16 or 32. */
    public int bits() {
        return bits;
    }

    /**
     * The files in the root directory.
     *
     * @throws CorruptException if it is damaged
     */
    public List<Entry> files() throws IOException {
        ByteBuffer bytes = little(bits == 32 ? chain(rootCluster, Long.MAX_VALUE, "its root directory")
                : storage.read(root, rootEntries * ENTRY));
        List<Entry> files = new ArrayList<>();
        LongName longName = new LongName();
        for (int at = 0; at <= bytes.limit() - ENTRY && bytes.get(at) != 0; at += ENTRY) {
            int attributes = bytes.get(at + ATTRIBUTES_AT);
            byte[] name = new byte[NAME];
            bytes.get(at, name);
            if ((attributes & LongName.MASK) == LongName.ATTRIBUTES) {
                longName.add(bytes, at);
                continue;
            }
            Optional<String> full = longName.of(name);
            if ((bytes.get(at) & 0xFF) != GONE && (attributes & NO_FILE) == 0) {
                long first = (bytes.getShort(at + FIRST_LOW_AT) & 0xFFFFL)
                        | (bits == 32 ? (bytes.getShort(at + FIRST_HIGH_AT) & 0xFFFFL) << 16 : 0);
                String shortName = name(name);
                files.add(new Entry(full.map(text -> text.toLowerCase(Locale.ROOT)).orElse(shortName), shortName,
                        bytes.getInt(at + FILE_SIZE_AT) & 0xFFFF_FFFFL, first));
            }
        }
        return files;
    }

    private static String name(byte[] bytes) {
        String base = new String(bytes, 0, BASE, StandardCharsets.ISO_8859_1).stripTrailing();
        String end = new String(bytes, BASE, NAME - BASE, StandardCharsets.ISO_8859_1).stripTrailing();
        return (end.isEmpty() ? base : base + "." + end).toLowerCase(Locale.ROOT);
    }

    /** The file of a name, in whatever case. */
    public Optional<Entry> find(String name) throws IOException {
        return files().stream().filter(file -> file.isCalled(name)).findFirst();
    }

    /**
     * The bytes of a file.
     *
     * @param most bytes that it may have
     * @throws RefusedException if there is none of this name, or it is longer
     * @throws CorruptException if its clusters are not what they should be
     */
    public byte[] read(String name, int most) throws IOException {
        Entry file = find(name).orElseThrow(() -> new RefusedException("%s: has no file '%s'".formatted(
                storage.name(), Plain.field(name))));
        if (file.size() > most) {
            throw new RefusedException("%s: file %s has %d bytes, more than the %d that are taken".formatted(
                    storage.name(), Plain.field(file.name()), file.size(), most));
        }
        return file.size() == 0 ? new byte[0]
                : Arrays.copyOf(chain(file.first(), file.size(), "file " + Plain.field(file.name())),
                        (int) file.size());
    }

    /** The bytes of a chain of clusters, as many as hold {@code size} bytes; to its end if there is no size. */
    private byte[] chain(long first, long size, String what) throws IOException {
        boolean sized = size != Long.MAX_VALUE;
        long wanted = sized ? (size + cluster - 1) / cluster : Math.max(1, MOST_ENTRIES * (long) ENTRY / cluster);
        if (wanted > clusters) {
            if (sized) {
                throw new CorruptException("%s: %s has more clusters than there are".formatted(storage.name(), what));
            }
            wanted = clusters;
        }
        List<byte[]> pieces = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (pieces.size() < wanted && !(isEnd(at) && !sized)) {
            if (at < 2 || at >= clusters + 2) {
                throw new CorruptException(isEnd(at) ? "%s: %s ends after %d of its %d clusters".formatted(
                        storage.name(), what, pieces.size(), wanted)
                        : "%s: %s leads to cluster %d of %d".formatted(storage.name(), what, at, clusters));
            }
            if (!seen.add(at)) {
                throw new CorruptException("%s: the clusters of %s lead in a circle at %d".formatted(storage.name(),
                        what, at));
            }
            pieces.add(storage.read(data + (at - 2) * cluster, cluster));
            at = next(at);
        }
        byte[] all = new byte[pieces.size() * cluster];
        for (int i = 0; i < pieces.size(); i++) {
            System.arraycopy(pieces.get(i), 0, all, i * cluster, cluster);
        }
        return all;
    }

    private boolean isEnd(long entry) {
        return entry >= (bits == 12 ? 0xFF8L : bits == 16 ? 0xFFF8L : 0x0FFF_FFF8L);
    }

    private long next(long at) throws IOException {
        if (bits == 12) {
            int pair = little(storage.read(table + at * 3 / 2, 2)).getShort(0) & 0xFFFF;
            return at % 2 == 0 ? pair & 0xFFF : pair >> 4;
        }
        return bits == 16 ? little(storage.read(table + at * 2, 2)).getShort(0) & 0xFFFFL
                : little(storage.read(table + at * 4, 4)).getInt(0) & 0x0FFF_FFFFL;
    }
}
