package org.arenavault.venti.format;

import java.util.Arrays;

/**
 * Compresses a block with Whack candidate by candidate, each looked at from its first byte: slow, and easy to compare
 * with the text. What {@link WhackEncoder} writes at speed is held against this.
 */
final class PlainWhackEncoder {

    private static final int HASH_BITS = 12;
    private static final int CANDIDATES = 48;
    private static final int GOOD_ENOUGH = 48;
    private static final int NONE = -1;

    private final int[] newest = new int[1 << HASH_BITS];
    private final int[] older = new int[WhackCodes.WINDOW];

    private byte[] out;
    private int outAt;
    private int outEnd;
    private long pending;
    private int pendingBits;

    /**
     * Compresses {@code length} bytes at {@code from} into {@code output}.
     *
     * @param output at least {@code length} bytes
     * @return the bytes written, always fewer than {@code length}; or -1 if the block does not get shorter and
     *     is to be stored as it is
     */
    int encode(byte[] block, int from, int length, byte[] output) {
        Arrays.fill(newest, NONE);
        out = output;
        outAt = 0;
        outEnd = length - 1;
        pending = 0;
        pendingBits = 0;
        int history = WhackCodes.HISTORY;
        int literals = 0;
        boolean tested = false;
        int at = 0;
        while (at < length) {
            long match = longestMatch(block, from, at, length);
            int matched = (int) (match >>> 32);
            if (matched >= WhackCodes.MIN_MATCH) {
                putLength(matched);
                putOffset((int) match - 1);
                for (int end = at + matched; at < end; at++) {
                    remember(block, from, at, length);
                }
            } else {
                if (!tested && at > length / 2) {
                    tested = true;
                    if (4 * at < 5 * literals) {
                        return -1;
                    }
                }
                int value = block[from + at] & 0xFF;
                putLiteral(value, history);
                history = ((history << 1) | (WhackCodes.isEscape(value) ? 1 : 0)) & WhackCodes.HISTORY;
                literals++;
                remember(block, from, at, length);
                at++;
            }
            if (outAt > outEnd) {
                return -1;
            }
        }
        if (pendingBits > 0) {
            put(0, 8 - pendingBits);
        }
        return outAt > outEnd ? -1 : outAt;
    }

    /** Length in the upper half, distance in the lower; length 0 where there is none. */
    private long longestMatch(byte[] block, int from, int at, int length) {
        int limit = Math.min(length - at, WhackCodes.MAX_MATCH);
        if (limit < WhackCodes.MIN_MATCH) {
            return 0;
        }
        int best = 0;
        int bestDistance = 0;
        int candidate = newest[hash(block, from + at)];
        for (int i = 0; i < CANDIDATES && candidate >= 0 && at - candidate <= WhackCodes.WINDOW; i++) {
            int matched = mismatch(block, from + candidate, from + at, limit);
            if (matched > best) {
                best = matched;
                bestDistance = at - candidate;
                if (best > GOOD_ENOUGH || best == limit) {
                    break;
                }
            }
            int next = older[candidate % WhackCodes.WINDOW];
            if (next >= candidate) {
                break;
            }
            candidate = next;
        }
        return ((long) best << 32) | bestDistance;
    }

    private static int mismatch(byte[] block, int a, int b, int limit) {
        int differs = Arrays.mismatch(block, a, a + limit, block, b, b + limit);
        return differs < 0 ? limit : differs;
    }

    private void remember(byte[] block, int from, int at, int length) {
        if (length - at >= WhackCodes.MIN_MATCH) {
            int hash = hash(block, from + at);
            older[at % WhackCodes.WINDOW] = newest[hash];
            newest[hash] = at;
        }
    }

    private static int hash(byte[] block, int at) {
        int three = ((block[at] & 0xFF) << 16) | ((block[at + 1] & 0xFF) << 8) | (block[at + 2] & 0xFF);
        return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
    }

    private void putLiteral(int value, int history) {
        if (history != 0) {
            put(value, 9);
        } else if (!WhackCodes.isEscape(value)) {
            put(value, 8);
        } else {
            int escaped = (value + 64) & 0xFF;
            put(escaped, escaped < WhackCodes.SHORT_ESCAPES ? 10 : 11);
        }
    }

    private void putLength(int length) {
        if (length < 5) {
            put(length == 3 ? 0b10 : 0b110, length - 1);
            return;
        }
        if (length < 7) {
            put(0b11100 + length - 5, 5);
            return;
        }
        int ones = 4;
        int wider = 0;
        while (length >= WhackCodes.FIRST_LENGTH[wider][ones] + (1 << (ones - 4 + wider))) {
            ones += wider;
            wider ^= 1;
        }
        put((1 << ones) - 1, ones);
        put(wider, 2);
        put(length - WhackCodes.FIRST_LENGTH[wider][ones], ones - 4 + wider);
    }

    private void putOffset(int offset) {
        if (offset < 64) {
            put(offset, 9);
        } else if (offset < 4096) {
            int width = 31 - Integer.numberOfLeadingZeros(offset);
            put(width - 5, 3);
            put(offset - (1 << width), width);
        } else if (offset < 8192) {
            put(0b1110, 4);
            put(offset - 4096, 12);
        } else {
            put(0b1111, 4);
            put(offset - 8192, 13);
        }
    }

    private void put(int value, int width) {
        pending = (pending << width) | value;
        pendingBits += width;
        while (pendingBits >= 8) {
            pendingBits -= 8;
            if (outAt < out.length) {
                out[outAt] = (byte) (pending >>> pendingBits);
            }
            outAt++;
        }
    }
}
