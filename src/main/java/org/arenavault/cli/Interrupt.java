package org.arenavault.cli;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.List;
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
     * Begins to listen. The platform's only way to hear a signal without ending is a class that the compiler warns
     * of, so it is called by name; where it is missing, Ctrl-C ends the program as it always did. A signal that was
     * ignored when the program was started, as Ctrl-C is behind an {@code &} of a script, stays ignored.
     */
    static Interrupt install(PrintStream output) {
        Interrupt interrupt = new Interrupt(output);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> interrupt.hear(method.getName()));
            for (String name : List.of("INT", "TERM")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
            }
        } catch (ReflectiveOperationException e) {
            output.println("Ctrl-C will end the program at once here: " + e);
        }
        return interrupt;
    }

    private Object hear(String method) {
        if (method.equals("handle")) {
            if (asked.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
            output.println();
            output.println("Stopping where the work can be continued; press Ctrl-C again to leave at once.");
        }
        return null;
    }

    @Override
    public boolean requested() {
        return asked.get() > 0;
    }
}
