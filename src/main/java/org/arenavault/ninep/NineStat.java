package org.arenavault.ninep;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.arenavault.io.CorruptException;

/**
 * What a server says of a file (stat(5)).
 *
 * @param qid which file it is, and which version
 * @param mode permissions in the low nine bits, {@link #DIRECTORY} and others above, u32
 * @param mtime of its last change, seconds since 1970, u32
 * @param length in bytes; of a directory, and of many devices, 0
 * @param name in its directory
 * @param owners whose it is
 */
public record NineStat(NineQid qid, long mode, long mtime, long length, NineName name, Owners owners) {

    /**
     * Whose a file is.
     *
     * @param uid owner
     * @param gid group
     * @param muid who changed it last
     */
    public record Owners(NineName uid, NineName gid, NineName muid) {
    }

    /** Bit of {@code mode}: a directory. */
    public static final long DIRECTORY = 0x8000_0000L;
    /** Bit of {@code mode}: bytes can only be appended. */
    public static final long APPEND = 0x4000_0000L;
    /** Bit of {@code mode}: one may have it open at a time. */
    public static final long EXCLUSIVE = 0x2000_0000L;
    /** Bit of {@code mode}: is not backed up. */
    public static final long TEMPORARY = 0x0400_0000L;

    private static final long U32 = 0xFFFF_FFFFL;

    /** True for a directory. */
    public boolean isDirectory() {
        return (mode & DIRECTORY) != 0;
    }

    /**
     * Decodes the record at the position of {@code bytes}, and moves behind it.
     *
     * @param bytes in little-endian order
     * @throws CorruptException if it is none, or is cut short
     */
    static NineStat decode(ByteBuffer bytes) throws CorruptException {
        try {
            int size = bytes.getShort() & 0xFFFF;
            ByteBuffer b = bytes.slice(bytes.position(), Math.min(size, bytes.remaining()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            // kernel's type and device
            b.position(Short.BYTES + Integer.BYTES);
            NineQid qid = NineQid.decode(b);
            long mode = b.getInt() & U32;
            b.getInt();
            NineStat stat = new NineStat(qid, mode, b.getInt() & U32, b.getLong(), name(b),
                    new Owners(name(b), name(b), name(b)));
            if (stat.length < 0 || b.hasRemaining()) {
                throw new CorruptException("a record of a file says what cannot be");
            }
            bytes.position(bytes.position() + size);
            return stat;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CorruptException("a record of a file is cut short", e);
        }
    }

    private static NineName name(ByteBuffer b) {
        byte[] bytes = new byte[Math.min(b.getShort() & 0xFFFF, b.remaining() + 1)];
        b.get(bytes);
        return NineName.of(bytes);
    }
}
