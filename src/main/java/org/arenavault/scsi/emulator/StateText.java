package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.UnsupportedVersionException;

/**
 * The form of the emulated recorder's small files: UTF-8 lines {@code key=value}, the first of them
 * {@code version=1}, the last {@code crc32c=} and eight hexadecimal digits over the bytes of all lines before it.
 * Keys are unique; a value is whatever follows the first {@code =}.
 */
final class StateText {

    /** No such file is longer; one that is has been tampered with. */
    static final int LIMIT = 64 << 20;

    private static final String VERSION = "version";
    private static final String SUPPORTED = "1";
    private static final String CRC_KEY = "crc32c=";
    private static final int CRC_LINE = CRC_KEY.length() + 8 + 1;

    private final String name;
    private final Map<String, String> values;

    private StateText(String name, Map<String, String> values) {
        this.name = name;
        this.values = values;
    }

    /** The bytes of a file with these lines, in their order. */
    static byte[] encode(Map<String, String> values) {
        StringBuilder text = new StringBuilder().append(VERSION).append('=').append(SUPPORTED).append('\n');
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        byte[] body = text.toString().getBytes(UTF_8);
        return (text + CRC_KEY + "%08x\n".formatted(crc(body, body.length))).getBytes(UTF_8);
    }

    /**
     * Reads such a file.
     *
     * @param name what messages call it
     * @throws CorruptException if the checksum differs or a line is no line
     */
    static StateText decode(String name, byte[] bytes) throws CorruptException, UnsupportedVersionException {
        int body = bytes.length - CRC_LINE;
        if (body <= 0 || bytes[body - 1] != '\n' || bytes[bytes.length - 1] != '\n'
                || !new String(bytes, body, CRC_KEY.length(), UTF_8).equals(CRC_KEY)) {
            throw new CorruptException(name + ": has no checksum line at its end; the file was cut off or edited,"
                    + " put the saved copy back or make the emulated disc anew");
        }
        String expected = new String(bytes, body + CRC_KEY.length(), 8, UTF_8);
        String actual = "%08x".formatted(crc(bytes, body));
        if (!actual.equals(expected)) {
            throw new CorruptException("%s: checksum is %s and should be %s; the file was damaged or edited,"
                    .formatted(name, actual, Plain.field(expected))
                    + " put the saved copy back or make the emulated disc anew");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : new String(bytes, 0, body - 1, UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals <= 0 || values.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
                throw new CorruptException("%s: line \"%s\" is no line of such a file; make the emulated disc anew"
                        .formatted(name, Plain.field(line)));
            }
        }
        StateText text = new StateText(name, values);
        String version = text.remove(VERSION);
        if (!version.equals(SUPPORTED)) {
            throw new UnsupportedVersionException("%s: is of version %s, this program knows version %s; use a newer one"
                    .formatted(name, Plain.field(version), SUPPORTED));
        }
        return text;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Takes a value out; every key that must be there is taken exactly once. */
    String remove(String key) throws CorruptException {
        String value = values.remove(key);
        if (value == null) {
            throw wrong("the key " + key + " is missing");
        }
        return value;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Takes out a whole number from {@code min} to {@code max}. */
    long number(String key, long min, long max) throws CorruptException {
        return number(key, remove(key), min, max);
    }

    /** Takes out {@code true} or {@code false}. */
    boolean flag(String key) throws CorruptException {
        String value = remove(key);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong("%s is \"%s\" and neither true nor false".formatted(key, Plain.field(value)));
        }
        return value.equals("true");
    }

    /** Takes out a list of {@code count} values set apart by commas. */
    String[] list(String key, int count) throws CorruptException {
        String[] parts = remove(key).split(",", -1);
        if (parts.length != count) {
            throw wrong("%s has %d values instead of %d".formatted(key, parts.length, count));
        }
        return parts;
    }

    /** Reads {@code value} as a whole number from {@code min} to {@code max}. */
    long number(String key, String value, long min, long max) throws CorruptException {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong("%s is \"%s\" and no number".formatted(key, Plain.field(value)));
        }
        if (number < min || number > max) {
            throw wrong("%s is %d, outside %d to %d".formatted(key, number, min, max));
        }
        return number;
    }

    /** Holds the file to have no key that nobody took out. */
    void finish() throws CorruptException {
        if (!values.isEmpty()) {
            throw wrong("the key %s means nothing".formatted(Plain.field(values.keySet().iterator().next())));
        }
    }

    /** What to throw when the contents make no sense although the checksum is right. */
    CorruptException wrong(String why) {
        return new CorruptException("%s: %s; make the emulated disc anew".formatted(name, why));
    }
}
