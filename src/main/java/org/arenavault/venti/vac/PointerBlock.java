package org.arenavault.venti.vac;

import java.util.Arrays;
import org.arenavault.venti.format.Score;

/** A block that consists of scores. It may have lost zero scores at its end (venti-protocol 5). */
final class PointerBlock {

    private final byte[] block;

    PointerBlock(byte[] block) {
        this.block = block;
    }

    /** Scores that are there; what does not make up a whole one is no part of the block. */
    int count() {
        return block.length / Score.SIZE;
    }

    /** Score {@code i}; the zero score where the block ends before it. */
    Score score(long i) {
        if (i >= count()) {
            return Score.ZERO;
        }
        int at = (int) i * Score.SIZE;
        return Score.of(Arrays.copyOfRange(block, at, at + Score.SIZE));
    }
}
