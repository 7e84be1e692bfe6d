package org.arenavault.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32;
import org.arenavault.io.MemoryStorage;

/** Makes small disks with whatever tables a test wants on them. */
public final class DiskImage {

    /** The type of a Plan 9 partition. */
    public static final UUID PLAN9 = UUID.fromString("c91818f9-8025-47af-89d2-f030d7000c2c");

    private static final int SECTOR = 512;
    private static final int ENTRIES = 128;

    private final byte[] bytes;
    private final ByteBuffer little;

    /** A blank disk of so many sectors. */
    public DiskImage(int sectors) {
        this.bytes = new byte[sectors * SECTOR];
        this.little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Entry {@code index} of the table in a sector. */
    public DiskImage entry(int sector, int index, int type, long start, long count) {
        int at = sector * SECTOR + 446 + index * 16;
        bytes[at + 4] = (byte) type;
        little.putInt(at + 8, (int) start).putInt(at + 12, (int) count);
        little.putShort(sector * SECTOR + 510, (short) 0xAA55);
        return this;
    }

    /** The text of prep in the second sector of a partition. */
    public DiskImage prep(int sector, String text) {
        return put((sector + 1) * SECTOR, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Any bytes. */
    public DiskImage put(int at, byte[] content) {
        System.arraycopy(content, 0, bytes, at, content.length);
        return this;
    }

    /** A GUID partition table with its copy; {@code parts} are first and last sector of each. */
    public DiskImage gpt(UUID type, long... parts) {
        entry(0, 0, 0xEE, 1, bytes.length / SECTOR - 1L);
        long last = bytes.length / SECTOR - 1L;
        table(2, type, parts);
        table((int) last - 32, type, parts);
        header(1, last, 2);
        header((int) last, 1, last - 32);
        return this;
    }

    private void table(int sector, UUID type, long... parts) {
        for (int i = 0; i < parts.length; i += 2) {
            int at = sector * SECTOR + i / 2 * 128;
            little.putInt(at, (int) (type.getMostSignificantBits() >>> 32))
                    .putShort(at + 4, (short) (type.getMostSignificantBits() >>> 16))
                    .putShort(at + 6, (short) type.getMostSignificantBits())
                    .putLong(at + 8, Long.reverseBytes(type.getLeastSignificantBits()))
                    .putLong(at + 32, parts[i]).putLong(at + 40, parts[i + 1]);
        }
    }

    private void header(int sector, long other, long table) {
        int at = sector * SECTOR;
        put(at, "EFI PART".getBytes(StandardCharsets.US_ASCII));
        little.putInt(at + 8, 0x10000).putInt(at + 12, 92).putInt(at + 16, 0).putLong(at + 24, sector)
                .putLong(at + 32, other).putLong(at + 40, 34).putLong(at + 48, bytes.length / SECTOR - 34L)
                .putLong(at + 72, table).putInt(at + 80, ENTRIES).putInt(at + 84, 128)
                .putInt(at + 88, sum((int) table * SECTOR, ENTRIES * 128));
        little.putInt(at + 16, sum(at, 92));
    }

    private int sum(int at, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, at, length);
        return (int) sum.getValue();
    }

    /** A FAT file system at a place, with 512 bytes a cluster; its root directory has one file. */
    public DiskImage fat(int sector, int bits, int clusters, String name, byte[] content) {
        int at = sector * SECTOR;
        int fatSectors = ((clusters + 2) * bits / 8 + SECTOR) / SECTOR;
        int rootEntries = bits == 32 ? 0 : 16;
        put(at, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90});
        little.putShort(at + 11, (short) SECTOR).put(at + 13, (byte) 1).putShort(at + 14, (short) 4)
                .put(at + 16, (byte) 1).putShort(at + 17, (short) rootEntries)
                .putInt(at + 32, 4 + fatSectors + rootEntries * 32 / SECTOR + clusters);
        if (bits == 32) {
            little.putInt(at + 36, fatSectors).putInt(at + 44, 2);
        } else {
            little.putShort(at + 22, (short) fatSectors);
        }
        int root = at + (4 + fatSectors) * SECTOR;
        int first = bits == 32 ? 3 : 2;
        int data = root + rootEntries * 32;
        if (bits == 32) {
            link(at, bits, 2, 0x0FFF_FFFF);
            root = data;
        }
        byte[] padded = new byte[11];
        Arrays.fill(padded, (byte) ' ');
        int dot = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
        letters(padded, name.substring(0, dot), 0);
        letters(padded, dot < name.length() ? name.substring(dot + 1) : "", 8);
        put(root, padded);
        little.putShort(root + 26, (short) first).putInt(root + 28, content.length);
        int count = (content.length + SECTOR - 1) / SECTOR;
        for (int i = 0; i < count; i++) {
            link(at, bits, first + i, i + 1 < count ? first + i + 1 : 0x0FFF_FFFF);
        }
        return put(data + (first - 2) * SECTOR, content);
    }

    private static void letters(byte[] target, String text, int at) {
        byte[] letters = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(letters, 0, target, at, letters.length);
    }

    /** What the table of a FAT file system says of a cluster. */
    DiskImage link(int at, int bits, int cluster, int next) {
        int table = at + 4 * SECTOR;
        if (bits == 12) {
            int place = table + cluster * 3 / 2;
            int pair = little.getShort(place) & 0xFFFF;
            little.putShort(place, (short) (cluster % 2 == 0 ? (pair & 0xF000) | (next & 0xFFF)
                    : (pair & 0xF) | (next & 0xFFF) << 4));
        } else if (bits == 16) {
            little.putShort(table + cluster * 2, (short) next);
        } else {
            little.putInt(table + cluster * 4, next);
        }
        return this;
    }

    /** All of it. */
    public byte[] bytes() {
        return bytes;
    }

    MemoryStorage storage() {
        return new MemoryStorage(bytes);
    }
}
