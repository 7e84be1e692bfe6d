package org.arenavault.bench;

import java.util.Random;

/** Blocks of 8 KiB, the same ones every time: half of them random, half of words, which a venti compresses. */
final class BenchBlocks {

    private static final int BLOCK = 8192;
    private static final int SEED = 17;

    private final Random random = new Random(SEED);
    private final byte[][] words = new byte[2000][];
    private int made;

    BenchBlocks() {
        for (int i = 0; i < words.length; i++) {
            words[i] = new byte[3 + random.nextInt(8)];
            for (int j = 0; j < words[i].length; j++) {
                words[i][j] = (byte) (j == words[i].length - 1 ? ' ' : 'a' + random.nextInt(26));
            }
        }
    }

    /** The next one, in an array of its own. */
    byte[] next() {
        byte[] block = new byte[BLOCK];
        if (made++ % 2 == 0) {
            random.nextBytes(block);
            return block;
        }
        for (int at = 0; at < BLOCK;) {
            byte[] word = words[random.nextInt(words.length)];
            int length = Math.min(word.length, BLOCK - at);
            System.arraycopy(word, 0, block, at, length);
            at += length;
        }
        return block;
    }
}
