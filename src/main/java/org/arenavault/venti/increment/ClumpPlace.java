package org.arenavault.venti.increment;

/**
 * Where a clump of an active arena begins.
 *
 * @param offset bytes from the arena's data start
 * @param ordinal its number in the arena's directory, from 0; {@link #UNKNOWN} behind damage that hides the number
 */
public record ClumpPlace(long offset, long ordinal) {

    /** The number of a clump whose directory entry was not found. */
    public static final long UNKNOWN = -1;

    /** The first clump of an arena. */
    public static final ClumpPlace START = new ClumpPlace(0, 0);

    /** The place behind a clump of {@code length} bytes, header and payload. */
    ClumpPlace behind(int length) {
        return new ClumpPlace(offset + length, ordinal == UNKNOWN ? UNKNOWN : ordinal + 1);
    }
}
