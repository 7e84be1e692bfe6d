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
 * @param broken places where the tree is not whole
 * @param oddities what is wrong but hides no block: entries that no reader would accept
 */
public record WalkReport(Score score, boolean whole, boolean cutShort, List<Long> blocks, long bytes,
                         long known, Gaps broken, List<String> oddities) {

    /**
     * Places where a tree is not whole.
     *
     * @param count how many there are
     * @param first the first of them
     */
    public record Gaps(long count, List<Gap> first) {

        public Gaps {
            first = List.copyOf(first);
        }
    }

    public WalkReport {
        blocks = List.copyOf(blocks);
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

    /** How many places there are where the tree is not whole. */
    public long gapCount() {
        return broken.count();
    }

    /** The first of these places. */
    public List<Gap> gaps() {
        return broken.first();
    }
}
