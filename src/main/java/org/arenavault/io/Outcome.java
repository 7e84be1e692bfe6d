package org.arenavault.io;

/**
 * How much of what was asked of a command is done. Its exit code is computed from this alone: what is neither done nor
 * waits for a disc is a failure, whatever became of it.
 *
 * @param asked how many things were asked for
 * @param done how many of them are done
 * @param waiting how many of the others need nothing but a disc that somebody inserts
 */
public record Outcome(long asked, long done, long waiting) {

    /** Nothing was asked for. */
    public static final Outcome NOTHING = new Outcome(0, 0, 0);

    public Outcome {
        if (done < 0 || waiting < 0 || done + waiting > asked) {
            throw new IllegalArgumentException("%d done and %d waiting of %d".formatted(done, waiting, asked));
        }
    }

    /** One thing, which is done or is not. */
    public static Outcome of(boolean whole) {
        return new Outcome(1, whole ? 1 : 0, 0);
    }

    /** So many things, of which these are not done. */
    public static Outcome of(long asked, long undone) {
        return new Outcome(asked, asked - undone, 0);
    }

    /** So many things that wait for discs. */
    public static Outcome waitingFor(long things) {
        return new Outcome(things, 0, things);
    }

    /** The same with what else was asked. */
    public Outcome and(Outcome other) {
        return new Outcome(asked + other.asked, done + other.done, waiting + other.waiting);
    }

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return done == asked;
    }

    /** Whether all that is left needs nothing but discs. */
    public boolean isWaiting() {
        return !isDone() && done + waiting == asked;
    }
}
