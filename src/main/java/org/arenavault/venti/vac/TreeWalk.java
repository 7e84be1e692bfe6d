package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Tells whether everything below a block is there (venti-protocol 14, levels 1 and 2).
 *
 * <p>Each block of directories and pointers is looked at once, however often it is named, and what has been found
 * out about it holds for the later walks of the same instance: the newest whole root among many costs little more
 * than one walk. Memory is bounded: by the options for what is remembered, and for what is under way by the
 * depth of the tree, at most {@value TreePass#MAX_DEPTH} blocks of 64 KiB. A tree that (against all odds) contained
 * itself would end the walk as not whole.
 *
 * <p>One walk at a time an instance.
 */
public final class TreeWalk {

    private final BlockSource source;
    private final WalkOptions options;
    private final Progress progress;
    private final StopSignal stop;
    private final SubtreeTable subtrees;
    private final LeafCache leaves;

    /** A walk over what this source has; nothing is known of it yet. */
    public TreeWalk(BlockSource source, WalkOptions options, Progress progress, StopSignal stop) {
        this.source = source;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.subtrees = new SubtreeTable(options.memory() / 4 * 3);
        this.leaves = new LeafCache(options.memory() / 4);
    }

    /**
     * Walks the tree of a root, without the roots before it.
     *
     * @throws IOException if the source fails, which says nothing of the tree
     */
    public WalkReport walk(Score root) throws IOException {
        return walk(root, BlockType.ROOT);
    }

    /**
     * Walks what is below any block.
     *
     * @throws IOException if the source fails, which says nothing of the tree
     */
    public WalkReport walk(Score score, BlockType type) throws IOException {
        try (Progress.Stage stage = progress.begin("walking tree", 0)) {
            return new TreePass(source, options, subtrees, leaves, stage, stop).run(score, type);
        }
    }

    /**
     * Walks the tree of a root and those of the roots before it.
     *
     * @param limit the most roots to walk
     * @return a report for each, the given one first; where a root block is missing its report is the last
     * @throws IOException if the source fails, which says nothing of the trees
     */
    public List<WalkReport> walkChain(Score newest, int limit) throws IOException {
        List<WalkReport> reports = new ArrayList<>();
        Set<Score> seen = new HashSet<>();
        Score at = newest;
        while (!at.isEmptyBlock() && reports.size() < limit && seen.add(at)) {
            WalkReport report = walk(at);
            reports.add(report);
            Optional<byte[]> block = source.read(at, BlockType.ROOT);
            boolean readable = block.isPresent()
                    && report.gaps().stream().noneMatch(gap -> gap.type().equals(BlockType.ROOT));
            at = readable ? Root.decode(block.get(), "root").prev() : Score.ZERO;
        }
        return reports;
    }
}
