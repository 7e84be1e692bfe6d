package org.arenavault.venti.vac;

import org.jspecify.annotations.Nullable;

/**
 * Where in a tree a block lies, as far as blocks alone can tell: a stream, which has an entry, and the first of
 * the stream's blocks that are below it.
 *
 * @param entry path of the stream's entry
 * @param psize the stream's pointer block size
 * @param dsize the stream's block size
 * @param block number of the first data or directory block below
 */
record Place(EntryPath entry, int psize, int dsize, long block) {

    /** Slots of directory streams that lead to an entry. Rendered only when somebody wants to know. */
    record EntryPath(@Nullable EntryPath parent, long slot) {

        static final EntryPath TOP = new EntryPath(null, -1);

        EntryPath child(long childSlot) {
            return new EntryPath(this, childSlot);
        }

        @Override
        public String toString() {
            if (parent == null) {
                return "";
            }
            StringBuilder path = new StringBuilder();
            for (EntryPath at = this; at.parent != null; at = at.parent) {
                path.insert(0, "/" + at.slot);
            }
            return path.toString();
        }
    }

    /** The block that a walk begins at. */
    static Place top(int blockSize) {
        return new Place(EntryPath.TOP, blockSize, blockSize, 0);
    }

    /** Block {@code i} of a pointer block of this depth. */
    Place child(int i, int depth) {
        long span = 1;
        for (int level = 1; level < depth; level++) {
            span = saturated(span, Math.max(1, psize / 20));
        }
        long first = saturated(span, i) + block;
        return new Place(entry, psize, dsize, first < 0 ? Long.MAX_VALUE : first);
    }

    /** Number in its stream of entry {@code i} of this directory block. */
    long slot(int i) {
        long slot = saturated(block, entriesPerBlock()) + i;
        return slot < 0 ? Long.MAX_VALUE : slot;
    }

    int entriesPerBlock() {
        return Math.max(1, dsize / Entry.SIZE);
    }

    private static long saturated(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    @Override
    public String toString() {
        String path = entry.toString();
        return path.isEmpty() ? "top" : "entry %s, block %d".formatted(path, block);
    }
}
