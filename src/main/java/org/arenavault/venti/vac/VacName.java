package org.arenavault.venti.vac;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.ShownBytes;
import org.arenavault.io.UsageException;

/**
 * A name in an archive: of a file, a user, a group. Any bytes, UTF-8 as a rule. Immutable; ordered as unsigned
 * bytes, which is the order of names in a metadata block.
 */
public final class VacName implements Comparable<VacName> {

    private static final int ESCAPE_LENGTH = 4;

    private final byte[] bytes;

    private VacName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The name that these bytes are; they are copied. */
    public static VacName of(byte[] bytes) {
        return new VacName(bytes.clone());
    }

    /** The name that this text is in UTF-8. */
    public static VacName of(String text) {
        return new VacName(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The name that {@link #toString} shows so.
     *
     * @throws UsageException if a backslash begins no escape
     */
    public static VacName parse(String shown) throws UsageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < shown.length()) {
            if (shown.startsWith("\\\\", at)) {
                bytes.write('\\');
                at += 2;
            } else if (shown.charAt(at) == '\\') {
                bytes.write(escaped(shown, at));
                at += ESCAPE_LENGTH;
            } else {
                int end = shown.indexOf('\\', at);
                end = end < 0 ? shown.length() : end;
                bytes.writeBytes(shown.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return new VacName(bytes.toByteArray());
    }

    private static int escaped(String shown, int at) throws UsageException {
        int high = at + 3 < shown.length() ? Character.digit(shown.charAt(at + 2), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(shown.charAt(at + 3), 16);
        if (low < 0 || shown.charAt(at + 1) != 'x') {
            throw new UsageException("'%s': a backslash is written \\\\, and any other byte \\xNN".formatted(shown));
        }
        return high << 4 | low;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** False for what must never become a part of a path: nothing, {@code .}, {@code ..}, a slash, a NUL. */
    public boolean isPlain() {
        for (byte b : bytes) {
            if (b == '/' || b == 0) {
                return false;
            }
        }
        return bytes.length > 0 && !(bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.')));
    }

    /** The bytes read as UTF-8, with replacement characters where they are none. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What a terminal can show, and {@link #parse} takes back: control characters and what is no UTF-8 as \xNN. */
    @Override
    public String toString() {
        return ShownBytes.of(bytes);
    }

    @Override
    public int compareTo(VacName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VacName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
