package org.arenavault.scsi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes some of whose nibbles are not known, written {@code ?}: what a real drive answered, as far as the source
 * shows it.
 */
public record Vector(String name, String[] bytes) {

    /** The named answer out of {@code real-drives.txt}. */
    public static Vector real(String name) {
        String text = all().get(name);
        assertThat(text).as("vector %s", name).isNotNull();
        return new Vector(name, text.split(" ", -1));
    }

    /** All of them, by name. */
    public static Map<String, String> all() {
        Map<String, String> vectors = new LinkedHashMap<>();
        try (InputStream in = Vector.class.getResourceAsStream("real-drives.txt")) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    vectors.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return vectors;
    }

    /** The bytes, with {@code ground} and behind it zeros shining through where a nibble is not known. */
    public byte[] over(int... ground) {
        byte[] filled = new byte[bytes.length];
        for (int i = 0; i < filled.length; i++) {
            int under = i < ground.length ? ground[i] : 0;
            filled[i] = (byte) (nibble(i, 0, under >> 4) << 4 | nibble(i, 1, under));
        }
        return filled;
    }

    private int nibble(int at, int which, int under) {
        char c = bytes[at].charAt(which);
        return c == '?' ? under & 0xF : Character.digit(c, 16);
    }

    /** Holds {@code actual} to every nibble that is known. */
    public void assertMatchedBy(byte[] actual) {
        assertThat(actual).as(name).hasSizeGreaterThanOrEqualTo(bytes.length);
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            String hex = "%02x".formatted(actual[i]);
            masked.append(bytes[i].charAt(0) == '?' ? '?' : hex.charAt(0));
            masked.append(bytes[i].charAt(1) == '?' ? '?' : hex.charAt(1)).append(' ');
        }
        assertThat(masked.toString().strip()).as(name).isEqualTo(String.join(" ", bytes));
    }
}
