package org.arenavault.ninep;

import java.nio.ByteBuffer;

/**
 * Which file it is, for its server, and which version of it (intro(5)).
 *
 * @param type the high eight bits of its mode
 * @param version counts its changes, on servers that count them, u32
 * @param path the same for as long as a file is the same, u64
 */
public record NineQid(int type, long version, long path) {

    private static final long U32 = 0xFFFF_FFFFL;

    /** Decodes what stands at the position of {@code bytes}, little-endian, and moves behind it. */
    static NineQid decode(ByteBuffer bytes) {
        return new NineQid(bytes.get() & 0xFF, bytes.getInt() & U32, bytes.getLong());
    }

    /** Whether it is the same file, of whatever version. */
    boolean isSameFile(NineQid other) {
        return type == other.type && path == other.path;
    }

    /** In the form of Plan 9's {@code ls -q}. */
    @Override
    public String toString() {
        return "%016x %d %02x".formatted(path, version, type);
    }
}
