package org.arenavault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;

/** A GUID partition table (UEFI 5.3), the first one or, where that is damaged, the one at the disk's end. */
final class Gpt {

    private static final byte[] SIGNATURE = {'E', 'F', 'I', ' ', 'P', 'A', 'R', 'T'};
    private static final int[] BLOCKS = {512, 4096};
    private static final int HEADER = 92;
    private static final int SIZE_AT = 12;
    private static final int SUM_AT = 16;
    private static final int SELF_AT = 24;
    private static final int FIRST_USABLE_AT = 40;
    private static final int LAST_USABLE_AT = 48;
    private static final int TABLE_AT = 72;
    private static final int COUNT_AT = 80;
    private static final int ENTRY_SIZE_AT = 84;
    private static final int TABLE_SUM_AT = 88;
    private static final int SMALLEST_ENTRY = 128;
    private static final int LARGEST_ENTRY = 4096;
    private static final int MOST_ENTRIES = 1024;
    private static final int FIRST_AT = 32;
    private static final int LAST_AT = 40;

    private static final Map<UUID, String> NAMES = Map.of(
            UUID.fromString("c91818f9-8025-47af-89d2-f030d7000c2c"), PartitionTables.PLAN9,
            UUID.fromString("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7"), "dos",
            UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b"), "esp",
            UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4"), "linux",
            UUID.fromString("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f"), "linuxswap");

    private final Storage disk;
    private final int block;

    private Gpt(Storage disk, int block) {
        this.disk = disk;
        this.block = block;
    }

    /** Whether there is one, at the beginning or the end of the disk. */
    static boolean isOn(Storage disk) throws IOException {
        return find(disk).isPresent();
    }

    private static Optional<Gpt> find(Storage disk) throws IOException {
        for (int block : BLOCKS) {
            Gpt gpt = new Gpt(disk, block);
            if (gpt.isAt(1) || gpt.isAt(disk.size() / block - 1)) {
                return Optional.of(gpt);
            }
        }
        return Optional.empty();
    }

    private boolean isAt(long number) throws IOException {
        return number > 0 && (number + 1) * block <= disk.size()
                && Arrays.equals(SIGNATURE, disk.read(number * block, SIGNATURE.length));
    }

    /**
     * Reads it.
     *
     * @param notes told if it is the copy that is read
     * @throws CorruptException if neither copy is sound
     */
    static List<DiskPart> of(Storage disk, List<String> notes) throws IOException {
        Gpt gpt = find(disk).orElseThrow();
        try {
            return gpt.table(1);
        } catch (CorruptException first) {
            try {
                List<DiskPart> parts = gpt.table(disk.size() / gpt.block - 1);
                notes.add(first.getMessage() + "; its copy at the disk's end is sound, and is what is told here");
                return parts;
            } catch (CorruptException second) {
                throw new CorruptException("%s; nor is its copy at the end: %s".formatted(first.getMessage(),
                        second.getMessage()), second);
            }
        }
    }

    private List<DiskPart> table(long number) throws IOException {
        String where = "%s: GUID partition table in block %d".formatted(disk.name(), number);
        if (!isAt(number)) {
            throw new CorruptException(where + " is not there");
        }
        byte[] first = disk.read(number * block, block);
        ByteBuffer head = little(first);
        long size = u32(head, SIZE_AT);
        if (size < HEADER || size > block || sum(first, (int) size, SUM_AT) != u32(head, SUM_AT)
                || head.getLong(SELF_AT) != number) {
            throw new CorruptException(where + " is damaged: its sum is wrong");
        }
        long count = u32(head, COUNT_AT);
        long entry = u32(head, ENTRY_SIZE_AT);
        long at = head.getLong(TABLE_AT);
        if (count > MOST_ENTRIES || entry < SMALLEST_ENTRY || entry > LARGEST_ENTRY || entry % 8 != 0 || at < 1
                || at > disk.size() / block || at * block + count * entry > disk.size()) {
            throw new CorruptException("%s: cannot have %d entries of %d bytes at block %d".formatted(where, count,
                    entry, at));
        }
        byte[] entries = disk.read(at * block, (int) (count * entry));
        ByteBuffer table = little(entries);
        if (sum(entries, entries.length, -1) != u32(head, TABLE_SUM_AT)) {
            throw new CorruptException(where + ": its entries are damaged: their sum is wrong");
        }
        List<DiskPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            part(table, (int) (i * entry), head, where).ifPresent(parts::add);
        }
        return PartitionTables.apart(parts, where);
    }

    private Optional<DiskPart> part(ByteBuffer table, int at, ByteBuffer head, String where) throws IOException {
        UUID type = guid(table, at);
        if (type.getMostSignificantBits() == 0 && type.getLeastSignificantBits() == 0) {
            return Optional.empty();
        }
        long first = table.getLong(at + FIRST_AT);
        long last = table.getLong(at + LAST_AT);
        long most = Math.min(head.getLong(LAST_USABLE_AT), disk.size() / block - 1);
        if (first < Math.max(1, head.getLong(FIRST_USABLE_AT)) || last < first || last > most) {
            throw new CorruptException("%s: has a partition at blocks %d-%d, outside of those that it may use"
                    .formatted(where, first, last));
        }
        return Optional.of(new DiskPart("", NAMES.getOrDefault(type, "type-" + type.toString().substring(0, 8)),
                DiskPart.Table.GPT, first * block, (last + 1) * block));
    }

    /** Its first three fields are little-endian. */
    private static UUID guid(ByteBuffer bytes, int at) {
        long high = (u32(bytes, at) << 32) | (bytes.getShort(at + 4) & 0xFFFFL) << 16
                | (bytes.getShort(at + 6) & 0xFFFFL);
        return new UUID(high, Long.reverseBytes(bytes.getLong(at + 8)));
    }

    /** CRC-32 with the four bytes at {@code without} taken as zeros. */
    private static long sum(byte[] bytes, int length, int without) {
        byte[] summed = Arrays.copyOf(bytes, length);
        if (without >= 0) {
            Arrays.fill(summed, without, without + 4, (byte) 0);
        }
        CRC32 sum = new CRC32();
        sum.update(summed);
        return sum.getValue();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long u32(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xFFFF_FFFFL;
    }
}
