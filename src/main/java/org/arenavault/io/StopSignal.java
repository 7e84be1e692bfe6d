package org.arenavault.io;

import java.io.Closeable;
import java.time.Duration;

/** Whether the operator asked to stop. Long work looks at it between steps that leave a state to continue from. */
@FunctionalInterface
public interface StopSignal {

    /** How long a pause does not look. */
    Duration SLICE = Duration.ofMillis(100);

    /** For work that is never stopped. */
    StopSignal NEVER = () -> false;

    /** True from the moment the operator asked. */
    boolean requested();

    /**
     * Ends the work here if the operator asked for it.
     *
     * @throws CancelledException if stopping was requested
     */
    default void check() throws CancelledException {
        if (requested()) {
            throw new CancelledException("stopped on request");
        }
    }

    /**
     * Lets time pass, as long as the operator does not ask to stop.
     *
     * @throws CancelledException if stopping was requested before or meanwhile
     */
    default void sleep(Clock clock, Duration duration) throws CancelledException {
        check();
        for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minus(SLICE)) {
            clock.sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
            check();
        }
    }

    /**
     * Says that something is in use that must be left in order: a drive, a changer that carries a disc. The program
     * does not end before it is closed, however long a stop has been asked for. Who holds must look at
     * {@link #requested} at all that can take long.
     *
     * @param what it is, for the operator
     */
    default Closeable hold(String what) {
        return () -> { };
    }
}
