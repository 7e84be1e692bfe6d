package org.arenavault.venti.format;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A stream of Whack that a test puts together token by token, out of the table in venti-format 5.1. */
final class WhackStream {

    /** Width, base, first length and count of each class of length codes. */
    private static final int[][] LENGTHS = {
        {2, 0x2, 3, 1}, {3, 0x6, 4, 1}, {5, 0x1C, 5, 2}, {6, 0x3C, 7, 1}, {7, 0x7A, 8, 2}, {8, 0xF8, 10, 2},
        {9, 0x1F4, 12, 4}, {10, 0x3F0, 16, 4}, {11, 0x7E8, 20, 8}, {12, 0xFE0, 28, 8}, {13, 0x1FD0, 36, 16},
        {14, 0x3FC0, 52, 16}, {15, 0x7FA0, 68, 32}, {16, 0xFF80, 100, 32}, {17, 0x1FF40, 132, 64},
        {18, 0x3FF00, 196, 64}, {19, 0x7FE80, 260, 128}, {20, 0xFFE00, 388, 128}, {21, 0x1FFD00, 516, 256},
        {22, 0x3FFC00, 772, 256}, {23, 0x7FFA00, 1028, 512}, {24, 0xFFF800, 1540, 512},
    };

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int pending;
    private int pendingBits;
    private int plain;

    /** A literal, in the code that is due. */
    WhackStream literal(int value) {
        boolean escape = value < 32 || value > 127;
        int escaped = value + 64 & 0xFF;
        if (plain < 4) {
            put(value, 9);
        } else if (!escape) {
            put(value, 8);
        } else {
            put(escaped, escaped < 96 ? 10 : 11);
        }
        plain = escape ? 0 : Math.min(plain + 1, 4);
        block.write(value);
        return this;
    }

    /** A match, legal or not. */
    WhackStream match(int length, int distance) {
        int[] code = Arrays.stream(LENGTHS).filter(row -> length < row[2] + row[3]).findFirst().orElseThrow();
        put(code[1] + length - code[2], code[0]);
        int offset = distance - 1;
        if (offset < 64) {
            put(offset, 9);
        } else if (offset < 4096) {
            int octave = 31 - Integer.numberOfLeadingZeros(offset);
            put(octave - 5, 3);
            put(offset - (1 << octave), octave);
        } else {
            put(offset < 8192 ? 0b1110 : 0b1111, 4);
            put(offset - (offset < 8192 ? 4096 : 8192), offset < 8192 ? 12 : 13);
        }
        int size = block.size();
        if (distance <= size) {
            byte[] longer = Arrays.copyOf(block.toByteArray(), size + length);
            for (int i = size; i < longer.length; i++) {
                longer[i] = longer[i - distance];
            }
            block.write(longer, size, length);
        }
        return this;
    }

    /** The bits so far, and zeros to the byte's end. */
    byte[] packed() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(packed.toByteArray());
        if (pendingBits > 0) {
            whole.write(pending << (8 - pendingBits));
        }
        return whole.toByteArray();
    }

    /** What the tokens so far come to. */
    byte[] block() {
        return block.toByteArray();
    }

    void put(int value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            pending = pending << 1 | (value >>> i & 1);
            if (++pendingBits == 8) {
                packed.write(pending);
                pending = 0;
                pendingBits = 0;
            }
        }
    }
}
