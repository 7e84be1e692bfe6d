package org.arenavault.venti.vac;

import java.io.IOException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Where the blocks of a tree go that is being written. */
@FunctionalInterface
public interface BlockSink {

    /**
     * Takes a block, to be stored without the zeros at its end (venti-protocol 5). It need not be durable yet.
     *
     * @param block left alone from now on
     * @return the score of what is stored; {@link Score#ZERO} if nothing is left, and nothing is stored
     * @throws IOException if it cannot be stored
     */
    Score put(BlockType type, byte[] block) throws IOException;
}
