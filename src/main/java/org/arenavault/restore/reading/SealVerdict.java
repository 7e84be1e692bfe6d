package org.arenavault.restore.reading;

import org.arenavault.venti.format.Score;

/**
 * Whether an arena's bytes are those that were recorded, and which seal belongs into its last twenty. A digest does
 * not cover these twenty bytes, so that damage to them is told from a seal that was recorded as it is: two
 * digests of different bytes differ in about half of their 160 bits, one that was damaged by a few.
 *
 * @param sound whether the bytes are right
 * @param seal what the last twenty bytes are to be
 * @param text what is wrong if it is not sound, else what is worth knowing; may be empty
 */
public record SealVerdict(boolean sound, Score seal, String text) {

    /** With two independent digests one pair in ten thousand million differs so little. */
    private static final int DAMAGED_BITS = 40;

    /**
     * Judges.
     *
     * @param expected what the bytes should come to
     * @param computed what they do come to
     * @param stored the last twenty bytes, as read
     */
    public static SealVerdict of(Evidence evidence, Score expected, Score computed, Score stored) {
        if (!computed.equals(expected)) {
            return new SealVerdict(false, stored, switch (evidence) {
                case LEDGER, ACCEPTED -> "its bytes come to %s, the ledger has %s".formatted(computed, expected);
                case LABEL -> "its bytes come to %s, its label has %s".formatted(computed, expected);
                case SEAL -> "its seal is %s, its bytes come to %s".formatted(expected, computed);
                case CLUMPS -> "its bytes come to %s, a moment ago they came to %s".formatted(computed, expected);
            });
        }
        if (stored.equals(expected) || evidence == Evidence.CLUMPS) {
            return new SealVerdict(true, stored, evidence == Evidence.CLUMPS
                    ? "carries no seal; every clump of it was checked" : "");
        }
        if (evidence == Evidence.ACCEPTED) {
            return new SealVerdict(true, stored, "carries the seal %s, and was recorded so".formatted(stored));
        }
        if (evidence == Evidence.LEDGER || stored.equals(Score.NONE) || distance(stored, expected) <= DAMAGED_BITS) {
            return new SealVerdict(true, expected, "the last twenty bytes, its seal, were damaged and are set right");
        }
        return new SealVerdict(true, stored, ("carries the seal %s; if it was not recorded so (backup --accept-seal), "
                + "its last twenty bytes are damaged").formatted(stored));
    }

    private static int distance(Score a, Score b) {
        byte[] x = a.toBytes();
        byte[] y = b.toBytes();
        int bits = 0;
        for (int i = 0; i < x.length; i++) {
            bits += Integer.bitCount((x[i] ^ y[i]) & 0xFF);
        }
        return bits;
    }
}
