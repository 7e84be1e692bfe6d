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
        ProgressLine line = new ProgressLine(what, total, begun);
        AtomicLong told = new AtomicLong(begun);
        return new Stage() {
            @Override
            public void add(long bytes) {
                line.add(bytes);
                long now = clock.nanos();
                long last = told.get();
                if (now - last >= EVERY && told.compareAndSet(last, now)) {
                    terminal.print(line.text(now));
                }
            }

            @Override
            public void detail(String text) {
                line.detail(text);
            }

            @Override
            public void oneX(long bytesPerSecond) {
                line.oneX(bytesPerSecond);
            }

            @Override
            public void close() {
                // its lines stay
            }
        };
    }
}
