package org.arenavault.mirror;

/**
 * How many blocks a target has of all that is sent to it, whichever run brought them: the same whether it was
 * interrupted or not.
 *
 * @param earlierSentBlocks blocks that earlier runs sent, and saw there
 * @param earlierPresentBlocks blocks that earlier runs found there
 * @param blocks all that are there now, as far as it is proved
 */
public record SentTotals(long earlierSentBlocks, long earlierPresentBlocks, long blocks) {

    /** All of earlier runs. */
    public long earlierBlocks() {
        return earlierSentBlocks + earlierPresentBlocks;
    }
}
