package org.arenavault.ninep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Records of files for a server in tests. */
public final class NineStats {

    private static final int FIXED = 2 + 4 + 13 + 4 + 4 + 4 + 8;

    private NineStats() {
    }

    /** A record with its length in front. */
    public static byte[] encode(long version, long path, long mode, long mtime, long length, NineName name,
            String users) {
        String[] names = users.split(" ", -1);
        byte[][] texts = {name.toBytes(), bytes(names[0]), bytes(names[1]), bytes(names[2])};
        int size = FIXED;
        for (byte[] text : texts) {
            size += Short.BYTES + text.length;
        }
        ByteBuffer b = ByteBuffer.allocate(Short.BYTES + size).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) size).putShort((short) 0).putInt(0);
        b.put((byte) (mode >>> 24)).putInt((int) version).putLong(path);
        b.putInt((int) mode).putInt(0).putInt((int) mtime).putLong(length);
        for (byte[] text : texts) {
            b.putShort((short) text.length).put(text);
        }
        return b.array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
