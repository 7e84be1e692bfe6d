package org.arenavault.venti.vac;

import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * A place where a tree is not whole.
 *
 * @param reason what is wrong with the block
 * @param where which block of which entry it is: {@code entry /0/17, block 345}; the entry's path counts the
 *     slots of the directory streams that lead to it
 */
public record Gap(Reason reason, Score score, BlockType type, String where) {

    /** What is wrong with the block. */
    public enum Reason {
        /** The source has no sound copy of it. */
        MISSING("is missing"),
        /** Something below it is missing, as an earlier part of the walk has found. */
        INCOMPLETE("lacks blocks named before"),
        /** It is there, but is not what its type says, so that nothing can be told of what should be below it. */
        MALFORMED("cannot be understood"),
        /** It lies deeper than any archive goes. */
        TOO_DEEP("lies too deep");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /** For a report. */
    @Override
    public String toString() {
        return "%s: %s block %s %s".formatted(where, type, shown(score, type), reason.text);
    }

    /** A score as it may be shown to anybody: that of a root opens everything. */
    static String shown(Score score, BlockType type) {
        return type.equals(BlockType.ROOT) ? score.hint() + "..." : score.toString();
    }
}
