package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Fields;

/**
 * A block of a directory's metadata: a table of places, and directory records at those places
 * (venti-protocol 15). The table is sorted by name, in an order that is not the same for all writers; read
 * it from end to end.
 *
 * @param magic {@link #FOSSIL} or {@link #VAC}: which order the table is in
 * @param records the records' bytes in the order of the table; not decoded
 */
public record MetaBlock(long magic, List<ByteBuffer> records) {

    /** Sorted by bytes, a prefix before what it begins. What writers should write. */
    public static final long FOSSIL = 0x5656FC7AL;

    /** Sorted in the historical order, a prefix behind what it begins. */
    public static final long VAC = 0x5656FC79L;

    private static final int HEADER = 12;
    private static final int SIZE_AT = 4;
    private static final int FREE_AT = 6;
    private static final int MAX_INDEX_AT = 8;
    private static final int INDEX_AT = 10;
    private static final int PLACE = 4;
    private static final int MIN_RECORD = 8;
    private static final MetaBlock EMPTY = new MetaBlock(FOSSIL, List.of());

    public MetaBlock {
        records = List.copyOf(records);
    }

    /**
     * Decodes a block.
     *
     * @param stored the bytes, which may have lost zeros at their end; nothing but zeros is a block without records
     * @param dsize bytes of a block in this stream
     * @param where for messages: which block of which directory
     * @param problems told of each record that lies where none can be; it is left out
     * @throws CorruptException if it is no such block, or the table cannot be where it is said to be
     */
    public static MetaBlock decode(byte[] stored, int dsize, String where, Consumer<String> problems)
            throws CorruptException {
        if (ZeroTruncation.isZero(stored)) {
            return EMPTY;
        }
        // no field reaches beyond 64 KiB, however large the block
        ByteBuffer b = ByteBuffer.wrap(Arrays.copyOf(stored, Math.min(dsize, 0xFFFF)));
        long magic = Fields.u32(b, 0);
        if (magic != FOSSIL && magic != VAC) {
            throw new CorruptException("%s: no metadata block: magic %08x, expected %08x or %08x"
                    .formatted(where, magic, VAC, FOSSIL));
        }
        int size = Fields.u16(b, SIZE_AT);
        int maxIndex = Fields.u16(b, MAX_INDEX_AT);
        int index = Fields.u16(b, INDEX_AT);
        int recordsFrom = HEADER + PLACE * maxIndex;
        if (size > b.capacity() || recordsFrom > size || index > maxIndex) {
            throw new CorruptException("%s: metadata block with %d of %d records in %d of %d bytes"
                    .formatted(where, index, maxIndex, size, dsize));
        }
        List<ByteBuffer> records = new ArrayList<>();
        for (int i = 0; i < index; i++) {
            int from = Fields.u16(b, HEADER + PLACE * i);
            int length = Fields.u16(b, HEADER + PLACE * i + 2);
            if (from < recordsFrom || length < MIN_RECORD || from + length > size) {
                problems.accept("%s: record %d lies at %d-%d of %d bytes"
                        .formatted(where, i, from, from + length, size));
            } else {
                records.add(b.slice(from, length));
            }
        }
        return new MetaBlock(magic, records);
    }

    /**
     * The block, with the records behind a table that has no room for more.
     *
     * @throws IllegalArgumentException if it would be longer than a block can be
     */
    public byte[] encode() {
        return encode(records.size());
    }

    /**
     * The block, with a table that has room for {@code maxIndex} records in all, as fossil leaves it.
     *
     * @throws IllegalArgumentException if it would be longer than a block can be, or the table is too short
     */
    public byte[] encode(int maxIndex) {
        int size = size(maxIndex, records.stream().mapToInt(ByteBuffer::remaining).sum());
        if (size > 0xFFFF || maxIndex < records.size()) {
            throw new IllegalArgumentException("a metadata block of %d bytes with %d records and room for %d"
                    .formatted(size, records.size(), maxIndex));
        }
        ByteBuffer b = ByteBuffer.allocate(size);
        Fields.putU32(b, 0, magic);
        Fields.putU16(b, SIZE_AT, size);
        Fields.putU16(b, FREE_AT, 0);
        Fields.putU16(b, MAX_INDEX_AT, maxIndex);
        Fields.putU16(b, INDEX_AT, records.size());
        int from = HEADER + PLACE * maxIndex;
        for (int i = 0; i < records.size(); i++) {
            ByteBuffer record = records.get(i);
            Fields.putU16(b, HEADER + PLACE * i, from);
            Fields.putU16(b, HEADER + PLACE * i + 2, record.remaining());
            b.put(from, record, record.position(), record.remaining());
            from += record.remaining();
        }
        return b.array();
    }

    /** Bytes of a block with a table for {@code maxIndex} records, and so many bytes of records. */
    static int size(int maxIndex, int recordBytes) {
        return HEADER + PLACE * maxIndex + recordBytes;
    }
}
