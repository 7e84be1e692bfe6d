package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.function.Consumer;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** The blocks that one block names, in order; empty blocks are passed over. */
final class ChildBlocks {

    private final BlockType type;
    private final byte[] block;
    private final Place place;
    private final int count;
    private final Consumer<String> oddities;
    private int next;
    private Score score = Score.ZERO;
    private BlockType childType = BlockType.DATA;
    private Place childPlace;

    /**
     * Starts before the first.
     *
     * @param oddities told of entries that no reader would accept
     * @throws CorruptException if the block is a root that cannot be decoded
     */
    ChildBlocks(BlockType type, byte[] block, Place place, Consumer<String> oddities) throws IOException {
        this.type = type;
        this.block = block;
        this.place = place;
        this.childPlace = place;
        this.oddities = oddities;
        if (type.equals(BlockType.ROOT)) {
            Root root = Root.decode(block, "root");
            score = root.score();
            childPlace = Place.top(root.blockSize());
            count = 1;
        } else if (type.equals(BlockType.DIRECTORY)) {
            count = Math.min((block.length + Entry.SIZE - 1) / Entry.SIZE, place.entriesPerBlock());
        } else {
            count = type.isPointer() ? block.length / Score.SIZE : 0;
        }
    }

    /** Moves to the next; false behind the last. */
    boolean next() {
        while (next < count) {
            int i = next++;
            boolean there = type.isPointer() ? pointer(i) : type.equals(BlockType.ROOT) ? root() : entry(i);
            if (there && !score.isEmptyBlock()) {
                return true;
            }
        }
        return false;
    }

    private boolean root() {
        childType = BlockType.DIRECTORY;
        return true;
    }

    private boolean pointer(int i) {
        score = new PointerBlock(block).score(i);
        childType = BlockType.ofTree(type.isDirectoryTree(), type.depth() - 1);
        childPlace = place.child(i, type.depth());
        return true;
    }

    private boolean entry(int i) {
        try {
            Entry entry = Entry.decode(block, i, place.toString());
            score = entry.score();
            childType = entry.type();
            childPlace = new Place(place.entry().child(place.slot(i)), entry.psize(), entry.dsize(), 0);
            return entry.isActive();
        } catch (CorruptException e) {
            oddities.accept(e.getMessage());
            return false;
        }
    }

    /** Score of the block moved to. */
    Score score() {
        return score;
    }

    /** Its type. */
    BlockType type() {
        return childType;
    }

    /** Where it lies. */
    Place place() {
        return childPlace;
    }
}
