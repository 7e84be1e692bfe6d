package org.arenavault.venti.vac;

import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Subtrees of which somebody remembers that all their blocks are there, so that a walk passes them over.
 * Called by one thread at a time.
 */
public interface KnownSubtrees {

    /** Nothing is known, nothing is learned. */
    KnownSubtrees NONE = new KnownSubtrees() {
        @Override
        public boolean isComplete(Score score, BlockType type) {
            return false;
        }

        @Override
        public void learn(Score score, BlockType type) {
            // nobody remembers
        }
    };

    /** True if this block and everything below it was there. */
    boolean isComplete(Score score, BlockType type);

    /** The walk has seen this block, which is none of data, and everything below it. */
    void learn(Score score, BlockType type);
}
