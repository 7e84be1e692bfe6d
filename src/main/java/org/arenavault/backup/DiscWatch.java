package org.arenavault.backup;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.MediumFaultException.Reach;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Ledger;

/**
 * A disc of the set in a drive, as it was seen last. Whatever happens to the drive: nothing is done to a disc, and
 * nothing said of it, unless a look at it shows that it is still this one.
 */
final class DiscWatch {

    private final Ledger ledger;
    private final int number;
    private final Medium medium;
    private MediumState state;
    /** Whether {@link #state} is of a moment ago. */
    private boolean fresh = true;
    /** Whether anything was given to the drive that it may have put on the disc. While not, any blank is as good. */
    private boolean written;

    DiscWatch(Ledger ledger, int number, Medium medium, MediumState state) {
        this.ledger = ledger;
        this.number = number;
        this.medium = medium;
        this.state = state;
        this.written = !state.tracks().isEmpty();
    }

    /** What the ledger knows of the disc, now. */
    DiscRecord disc() {
        return ledger.state().disc(number).orElseThrow();
    }

    /** What the disc said of itself at the last look. */
    MediumState state() {
        return state;
    }

    /** Whether something may be on the disc. */
    boolean isWritten() {
        return written;
    }

    /** The drive has taken something that is to be on the disc: from now on a blank disc is another one. */
    void nowWritten() {
        written = true;
    }

    /** Something is about to happen to the disc: what was seen of it is out of date. */
    void touch() {
        fresh = false;
    }

    /**
     * Looks at the disc afresh.
     *
     * @param underWay the track that is being written; 0 if none is
     * @throws OperatorNeededException if another disc lies there, and nothing but that is known of it
     */
    void lookAgain(int underWay) throws IOException {
        require(medium.inspect(), underWay, !written);
    }

    /** The same after a fault: once the drive has said that its disc may be another one, no blank is as good. */
    void lookAgain(int underWay, Reach fault) throws IOException {
        require(medium.inspect(), underWay, !written && fault != Reach.CHANGE);
    }

    /** The same where a blank disc proves nothing in any case: something was read. */
    void requireRead(int track) throws IOException {
        require(medium.inspect(), track, false);
    }

    private void require(MediumState now, int underWay, boolean blankWill) throws IOException {
        refuse(new DiscProof(disc(), medium).obstacle(now, underWay, blankWill), underWay);
        accept(now, underWay);
    }

    /** Takes over what was seen after a track was given up: it is refused only if it shows another disc. */
    void givenUp(MediumState now, int track) throws IOException {
        refuse(new DiscProof(disc(), medium).contradiction(now, track), track);
        accept(now, track);
    }

    private void accept(MediumState now, int underWay) throws OperatorNeededException {
        refuse(DiscMatch.otherTracks(disc(), now).map("another copy (%s)"::formatted), underWay);
        state = now;
    }

    private void refuse(Optional<String> other, int underWay) throws OperatorNeededException {
        if (other.isPresent()) {
            String label = disc().identity().label();
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s lies there by now, not %s%s; insert %s and start again".formatted(medium.drive(),
                            other.get(), label, underWay == 0 ? "" : ", whose track %d was begun".formatted(underWay),
                            label));
        }
    }

    /** Looks at the disc before something is written, unless that was done a moment ago. */
    void requireUnchanged() throws IOException {
        if (fresh) {
            fresh = false;
            return;
        }
        lookAgain(0);
        Optional<String> moved = DiscMatch.otherCopy(disc(), state);
        if (moved.isPresent()) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: %s; nothing was written".formatted(medium.drive(), moved.get()));
        }
    }
}
