package org.arenavault.restore;

import java.io.IOException;
import java.util.List;
import org.arenavault.fossil.ResetTree;
import org.arenavault.io.World;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.KnownSubtrees;
import org.arenavault.venti.vac.TreeWalk;
import org.arenavault.venti.vac.WalkOptions;
import org.arenavault.venti.vac.WalkReport;

/** Walks the trees of roots, until one is whole. */
public final class RootWalk {

    /** So many missing blocks are enough to know that a tree is broken. */
    private static final int MOST_GAPS = 100;

    private final BlockSource blocks;
    private final WalkOptions options;
    private final World world;

    /**
     * A walk.
     *
     * @param threads that read from {@code blocks} at the same time
     * @param data whether blocks of data are as good as read where they are found
     */
    public RootWalk(BlockSource blocks, int threads, WalkOptions.Data data, World world) {
        this.blocks = blocks;
        this.options = new WalkOptions(threads, data, WalkOptions.STRUCTURE.memory(), MOST_GAPS, KnownSubtrees.NONE);
        this.world = world;
    }

    /**
     * Walks them in their order.
     *
     * @param walked is given what was found of each, as soon as that is known
     */
    public void walk(List<FoundRoot> newestFirst, List<RootsReport.Walked> walked) throws IOException {
        TreeWalk walk = new TreeWalk(blocks, options, world.progress(), world.stop());
        for (FoundRoot root : newestFirst) {
            WalkReport report = walk.walk(root.score());
            walked.add(new RootsReport.Walked(root, report,
                    report.whole() && ResetTree.isPossible(blocks, root.score(), world.stop())));
            if (report.whole()) {
                return;
            }
        }
    }
}
