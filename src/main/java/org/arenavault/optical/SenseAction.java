package org.arenavault.optical;

import java.time.Duration;

/** What to do about a sense: something before the same command is issued again, or a {@link Verdict}. */
sealed interface SenseAction permits SenseAction.Wait, SenseAction.Poll, SenseAction.Again, Verdict {

    /**
     * Issue the identical command again after a while.
     *
     * @param backoff how long a while
     * @param limit how long in all, from the first such answer
     * @param then what to do once that has passed
     */
    record Wait(Backoff backoff, Duration limit, SenseAction then) implements SenseAction {
    }

    /** Issue it again as long as the operation under way may take (3.3). */
    record Poll() implements SenseAction {
    }

    /**
     * Take a step, then issue the identical command again.
     *
     * @param step what might help
     * @param times how often
     * @param then what to do if it did not
     */
    record Again(Step step, int times, SenseAction then) implements SenseAction {
    }

    /** What might help. */
    enum Step {
        /** Nothing but the repetition. */
        REPEAT,
        /** A rest. */
        REST,
        /** START STOP UNIT: spin up. */
        START,
        /** PREVENT ALLOW MEDIUM REMOVAL: allow. */
        ALLOW_REMOVAL,
        /** SYNCHRONIZE CACHE. */
        SYNCHRONIZE
    }

    /** Issue it again at once, a few times at the most. */
    static SenseAction reissue() {
        return new Again(Step.REPEAT, 16, Verdict.STOP);
    }
}
