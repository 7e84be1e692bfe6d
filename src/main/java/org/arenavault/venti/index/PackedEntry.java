package org.arenavault.venti.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Score;

/**
 * An index entry as it is carried from directory to bucket by the million: 32 bytes, the fields of
 * {@link IndexEntry} without the six bytes that venti ignores, in an order that compares fast. Big-endian.
 *
 * <pre>
 * 0   20  score
 * 20  1   type number on disk
 * 21  1   blocks
 * 22  2   size
 * 24  8   address
 * </pre>
 */
final class PackedEntry {

    static final int SIZE = 32;

    private static final int TYPE_AT = 20;
    private static final int BLOCKS_AT = 21;
    private static final int SIZE_AT = 22;
    private static final int ADDRESS_AT = 24;
    /** Score and type end within the third word of eight bytes; what follows in it is no part of the key. */
    private static final int LAST_WORD_AT = 16;
    private static final int NOT_KEY_BITS = 24;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private PackedEntry() {
    }

    /** Eight bytes of {@code bytes}, as a big-endian number. */
    static long u64(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Four bytes of {@code bytes}; of a score, the ones that choose the bucket. */
    static int u32(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    /** Two bytes of {@code bytes}. */
    static int u16(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    /** Packs what directory entry {@code info} in {@code directory} says of the clump at this index address. */
    static void ofDirectory(byte[] directory, int info, long address, byte[] target, int at) {
        copyScore(directory, info + ClumpInfo.SCORE_AT, target, at);
        target[at + TYPE_AT] = directory[info];
        target[at + BLOCKS_AT] = (byte) IndexEntry.blocksFor(u16(directory, info + ClumpInfo.SIZE_AT));
        SHORTS.set(target, at + SIZE_AT, (short) u16(directory, info + ClumpInfo.UNCSIZE_AT));
        LONGS.set(target, at + ADDRESS_AT, address);
    }

    /** Packs the entry that a bucket holds at {@code entry}. */
    static void ofBucket(byte[] bucket, int entry, byte[] target, int at) {
        copyScore(bucket, entry, target, at);
        target[at + TYPE_AT] = bucket[entry + IndexEntry.TYPE_AT];
        target[at + BLOCKS_AT] = bucket[entry + IndexEntry.BLOCKS_AT];
        SHORTS.set(target, at + SIZE_AT, (short) u16(bucket, entry + IndexEntry.SIZE_AT));
        LONGS.set(target, at + ADDRESS_AT, u64(bucket, entry + IndexEntry.ADDRESS_AT));
    }

    /** Writes the packed entry at {@code at} as the {@link IndexEntry} of a bucket. */
    static void toBucket(byte[] packed, int at, byte[] bucket, int entry) {
        copyScore(packed, at, bucket, entry);
        INTS.set(bucket, entry + Score.SIZE, 0);
        SHORTS.set(bucket, entry + Score.SIZE + Integer.BYTES, (short) 0);
        LONGS.set(bucket, entry + IndexEntry.ADDRESS_AT, address(packed, at));
        SHORTS.set(bucket, entry + IndexEntry.SIZE_AT, (short) size(packed, at));
        bucket[entry + IndexEntry.TYPE_AT] = packed[at + TYPE_AT];
        bucket[entry + IndexEntry.BLOCKS_AT] = packed[at + BLOCKS_AT];
    }

    private static void copyScore(byte[] from, int fromAt, byte[] to, int toAt) {
        LONGS.set(to, toAt, u64(from, fromAt));
        LONGS.set(to, toAt + 8, u64(from, fromAt + 8));
        INTS.set(to, toAt + 16, u32(from, fromAt + 16));
    }

    static Score score(byte[] packed, int at) {
        byte[] score = new byte[Score.SIZE];
        System.arraycopy(packed, at, score, 0, Score.SIZE);
        return Score.of(score);
    }

    static int type(byte[] packed, int at) {
        return packed[at + TYPE_AT] & 0xFF;
    }

    static int blocks(byte[] packed, int at) {
        return packed[at + BLOCKS_AT] & 0xFF;
    }

    static int size(byte[] packed, int at) {
        return u16(packed, at + SIZE_AT);
    }

    static long address(byte[] packed, int at) {
        return u64(packed, at + ADDRESS_AT);
    }

    /** Gives the first {@code count} entries of a corrupt type the one number that the server writes for all. */
    static void normaliseTypes(byte[] packed, int count) {
        for (int i = 0; i < count; i++) {
            int at = i * SIZE;
            if (!BlockType.isLegalOnDisk(type(packed, at))) {
                packed[at + TYPE_AT] = (byte) BlockType.CORRUPT.toDisk();
            }
        }
    }

    /** Compares score and type, the order of a bucket. */
    static int compareKeys(byte[] a, int atA, byte[] b, int atB) {
        int order = Long.compareUnsigned(u64(a, atA), u64(b, atB));
        if (order == 0) {
            order = Long.compareUnsigned(u64(a, atA + 8), u64(b, atB + 8));
        }
        if (order == 0) {
            order = Long.compare(u64(a, atA + LAST_WORD_AT) >>> NOT_KEY_BITS,
                    u64(b, atB + LAST_WORD_AT) >>> NOT_KEY_BITS);
        }
        return order;
    }

    /** Compares score and type, then addresses, the higher one first. */
    static int compare(byte[] a, int atA, byte[] b, int atB) {
        int order = compareKeys(a, atA, b, atB);
        return order != 0 ? order : Long.compareUnsigned(address(b, atB), address(a, atA));
    }
}
