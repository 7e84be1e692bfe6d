package org.arenavault.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Lives through random histories of a site on all cores until time is up; {@code scripts/soak} starts it. */
public final class Soak {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 30;
    private static final long NANOS_A_MINUTE = 60_000_000_000L;

    private final Path work;
    private final Path reports;
    private final long end;
    private final AtomicLong next;
    private final AtomicLong lived = new AtomicLong();
    private final List<Long> failed = new ArrayList<>();

    private Soak(Path work, Path reports, long end, long first) {
        this.work = work;
        this.reports = reports;
        this.end = end;
        this.next = new AtomicLong(first);
    }

    /**
     * Lives through histories.
     *
     * @param args a folder to work in, one for what was found, minutes, and the first seed if it is to be chosen;
     *     0 minutes are one history
     */
    public static void main(String[] args) throws Exception {
        double minutes = Double.parseDouble(args[2]);
        long first = args.length > 3 ? Long.parseLong(args[3]) : new Random().nextInt(1_000_000_000);
        Files.createDirectories(Path.of(args[1]));
        System.out.printf("soak: seeds from %d%n", first);
        Soak soak = new Soak(Path.of(args[0]), Path.of(args[1]), System.nanoTime() + (long) (minutes * NANOS_A_MINUTE),
                first);
        int workers = minutes > 0 ? Runtime.getRuntime().availableProcessors() : 1;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(soak::work, "histories " + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf("soak: %d histories, %d failed%s%n", soak.lived.get(), soak.failed.size(),
                soak.failed.isEmpty() ? "" : ", seeds " + soak.failed);
        System.exit(soak.failed.isEmpty() ? 0 : 1);
    }

    private void work() {
        do {
            long seed = next.getAndIncrement();
            live(seed);
            long count = lived.incrementAndGet();
            if (count % 50 == 0) {
                System.out.printf("soak: %d histories, %d failed%n", count, failed.size());
            }
        } while (System.nanoTime() < end);
    }

    private void live(long seed) {
        try {
            SiteHistoriesTest.live(work.resolve("site" + seed), seed, steps(seed));
        } catch (IOException | AssertionError e) {
            Path report = reports.resolve("history-" + seed + ".txt");
            synchronized (failed) {
                failed.add(seed);
                String words = String.valueOf(e.getMessage());
                System.out.printf("soak: %s%n      see %s, repeat it with: scripts/soak 0 %d%n",
                        words.lines().findFirst().orElse(words), report, seed);
                write(report, words);
            }
        }
    }

    /** How long a history is; the same for the same seed. */
    private static int steps(long seed) {
        return SHORTEST + new Random(seed).nextInt(LONGEST - SHORTEST);
    }

    private static void write(Path report, String words) {
        try {
            Files.writeString(report, words);
        } catch (IOException e) {
            System.out.println("soak: " + e);
        }
    }
}
