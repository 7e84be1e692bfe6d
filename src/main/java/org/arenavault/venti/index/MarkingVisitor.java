package org.arenavault.venti.index;

import java.io.IOException;
import org.arenavault.venti.format.ClumpInfo;

/**
 * Marks the score of every clump in a Bloom filter before it hands the clump on. Those of a corrupt type are
 * marked too: the server marks them when it stores them, and the stock {@code checkindex} misses them else.
 */
record MarkingVisitor(BloomBits.Marker marker, ClumpVisitor next) implements ClumpVisitor {

    @Override
    public void clump(FilledArena arena, byte[] directory, int info, long address) throws IOException {
        marker.mark(directory, info + ClumpInfo.SCORE_AT);
        next.clump(arena, directory, info, address);
    }

    @Override
    public void end() throws IOException {
        marker.flush();
        next.end();
    }
}
