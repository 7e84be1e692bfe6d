package org.arenavault.venti.vac;

import java.util.Arrays;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * What clients cut off before they store a block, and put back when they read one (venti-protocol 5). A copy
 * of a block never goes through either: its bytes are its name.
 */
public final class ZeroTruncation {

    private ZeroTruncation() {
    }

    /** The bytes to store: without zeros at the end, or without zero scores in a pointer block. */
    public static byte[] truncate(BlockType type, byte[] block) {
        int length = block.length;
        if (type.equals(BlockType.ROOT)) {
            length = Math.min(length, Root.SIZE);
        } else if (type.isPointer()) {
            length -= length % Score.SIZE;
            while (length > 0 && Score.ZERO.matches(block, length - Score.SIZE)) {
                length -= Score.SIZE;
            }
        } else {
            while (length > 0 && block[length - 1] == 0) {
                length--;
            }
        }
        return Arrays.copyOf(block, length);
    }

    /** True if there is nothing but zero bytes, or nothing at all. */
    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
