package org.arenavault.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The real program, copying a dump from a file server, in processes that are killed (SIGKILL): one after each day it
 * has reported, one somewhere in the midst of each day; then one that may finish, and one that checks.
 *
 * <p>By hand, with the generated dump at its full size: arguments are the number of files, of days, of changes a day, a
 * folder for journals, then {@code --conf VENTI.CONF} or {@code --host HOST}.
 */
final class KilledTransfer {

    /** How a process ends that SIGKILL ended. */
    private static final int KILLED = 128 + 9;

    private final ScriptedHistory dump;
    private final NineServer server;
    private final Path state;
    private final List<String> target;
    private final Random random = new Random(1);
    private int kills;

    /**
     * A transfer.
     *
     * @param state where the program keeps its journal
     * @param target the options that say where to
     */
    KilledTransfer(ScriptedHistory dump, NineServer server, Path state, List<String> target) {
        this.dump = dump;
        this.server = server;
        this.state = state;
        this.target = target;
    }

    public static void main(String... args) throws Exception {
        int days = Integer.parseInt(args[1]);
        ScriptedHistory dump = GeneratedDump.make(5, Integer.parseInt(args[0]), days, Integer.parseInt(args[2]));
        try (NineServer server = new NineServer(dump)) {
            System.out.println(server.source());
            KilledTransfer transfer = new KilledTransfer(dump, server, Path.of(args[3]),
                    List.of(args).subList(4, args.length));
            long begun = System.nanoTime();
            String root = transfer.run();
            System.out.printf("%s after %d kills, %.1f s%n", root, transfer.kills(),
                    (System.nanoTime() - begun) / 1e9);
            begun = System.nanoTime();
            System.out.printf("%s%.1f s%n", transfer.check(), (System.nanoTime() - begun) / 1e9);
        }
    }

    /** How many processes were killed. */
    int kills() {
        return kills;
    }

    /** Returns what the last process had to say of the newest root. */
    String run() throws Exception {
        for (int day = 1; day < dump.days().size(); day++) {
            killInMidDay(day);
            killBehindADay(day);
        }
        return finish();
    }

    private void killInMidDay(int day) throws Exception {
        // a day has no fewer opens: each of its directories is one
        killAt("/" + dump.days().get(day - 1), 1 + random.nextInt(directories(day - 1)));
    }

    private void killBehindADay(int day) throws Exception {
        String said = killAt("/" + dump.days().get(day), 1);
        require(said.startsWith(dump.days().get(day - 1).toString()) && said.lines().count() == 1, said);
    }

    /** Kills a process when it opens something below {@code path} for the {@code count}th time. */
    private String killAt(String path, int count) throws Exception {
        AtomicLong left = new AtomicLong(count);
        AtomicReference<Process> process = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        server.onOpen(opened -> {
            if (opened.startsWith(path) && left.decrementAndGet() == 0) {
                await(started);
                process.get().destroyForcibly().onExit().join();
            }
        });
        process.set(start("copy", server.source(), "--with-scores"));
        started.countDown();
        String said = read(process.get());
        require(process.get().waitFor() == KILLED, "it ended by itself: " + said);
        server.onOpen(opened -> { });
        kills++;
        return said;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int directories(int day) {
        return count(dump.top(dump.days().get(day)));
    }

    private static int count(ScriptedHistory.Node node) {
        return node.isDirectory() ? 1 + node.files().values().stream().mapToInt(KilledTransfer::count).sum() : 0;
    }

    private String finish() throws Exception {
        Process process = start("copy", server.source(), "--with-scores");
        String said = read(process);
        require(process.waitFor() == 0, said);
        return said.lines().reduce((first, last) -> last).orElse("");
    }

    /** What {@code history check} says of source and target. */
    String check() throws Exception {
        Process process = start("check", server.source(), "state:" + state);
        String said = read(process);
        require(process.waitFor() == 0, said);
        return said;
    }

    private Path log() {
        return Path.of(state + ".log");
    }

    private void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new AssertionError(otherwise + Files.readString(log()));
        }
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.arenavault.cli.Main",
                "history"));
        command.addAll(List.of(words));
        command.addAll(target);
        if (words[0].equals("copy")) {
            command.addAll(List.of("--state", state.toString(), "--zone", "UTC"));
        }
        Files.createDirectories(state.toAbsolutePath().getParent());
        return new ProcessBuilder(command).redirectError(log().toFile())
                .redirectOutput(out().toFile()).start();
    }

    /** Waits for the end of a process; what it printed. */
    private String read(Process process) throws Exception {
        process.waitFor();
        return Files.readString(out());
    }

    private Path out() {
        return Path.of(state + ".out");
    }
}
