package org.arenavault.ninep;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.ShownBytes;

/** The name of a file, a user or a group on a server: any bytes, UTF-8 as a rule. Immutable. */
public final class NineName {

    private final byte[] bytes;

    private NineName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name that these bytes are; they are copied. */
    public static NineName of(byte[] bytes) {
        return new NineName(bytes.clone());
    }

    /** The name that this text is in UTF-8. */
    public static NineName of(String text) {
        return new NineName(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NineName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** What a terminal can show: control characters and what is no UTF-8 as \xNN. */
    @Override
    public String toString() {
        return ShownBytes.of(bytes);
    }
}
