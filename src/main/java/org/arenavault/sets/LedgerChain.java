package org.arenavault.sets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.media.FlatJson;
import org.jspecify.annotations.Nullable;

/**
 * The chain that makes a ledger show its accidents. Each line is a JSON object that ends in
 * {@code ,"sum":"64hex"}}; the sum is the SHA-256 of the sum before it (64 zeros before the first line) followed by
 * the bytes of the line in front of {@code ,"sum"}. Lines are numbered one by one; a ledger that was made anew
 * begins behind the highest number that its discs know.
 */
final class LedgerChain {

    private static final String SUM = ",\"sum\":\"";
    private static final int HEX = 64;
    private static final int SUM_LENGTH = SUM.length() + HEX + 2;

    /** Made for the first line: whoever reads none need not wait for it. */
    private @Nullable MessageDigest sha256;
    private String sum = "0".repeat(HEX);
    private long last;

    /** The chain behind the line of this number, which has this sum. */
    static LedgerChain behind(long last, String sum) {
        LedgerChain chain = new LedgerChain();
        chain.last = last;
        chain.sum = sum;
        return chain;
    }

    /** How a line of this sum ends, with its newline. */
    static byte[] ending(String sum) {
        return (SUM + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The sum of the last line. */
    String sum() {
        return sum;
    }

    /** A chain that has come as far as this one, and goes its own way. */
    LedgerChain copy() {
        LedgerChain copy = new LedgerChain();
        copy.follow(this);
        return copy;
    }

    /** Goes to where another chain is. */
    void follow(LedgerChain other) {
        sum = other.sum;
        last = other.last;
    }

    /** The number of the last line; 0 before the first. */
    long last() {
        return last;
    }

    /**
     * Checks the next line, without its newline, and moves on behind it.
     *
     * @throws CorruptException if it is not the line that was written here
     */
    FlatJson check(String line) throws CorruptException {
        int end = line.length() - SUM_LENGTH;
        if (end < 1 || !line.startsWith(SUM, end) || !line.endsWith("\"}")) {
            throw new CorruptException("does not end in its sum");
        }
        String body = line.substring(0, end);
        String expected = sumOf(body);
        if (!line.substring(end + SUM.length(), line.length() - 2).equals(expected)) {
            throw new CorruptException("is not what was written: its sum does not match");
        }
        FlatJson fields = FlatJson.parse(body + "}");
        long sequence = fields.number("seq");
        if (last == 0 ? sequence == 0 : sequence != last + 1) {
            throw new CorruptException("carries the number %d".formatted(sequence));
        }
        sum = expected;
        last = sequence;
        return fields;
    }

    /** The bytes of the next line, with its number and its newline; moves on behind it. */
    byte[] next(long sequence, FlatJson fields) {
        String text = new FlatJson().put("seq", sequence).putAll(fields).format();
        String body = text.substring(0, text.length() - 1);
        sum = sumOf(body);
        last = sequence;
        return (body + SUM + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    private String sumOf(String body) {
        MessageDigest digest = sha256 == null ? Digests.sha256() : sha256;
        sha256 = digest;
        digest.update(sum.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
    }
}
