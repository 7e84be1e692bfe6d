package org.arenavault.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.StopSignal;

/** Ctrl-C, or SIGTERM: once asks the work to stop where it can be continued, twice leaves at once. */
final class Interrupt implements StopSignal {

    private final PrintStream output;
    private final AtomicInteger asked = new AtomicInteger();

    private Interrupt(PrintStream output) {
        this.output = output;
    }

    /**
     * Begins to listen. A signal that was ignored when the program was started, as Ctrl-C is behind an {@code &} of a
     * script, stays ignored. Where this Java has no way to hear signals, they end the program as they always did.
     */
    @SuppressWarnings("sunapi") // the platform's only way to hear a signal without ending; the compiler warns of it
    static Interrupt install(PrintStream output) {
        Interrupt interrupt = new Interrupt(output);
        try {
            sun.misc.Signal.handle(new sun.misc.Signal("INT"), signal -> interrupt.hear());
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), signal -> interrupt.hear());
        } catch (LinkageError | IllegalArgumentException e) {
            output.println("Ctrl-C will end the program at once here: " + e);
        }
        return interrupt;
    }

    private void hear() {
        if (asked.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        output.println();
        output.println("Stopping where the work can be continued; press Ctrl-C again to leave at once.");
    }

    @Override
    public boolean requested() {
        return asked.get() > 0;
    }
}
