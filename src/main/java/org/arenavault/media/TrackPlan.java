package org.arenavault.media;

import java.util.Optional;
import org.arenavault.io.OperatorNeededException;

/**
 * A track that is to be written.
 *
 * @param label what it will say of itself: disc, number, start, contents
 * @param blocks its length, as {@link Medium#blocksFor} gave it
 */
public record TrackPlan(AnyLabel label, long blocks) {

    /**
     * Makes sure that it is written on the disc that it is for.
     *
     * @param there what the disc's own label says
     * @throws OperatorNeededException if that is another one, or none
     */
    void requireDisc(Optional<DiscIdentity> there, String drive) throws OperatorNeededException {
        if (!there.equals(Optional.of(label.disc()))) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: its label says %s, not %s; nothing was written".formatted(drive,
                            there.map(DiscIdentity::label).orElse("nothing"), label.disc().label()));
        }
    }

    /** Its number. */
    public int number() {
        return label.track();
    }

    /** Where it starts, blocks. */
    public long lba() {
        return label.lba();
    }

    /** Bytes of its contents. */
    public long contents() {
        return label.content().size();
    }
}
