package org.arenavault.venti.vac;

import java.util.List;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * What a walk found below one block.
 *
 * @param score the block it began at
 * @param whole true if the block and everything below it is there
 * @param cutShort true if the walk ended early, at its limit of gaps
 * @param blocks blocks seen for the first time, by the number of their type (0 to 16)
 * @param bytes how much of them was read
 * @param known subtrees that were passed over because they had been seen before
 * @param gapCount places where the tree is not whole
 * @param gaps the first of them
 * @param oddities what is wrong but hides no block: entries that no reader would accept
 */
public record WalkReport(Score score, boolean whole, boolean cutShort, List<Long> blocks, long bytes,
                         long known, long gapCount, List<Gap> gaps, List<String> oddities) {

    public WalkReport {
        blocks = List.copyOf(blocks);
        gaps = List.copyOf(gaps);
        oddities = List.copyOf(oddities);
    }

    /** Blocks of all types that were seen for the first time. */
    public long totalBlocks() {
        return blocks.stream().mapToLong(Long::longValue).sum();
    }

    /** Blocks of this type that were seen for the first time. */
    public long blocks(BlockType type) {
        return blocks.get(type.number());
    }
}
