package org.arenavault.copy;

import org.arenavault.io.CorruptException;

/**
 * All that is kept of a copy, without its digests.
 *
 * @param plan what is copied where
 * @param state how far it is
 */
public record CopyRecord(CopyPlan plan, CopyState state) {

    CopyRecord with(CopyState other) {
        return new CopyRecord(plan, other);
    }

    /** The same, if its numbers agree with each other. */
    CopyRecord checked(String where) throws CorruptException {
        ByteRange range = plan.range();
        boolean inside = state.position() >= range.start() && state.position() <= range.end()
                && state.verified() >= range.start() && state.verified() <= state.position();
        boolean whole = state.position() == range.end()
                || (state.position() - range.start()) % CopyExtents.SIZE == 0;
        if (!inside || !whole) {
            throw new CorruptException("%s: is at byte %d, verified to byte %d, of bytes %s"
                    .formatted(where, state.position(), state.verified(), range));
        }
        return this;
    }

    /** True if all of it was read back and found right. */
    public boolean isVerified() {
        return state.status() == CopyStatus.DONE && state.verified() == plan.range().end()
                && state.damaged().isEmpty();
    }
}
