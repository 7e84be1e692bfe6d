package org.arenavault.parity;

import java.nio.ByteBuffer;
import org.arenavault.io.UnitSums;

/** Zeros in units. */
final class Zeros {

    private static final byte[] UNIT = new byte[UnitSums.UNIT];

    private Zeros() {
    }

    /** Whether the unit that {@code bytes} holds from {@code at} on is nothing but zeros. */
    static boolean fills(ByteBuffer bytes, int at) {
        return bytes.slice(at, UnitSums.UNIT).equals(ByteBuffer.wrap(UNIT));
    }

    /** Puts zeros at [{@code from}, {@code to}), less than a unit; position and limit of the buffer do not matter. */
    static void fill(ByteBuffer bytes, int from, int to) {
        bytes.duplicate().clear().put(from, UNIT, 0, to - from);
    }
}
