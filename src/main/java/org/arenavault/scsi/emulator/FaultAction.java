package org.arenavault.scsi.emulator;

import java.time.Duration;
import org.arenavault.scsi.SenseData;

/** What an injected fault does: the actions of {@code optical-emulator.md} 9. */
sealed interface FaultAction {

    /** Whether a command that the host gets no answer to was carried out. */
    enum Fate { EXECUTED, LOST, LATER }

    /** What becomes of the drive after its power failed. */
    enum Aftermath { RESET, VANISH }

    /** CHECK CONDITION with this sense; deferred: on the next command that can report it. */
    record Sense(SenseData sense, boolean deferred) implements FaultAction {
    }

    /** A bad spot appears on the medium. */
    record Spoil(Defect defect) implements FaultAction {
    }

    /** Another SCSI status. */
    record Status(int status) implements FaultAction {
    }

    /** No answer in time. */
    record Timeout(Fate fate) implements FaultAction {
    }

    /** The path fails. */
    record PathError(Fate fate) implements FaultAction {
    }

    /** The drive is gone; {@link #FOR_EVER}, or it comes back as a new device. */
    record Vanish(Duration absence) implements FaultAction {

        /** It does not come back. */
        static final Duration FOR_EVER = Duration.ofDays(100_000);
    }

    /**
     * The power fails.
     *
     * @param keepClusters how many buffered clusters still reach the medium
     * @param damage what becomes of the open track; a state without damage leaves it as it is
     */
    record PowerLoss(long keepClusters, TrackState damage, Aftermath aftermath, Duration absence)
            implements FaultAction {
    }

    /** An answer is cut to so many bytes, honestly. */
    record Cut(int bytes) implements FaultAction {
    }

    /** An answer claims to be as long as was asked for. */
    record LyingResidual() implements FaultAction {
    }

    /** The next writable address is wrong: off by {@code value}, or {@code value} itself. */
    record WrongNextWritable(boolean relative, long value) implements FaultAction {
    }

    /** The disc information counts so many tracks. */
    record WrongTrackCount(int tracks) implements FaultAction {
    }

    /** A unit attention is queued. */
    record Attention(int asc, int ascq) implements FaultAction {
    }

    /** Another medium lies in the drive. */
    record Swap(String disc, boolean silent) implements FaultAction {
    }

    /** Long write in progress for so long. */
    record Stuck(Duration time) implements FaultAction {
    }

    /** A quirk is switched. */
    record Switch(String quirk, boolean on) implements FaultAction {
    }

    /** So many spare blocks are left. */
    record Wear(long spareFree) implements FaultAction {
    }
}
