package org.arenavault.history;

import java.io.IOException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.BlockSink;

/** A venti that takes a history. */
public interface HistoryTarget extends BlockSource, BlockSink {

    /**
     * Makes durable what was put.
     *
     * @throws IOException if a block was refused since the last sync, or cannot be made durable
     */
    void sync() throws IOException;

    /** Blocks that were sent since it was opened; what had been sent before is not sent again. */
    long blocksSent();
}
