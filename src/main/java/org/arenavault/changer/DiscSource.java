package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.media.Medium;

/**
 * Presents discs, one after the other, to a {@link DiscSearch}. A source cannot tell discs apart; whoever searches
 * looks at each, closes it, and says why it is not the one. No disc is presented twice in a search by a source that
 * changes discs itself.
 */
public interface DiscSource extends Closeable {

    /**
     * Begins a search: presents what lies in the drive, else the first candidate. Every disc has its chance again.
     *
     * @return empty if any disc was wanted, or one at hand, and there is none
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    Optional<Medium> first(DiscRequest request) throws IOException;

    /**
     * Goes on with the search: presents the next candidate.
     *
     * @param reason why the candidate before was not it, or what has become of it, for the operator to read
     * @return empty if any disc was wanted, or one at hand, and there are no more
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    Optional<Medium> another(DiscRequest request, String reason) throws IOException;

    /**
     * Whether the disc presented last lay there already, so that nobody put it in for this: a blank one may be meant
     * for something else.
     */
    default boolean isUnasked() {
        return false;
    }

    /** Whether somebody takes discs out by hand, one after the other. */
    default boolean isByHand() {
        return false;
    }

    /**
     * Says that the work with the disc presented last is done: it may be carried away, now or when the next one is
     * wanted. To be said as soon as that is known; without it the disc stays where it is if no other is wanted.
     *
     * @param label what is to be written on it
     */
    default void release(String label) throws IOException {
        // where a disc lies is its operator's matter
    }

    /**
     * Says that the disc presented last has failed: it is carried away as {@link #release} says, to where bad discs go.
     *
     * @param label what is to be written on it
     * @return where that is, for the records; empty if it stays with the operator
     */
    default String discard(String label) throws IOException {
        return "";
    }
}
