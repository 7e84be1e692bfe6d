package org.arenavault.parity;

import java.nio.ByteBuffer;
import org.arenavault.io.UnitSums;

/** Fills units up. */
final class Zeros {

    private static final byte[] UNIT = new byte[UnitSums.UNIT];

    private Zeros() {
    }

    /** Puts zeros at [{@code from}, {@code to}), less than a unit; position and limit of the buffer do not matter. */
    static void fill(ByteBuffer bytes, int from, int to) {
        bytes.duplicate().clear().put(from, UNIT, 0, to - from);
    }
}
