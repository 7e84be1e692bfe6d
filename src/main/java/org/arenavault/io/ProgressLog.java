package org.arenavault.io;

import java.util.concurrent.atomic.AtomicLong;

/** Progress where nothing can be redrawn: of what takes long a line a minute. */
public final class ProgressLog implements Progress {

    private static final long EVERY = 60_000_000_000L;

    private final Terminal terminal;
    private final Clock clock;

    /** Lines among those that the operator reads. */
    public ProgressLog(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Stage begin(String what, long total) {
        long begun = clock.nanos();
        AtomicLong told = new AtomicLong(begun);
        return new ProgressLine(what, total, begun) {
            @Override
            void moved() {
                long now = clock.nanos();
                long last = told.get();
                if (now - last >= EVERY && told.compareAndSet(last, now)) {
                    terminal.print(text(now));
                }
            }

            @Override
            public void close() {
                // its lines stay
            }
        };
    }
}
