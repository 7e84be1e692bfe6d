package org.arenavault.venti.vac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** A block that a walk is about to read, or whose children it is going through. Guarded by the walk's lock. */
final class WalkNode {

    final Score score;
    final BlockType type;
    final Place place;
    final int depth;
    /** Those that must know what comes out here: the block it was reached from, and others that name it as well. */
    final List<WalkNode> parents = new ArrayList<>(1);
    /** Empty until the block has been read. */
    Optional<ChildBlocks> children = Optional.empty();
    /** Children that were handed out, or are waited for, and are not done. */
    int pending;
    /** No further child will be handed out. */
    boolean exhausted;
    boolean incomplete;
    boolean finished;

    WalkNode(Score score, BlockType type, Place place, int depth) {
        this.score = score;
        this.type = type;
        this.place = place;
        this.depth = depth;
    }

    boolean isData() {
        return type.equals(BlockType.DATA);
    }

    boolean isReadyToFinish() {
        return exhausted && pending == 0 && !finished;
    }

    /** What tells it from all others. */
    Key key() {
        return new Key(score, type);
    }

    /** Identity of a block in a tree; unlike on disk, pointers to data and to directories differ. */
    record Key(Score score, BlockType type) {
    }
}
