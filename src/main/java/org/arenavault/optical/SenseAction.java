package org.arenavault.optical;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What to do about a sense: something before the same command is issued again, or a {@link ReplyMeaning}. */
sealed interface SenseAction permits SenseAction.Wait, SenseAction.Poll, SenseAction.Again, ReplyMeaning {

    /** Who does it, for one command. */
    interface Performer {

        /** Waits, or goes over to what is to be done next. */
        Optional<ReplyMeaning> await(Wait wait) throws IOException;

        /** Waits until the operation under way is at its end. */
        Optional<ReplyMeaning> poll() throws IOException;

        /** Takes a step, or goes over to what is to be done next. */
        Optional<ReplyMeaning> again(Again again) throws IOException;
    }

    /** Does it; empty if the command is to be issued again. */
    Optional<ReplyMeaning> by(Performer performer) throws IOException;

    /**
     * Issue the identical command again after a while.
     *
     * @param backoff how long a while
     * @param limit how long in all, from the first such answer
     * @param then what to do once that has passed
     */
    record Wait(Backoff backoff, Duration limit, SenseAction then) implements SenseAction {

        @Override
        public Optional<ReplyMeaning> by(Performer performer) throws IOException {
            return performer.await(this);
        }
    }

    /** Issue it again as long as the operation under way may take (3.3). */
    record Poll() implements SenseAction {

        @Override
        public Optional<ReplyMeaning> by(Performer performer) throws IOException {
            return performer.poll();
        }
    }

    /**
     * Take a step, then issue the identical command again.
     *
     * @param step what might help
     * @param times how often
     * @param then what to do if it did not
     */
    record Again(Step step, int times, SenseAction then) implements SenseAction {

        @Override
        public Optional<ReplyMeaning> by(Performer performer) throws IOException {
            return performer.again(this);
        }
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
        return new Again(Step.REPEAT, 16, ReplyMeaning.STOP);
    }
}
