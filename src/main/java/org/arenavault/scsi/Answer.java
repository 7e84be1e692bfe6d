package org.arenavault.scsi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;

/**
 * The part of an answer that counts: no more than was transferred, no more than the answer says of itself (rule T4).
 * What lies behind reads as zero, so that a decoder never sees left-overs and never runs off the end.
 */
final class Answer {

    private final String command;
    private final byte[] bytes;
    private final int length;

    private Answer(String command, byte[] bytes, long length) {
        this.command = command;
        this.bytes = bytes;
        this.length = (int) Math.min(bytes.length, length);
    }

    /** An answer of fixed shape, without a length field. */
    static Answer fixed(String command, byte[] bytes) {
        return new Answer(command, bytes, bytes.length);
    }

    /** An answer whose bytes 0-1 count what follows them. */
    static Answer counted16(String command, byte[] bytes) {
        return new Answer(command, bytes, announced16(bytes));
    }

    /** An answer whose bytes 0-3 count what follows them. */
    static Answer counted32(String command, byte[] bytes) {
        return new Answer(command, bytes, announced32(bytes));
    }

    /** The same bytes, cut at {@code newLength} where that is less. */
    Answer cutAt(long newLength) {
        return new Answer(command, bytes, Math.min(length, newLength));
    }

    /** How long an answer is in all that counts itself in bytes 0-1; 0 if there are no such bytes. */
    static int announced16(byte[] head) {
        return head.length < 2 ? 0 : BigEndian.u16(head, 0) + 2;
    }

    /** How long an answer is in all that counts itself in bytes 0-3; 0 if there are no such bytes. */
    static int announced32(byte[] head) {
        return head.length < 4 ? 0 : (int) Math.min(Integer.MAX_VALUE, BigEndian.u32(head, 0) + 4);
    }

    /** Says that fewer than {@code count} bytes would be of no use. */
    Answer require(int count) throws CorruptException {
        if (length < count) {
            throw useless("%d bytes are there and %d are needed".formatted(length, count));
        }
        return this;
    }

    /** What to throw when the answer makes no sense. */
    CorruptException useless(String why) {
        String start = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, 16));
        return new CorruptException("%s: the answer is unusable, %s (it begins with %s); try again, or another drive"
                .formatted(command, why, start.isEmpty() ? "nothing" : start));
    }

    int length() {
        return length;
    }

    boolean has(long end) {
        return end <= length;
    }

    int u8(int at) {
        return at < length ? bytes[at] & 0xFF : 0;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    int u24(int at) {
        return u8(at) << 16 | u16(at + 1);
    }

    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Four bytes as a signed number: addresses in a lead-in are negative. */
    int s32(int at) {
        return (int) u32(at);
    }

    long u64(int at) {
        return u32(at) << 32 | u32(at + 4);
    }

    boolean bit(int at, int bit) {
        return ((u8(at) >> bit) & 1) == 1;
    }

    /** Bits {@code high} to {@code low} of the byte at {@code at}. */
    int bits(int at, int high, int low) {
        return (u8(at) >> low) & ((1 << (high - low + 1)) - 1);
    }

    /** The bytes from {@code at} on, {@code count} of them or as many as there are. */
    byte[] bytes(int at, int count) {
        int end = (int) Math.min(length, (long) at + count);
        return at >= end ? new byte[0] : Arrays.copyOfRange(bytes, at, end);
    }

    /** Text of at most {@code count} bytes, fit to be shown: see {@link #printable}. */
    String text(int at, int count) {
        return printable(bytes(at, count));
    }

    /** Cuts at the first NUL, puts {@code ?} for whatever is not printable ASCII, drops surrounding blanks. */
    static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
            if (c == 0) {
                break;
            }
            text.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return text.toString().strip();
    }

    /** Puts {@code text} at {@code at}, cut to {@code count} bytes and filled up with blanks. */
    static void putText(byte[] target, int at, int count, String text) {
        Arrays.fill(target, at, at + count, (byte) ' ');
        byte[] ascii = text.getBytes(ISO_8859_1);
        System.arraycopy(ascii, 0, target, at, Math.min(count, ascii.length));
    }

    /** {@code 1 << bit} if {@code set}, else 0: one flag of a byte to be encoded. */
    static int flag(boolean set, int bit) {
        return set ? 1 << bit : 0;
    }
}
