package org.arenavault.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnsupportedVersionException;

/**
 * What a parity track says of itself (protection 3.4): a line {@code arenavault parity 1}, a line of JSON, its SHA-256
 * as a line of 64 hexadecimal digits, and zeros up to a multiple of 64 KiB. It stands at both ends of the track.
 *
 * @param content the plan of the track
 * @param sumsCrc CRC-32C of each unit of sums
 */
record ParityHeader(ParityContent content, int[] sumsCrc) {

    /** The most units of a header: 1 MiB, some thousands of members. */
    static final int MOST_UNITS = 16;

    /** What a header begins with, of whatever version. */
    static final String FAMILY = "arenavault parity ";

    private static final String TITLE = FAMILY + "1\n";
    private static final int DIGITS = 64;
    /** A CRC of ten decimal digits, as long as any. */
    private static final int LONGEST_CRC = -1;

    /** How many units the header of such a content takes, whatever its sums will be. */
    static int unitsOf(ParityContent content) throws CorruptException {
        int[] crcs = new int[content.sumsUnits()];
        Arrays.fill(crcs, LONGEST_CRC);
        int bytes = TITLE.length() + ParityJson.encode(content, crcs).length + 1 + DIGITS + 1;
        int units = (int) UnitSums.unitsOf(bytes);
        if (units > MOST_UNITS) {
            throw new CorruptException("%d members in %d columns are too many for the description of their parity: "
                    .formatted(content.layout().members().size(), content.layout().dataColumns())
                    + "it would take %d bytes of at most %d".formatted(bytes, MOST_UNITS * UnitSums.UNIT));
        }
        return units;
    }

    /** Its bytes: whole units. */
    byte[] encode() {
        byte[] json = ParityJson.encode(content, sumsCrc);
        byte[] title = TITLE.getBytes(StandardCharsets.US_ASCII);
        byte[] end = ("\n" + digest(json) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] units = new byte[content.headerUnits() * UnitSums.UNIT];
        System.arraycopy(title, 0, units, 0, title.length);
        System.arraycopy(json, 0, units, title.length, json.length);
        System.arraycopy(end, 0, units, title.length + json.length, end.length);
        return units;
    }

    private static String digest(byte[] json) {
        return HexFormat.of().formatHex(Digests.sha256().digest(json));
    }

    /** Whether a header begins there, of whatever version. */
    private static boolean beginsAt(Storage storage, long at) throws IOException {
        return storage.size() - at >= FAMILY.length()
                && new String(storage.read(at, FAMILY.length()), StandardCharsets.US_ASCII).equals(FAMILY);
    }

    /**
     * Reads the header that begins at {@code at}.
     *
     * @throws CorruptException if none stands there, or one that is damaged or makes no sense
     * @throws UnsupportedVersionException if it is one of another version
     */
    static ParityHeader read(Storage storage, long at) throws IOException {
        String where = "%s: parity header at byte %d".formatted(storage.name(), at);
        if (!beginsAt(storage, at)) {
            throw new CorruptException("%s: no parity track begins at byte %d".formatted(storage.name(), at));
        }
        byte[] bytes = new byte[0];
        int begin = TITLE.length();
        int end = begin;
        // a unit at a time: what stands behind the header may not be readable
        while (end + 1 + DIGITS >= bytes.length && bytes.length < MOST_UNITS * UnitSums.UNIT
                && at + bytes.length < storage.size()) {
            bytes = withNext(bytes, storage, at);
            end = Math.max(begin, end);
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
        }
        if (bytes.length < begin || !new String(bytes, 0, begin, StandardCharsets.US_ASCII).equals(TITLE)) {
            throw new UnsupportedVersionException(where + ": is of another version than 1");
        }
        int behind = end + 1 + DIGITS;
        if (behind >= bytes.length || bytes[behind] != '\n') {
            throw new CorruptException(where + ": is cut short, or damaged");
        }
        byte[] json = Arrays.copyOfRange(bytes, begin, end);
        if (!new String(bytes, end + 1, DIGITS, StandardCharsets.US_ASCII).equals(digest(json))) {
            throw new CorruptException(where + ": its digest does not match");
        }
        ParityHeader header;
        try {
            header = ParityJson.decode(json);
        } catch (CorruptException e) {
            throw new CorruptException("%s: %s".formatted(where, e.getMessage()), e);
        }
        int units = header.content().headerUnits() * UnitSums.UNIT;
        while (bytes.length < units && at + bytes.length < storage.size()) {
            bytes = withNext(bytes, storage, at);
        }
        header.checkEnd(bytes, behind + 1, where);
        return header;
    }

    /** One unit more; of what cannot be read the digest tells, or else it is padding. */
    private static byte[] withNext(byte[] bytes, Storage storage, long at) throws IOException {
        int more = (int) Math.min(UnitSums.UNIT, storage.size() - at - bytes.length);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more);
        System.arraycopy(BlockReads.read(storage, at + bytes.length, more), 0, longer, bytes.length, more);
        return longer;
    }

    private void checkEnd(byte[] bytes, int from, String where) throws CorruptException {
        int units = content.headerUnits() * UnitSums.UNIT;
        if (units < from || units > bytes.length) {
            throw new CorruptException("%s: does not end in its %d units".formatted(where, content.headerUnits()));
        }
        for (int i = from; i < units; i++) {
            if (bytes[i] != 0) {
                throw new CorruptException(where + ": has other bytes behind it");
            }
        }
    }
}
