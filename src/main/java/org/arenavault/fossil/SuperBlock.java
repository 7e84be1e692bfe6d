package org.arenavault.fossil;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/**
 * What changes with every snapshot (replication 3): 512 bytes at the start of the super block.
 *
 * @param epochLow the oldest epoch whose snapshots are kept
 * @param epochHigh the epoch that is written now
 * @param qid the next one to be given to a file; any u64, negative from 2^63 on
 * @param active data block that the live tree hangs from
 * @param next root of a snapshot that waits for being archived; {@link #NONE} if none does
 * @param current root of the snapshot that is being archived; {@link #NONE} if none is
 * @param last root score of the last snapshot that is wholly in the venti
 * @param name of the file system, as the formatter was told; Latin-1
 */
public record SuperBlock(long epochLow, long epochHigh, long qid, long active, long next, long current, Score last,
                         String name) {

    /** Bytes that mean something; the rest of the block is zero. */
    public static final int SIZE = 512;

    /** The address that is none. */
    public static final long NONE = 0xFFFF_FFFFL;

    private static final long MAGIC = 0x2340A3B1L;
    private static final int VERSION = 1;
    private static final int EPOCH_LOW_AT = 6;
    private static final int EPOCH_HIGH_AT = 10;
    private static final int QID_AT = 14;
    private static final int ACTIVE_AT = 22;
    private static final int NEXT_AT = 26;
    private static final int CURRENT_AT = 30;
    private static final int LAST_AT = 34;
    private static final int NAME_AT = 54;
    private static final int NAME = 128;

    /**
     * Decodes the super block at the start of {@code bytes}.
     *
     * @throws CorruptException if it is none, or its epochs run backwards
     * @throws UnsupportedVersionException if it is one of another version
     */
    static SuperBlock decode(byte[] bytes, String where) throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = ByteBuffer.wrap(bytes);
        if (Fields.u32(b, 0) != MAGIC) {
            throw new CorruptException("%s: no super block of a fossil: %08x where %08x should be"
                    .formatted(where, Fields.u32(b, 0), MAGIC));
        }
        if (Fields.u16(b, 4) != VERSION) {
            throw new UnsupportedVersionException("%s: super block of version %d; this program knows %d"
                    .formatted(where, Fields.u16(b, 4), VERSION));
        }
        int end = NAME_AT;
        while (end < NAME_AT + NAME && bytes[end] != 0) {
            end++;
        }
        SuperBlock block = new SuperBlock(Fields.u32(b, EPOCH_LOW_AT), Fields.u32(b, EPOCH_HIGH_AT),
                b.getLong(QID_AT), Fields.u32(b, ACTIVE_AT), Fields.u32(b, NEXT_AT), Fields.u32(b, CURRENT_AT),
                Fields.score(b, LAST_AT), new String(bytes, NAME_AT, end - NAME_AT, StandardCharsets.ISO_8859_1));
        if (block.epochLow > block.epochHigh) {
            throw new CorruptException("%s: super block whose epochs %d to %d run backwards"
                    .formatted(where, block.epochLow, block.epochHigh));
        }
        return block;
    }

    /** The first 512 bytes of the block. */
    byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer b = ByteBuffer.wrap(bytes);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU16(b, 4, VERSION);
        Fields.putU32(b, EPOCH_LOW_AT, epochLow);
        Fields.putU32(b, EPOCH_HIGH_AT, epochHigh);
        b.putLong(QID_AT, qid);
        Fields.putU32(b, ACTIVE_AT, active);
        Fields.putU32(b, NEXT_AT, next);
        Fields.putU32(b, CURRENT_AT, current);
        last.put(b, LAST_AT);
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(Arrays.copyOf(text, NAME), 0, bytes, NAME_AT, NAME);
        return bytes;
    }

    /** True if anything was ever archived since the partition was formatted or reset. */
    public boolean hasLast() {
        return !last.isEmptyBlock();
    }

    /** True while a snapshot waits for being archived or is. */
    public boolean inFlight() {
        return next != NONE || current != NONE;
    }
}
