package org.arenavault.parity;

import java.util.UUID;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnitSums;

/**
 * What parity protects: the content of a track. It is found again by kind, name, size and digest, on whatever disc;
 * where it was when the parity was made is a hint.
 *
 * @param kind of content, such as "arena"
 * @param name of the content
 * @param size its bytes; the last unit is filled up with zeros
 * @param digest in hexadecimal digits: the seal of an arena (40), the SHA-256 of anything else (64)
 * @param disc the disc's number in its set
 * @param discUuid the disc
 * @param track the track's number there
 * @param lba where the track starts, in blocks of 2048 bytes
 */
public record ParityMember(String kind, String name, long size, String digest, int disc, UUID discUuid, int track,
                           long lba) {

    /** Units of the longest column: 256 GiB. */
    public static final int MOST_UNITS = 1 << 22;

    private static final int LONGEST_WORD = 255;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Units of its size. */
    public int units() {
        return Math.toIntExact(UnitSums.unitsOf(size));
    }

    /** Bytes of a unit: fewer than 64 KiB in the last one only. */
    int unitBytes(int unit) {
        return (int) Math.min(UnitSums.UNIT, size - (long) unit * UnitSums.UNIT);
    }

    /** Throws if it cannot be one. */
    void check() throws CorruptException {
        if (kind.isEmpty() || kind.length() > LONGEST_WORD || name.isEmpty() || name.length() > LONGEST_WORD) {
            throw new CorruptException("a member without a kind or a name, or with a longer one than %d characters"
                    .formatted(LONGEST_WORD));
        }
        if (size < 1 || size > (long) MOST_UNITS * UnitSums.UNIT) {
            throw new CorruptException("member '%s' has %d bytes".formatted(name, size));
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw new CorruptException("member '%s' has the digest '%s'".formatted(name, digest));
        }
        if (disc < 0 || track < 0 || lba < 0) {
            throw new CorruptException("member '%s' is on disc %d, track %d, block %d".formatted(name, disc, track,
                    lba));
        }
    }
}
