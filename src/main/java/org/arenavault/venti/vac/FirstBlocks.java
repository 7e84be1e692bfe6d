package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * The first blocks of data of a file, by their scores. Holes have none.
 *
 * @param scores of the blocks, in their order
 * @param all whether the file has no others
 */
public record FirstBlocks(List<Score> scores, boolean all) {

    /** Pointer blocks that are read at the most: a tree of them may have no data. */
    private static final int MOST_READ = 256;

    public FirstBlocks {
        scores = List.copyOf(scores);
    }

    /** Those of a file; pointer blocks that are not there are passed over. */
    public static FirstBlocks of(BlockSource source, Entry entry, int most) throws IOException {
        Reading reading = new Reading(source, most);
        reading.below(entry.score(), entry.depth());
        return new FirstBlocks(reading.scores, !reading.cut);
    }

    private static final class Reading {

        private final BlockSource source;
        private final int most;
        private final List<Score> scores = new ArrayList<>();
        private int read;
        private boolean cut;

        Reading(BlockSource source, int most) {
            this.source = source;
            this.most = most;
        }

        void below(Score score, int depth) throws IOException {
            if (score.isEmptyBlock() || cut) {
                return;
            }
            if (depth == 0) {
                cut = scores.size() == most;
                if (!cut) {
                    scores.add(score);
                }
                return;
            }
            cut = read++ == MOST_READ;
            Optional<byte[]> block = cut ? Optional.empty() : source.read(score, BlockType.ofTree(false, depth));
            if (block.isPresent()) {
                PointerBlock pointers = new PointerBlock(block.get());
                for (int i = 0; i < pointers.count() && !cut; i++) {
                    below(pointers.score(i), depth - 1);
                }
            }
        }
    }
}
