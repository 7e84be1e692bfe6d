package org.arenavault.io;

/** Whether the operator asked to stop. Long work looks at it between steps that leave a state to continue from. */
@FunctionalInterface
public interface StopSignal {

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
}
