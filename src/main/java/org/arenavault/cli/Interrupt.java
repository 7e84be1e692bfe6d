package org.arenavault.cli;

import java.io.Closeable;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Reason;
import org.arenavault.io.StopSignal;

/**
 * Ctrl-C, SIGTERM, or a terminal that goes away: the work is asked to stop where it can be continued. Work that does
 * not answer in a second waits for something that no signal reaches, a dead peer, a device, a pipe that nobody
 * reads; the program ends without it, as every state on disk allows. So it is gone within two seconds, on a busy
 * machine as well. A drive or changer in use is waited for.
 */
final class Interrupt implements StopSignal {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofSeconds(10);
    private static final long TICK_MILLIS = 20;

    private final PrintStream output;
    private final Runnable leave;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();

    /** Something that must be left in order; each is one of its own, whatever its name. */
    private static final class Hold {

        private final String what;

        Hold(String what) {
            this.what = what;
        }
    }

    /**
     * A signal that nobody gives yet.
     *
     * @param output where the operator is told what happens
     * @param leave ends the program at once
     */
    Interrupt(PrintStream output, Runnable leave) {
        this.output = output;
        this.leave = leave;
    }

    /**
     * Begins to listen. The platform's only way to hear a signal without ending is a class that the compiler warns
     * of, so it is called by name; where it is missing, Ctrl-C ends the program as it always did. A signal that was
     * ignored when the program was started, as Ctrl-C is behind an {@code &} of a script, stays ignored.
     */
    static Interrupt install(PrintStream output) {
        Interrupt interrupt = new Interrupt(output, () -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED));
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            interrupt.hear();
                        }
                        return null;
                    });
            for (String name : List.of("INT", "TERM", "HUP")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
            }
        } catch (ReflectiveOperationException e) {
            output.println("Ctrl-C will end the program at once here: " + Reason.of(e));
        }
        return interrupt;
    }

    /** The operator asks to stop, for the first time or again. */
    void hear() {
        boolean first = asked.incrementAndGet() == 1;
        if (first) {
            // before anything is printed: that can block as well
            Thread watch = new Thread(this::watch, "stop");
            watch.setDaemon(true);
            watch.start();
            output.println();
            output.println("Stopping where the work can be continued; press Ctrl-C again to leave at once.");
        } else if (holds.isEmpty()) {
            leave.run();
        } else {
            sayWhatIsHeld();
        }
    }

    private void watch() {
        long begun = System.nanoTime();
        long next = begun + PATIENCE.toNanos();
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                boolean due = System.nanoTime() >= next;
                if (due && holds.isEmpty()) {
                    tellAside("Stopped without an answer from what the work waited for; start the same command again, "
                            + "it goes on from what is on disk.");
                    leave.run();
                    return;
                }
                if (due) {
                    Thread telling = new Thread(this::sayWhatIsHeld, "stop-waits");
                    telling.setDaemon(true);
                    telling.start();
                    next = System.nanoTime() + REMINDER.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says it if that is possible at once: a terminal may be stuck like anything else. */
    private void tellAside(String line) throws InterruptedException {
        Thread telling = new Thread(() -> output.println(line), "stop-tells");
        telling.setDaemon(true);
        telling.start();
        telling.join(100);
    }

    private void sayWhatIsHeld() {
        List<String> names = holds.stream().map(hold -> hold.what).distinct().toList();
        if (!names.isEmpty()) {
            output.printf("Stopping; waiting until %s can be left in order.%n", String.join(" and ", names));
        }
    }

    @Override
    public boolean requested() {
        return asked.get() > 0;
    }

    @Override
    public Closeable hold(String what) {
        Hold hold = new Hold(what);
        holds.add(hold);
        return () -> holds.remove(hold);
    }
}
