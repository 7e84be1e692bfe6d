package org.arenavault.mirror;

import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.VentiClient;

/**
 * All that is needed to send blocks to one target.
 *
 * @param name its address
 * @param client the connection
 * @param state what is kept on disk of it
 * @param options how the mirror behaves
 * @param throttles that every block passes
 * @param alternates where a block may be had that the source cannot read
 * @param observers who is told what happens
 * @param stop whether the operator asked to stop
 */
record Target(String name, VentiClient client, TargetState state, MirrorOptions options,
              List<Throttle> throttles, AlternateSources alternates, Observers observers, StopSignal stop) {

    /**
     * Who is told what happens.
     *
     * @param tally what happened so far
     * @param stage where progress is shown
     */
    record Observers(MirrorTally tally, Progress.Stage stage) {
    }

    /** What happened so far. */
    MirrorTally tally() {
        return observers.tally();
    }

    /** Waits until a block may be sent. */
    void throttle(int bytes) throws CancelledException {
        for (Throttle throttle : throttles) {
            throttle.spend(bytes);
        }
    }

    /** The block from another place. */
    Optional<byte[]> rescue(Score score, BlockType type) throws CancelledException {
        return alternates.find(name, score, type);
    }
}
