package org.arenavault.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Storage;

/**
 * A manifest at the end of the device that it speaks of, where the copy leaves room: the text, then in the last
 * {@value #FOOTER} bytes a line that says where it begins and how long it is, filled with zeros.
 */
final class MediumManifest {

    private static final int FOOTER = 4096;
    private static final int BUFFER = 1 << 16;
    private static final Pattern LINE =
            Pattern.compile("arenavault copy manifest at ([0-9]{1,18}) of ([0-9]{1,18}) bytes\n\0+");

    private MediumManifest() {
    }

    /** The manifest at the end of a device, if there is one. */
    static Optional<Storage> find(Storage device) throws IOException {
        long size = device.size();
        if (size < FOOTER) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(new String(device.read(size - FOOTER, FOOTER), StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            return Optional.empty();
        }
        long at = Long.parseLong(line.group(1));
        long length = Long.parseLong(line.group(2));
        return length > size || at > size - FOOTER - length ? Optional.empty()
                : Optional.of(device.slice(at, at + length));
    }

    /**
     * Writes a manifest to the end of a device.
     *
     * @param end of the copy
     * @return false if there is no room, or something else lies there
     */
    static boolean write(Storage device, long end, Storage text) throws IOException {
        long footer = device.size() - FOOTER;
        long at = (footer - text.size()) / FOOTER * FOOTER;
        if (footer < end || at < end || !isFree(device, at, footer)) {
            return false;
        }
        for (long from = 0; from < text.size(); from += BUFFER) {
            device.write(at + from, text.read(from, (int) Math.min(BUFFER, text.size() - from)));
        }
        byte[] line = new byte[FOOTER];
        byte[] words = "arenavault copy manifest at %d of %d bytes%n".formatted(at, text.size())
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, line, 0, words.length);
        device.force();
        device.write(footer, line);
        device.force();
        return true;
    }

    /** Nothing but zeros, up to the older manifest that may be there. */
    private static boolean isFree(Storage device, long from, long footer) throws IOException {
        Optional<Storage> older = find(device);
        long to = older.isEmpty() ? footer + FOOTER : footer - older.get().size() - FOOTER;
        for (long at = from; at < to; at += BUFFER) {
            for (byte b : device.read(at, (int) Math.min(BUFFER, to - at))) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
