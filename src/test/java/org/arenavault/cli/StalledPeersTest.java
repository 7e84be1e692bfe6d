package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.scsi.iscsi.IscsiUnit;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real signals, and peers that never answer: every command that talks to somebody ends when told. */
@Timeout(300)
class StalledPeersTest {

    private static final String SCORE = "0123456789abcdef0123456789abcdef01234567";
    /** Two seconds, and what a busy machine takes on top. */
    private static final long END_MILLIS = 5_000;
    private static final int AT_A_TIME = 4;
    /** Which of the commands talks to an iSCSI target: the last. */
    private static final int ISCSI = 11;
    private static final String HELLO = "venti-04:02-arenavault\n";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private String conf;

    @BeforeEach
    void make() throws IOException {
        Path venti = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 12);
        Files.write(venti.resolveSibling("isect0"), new byte[2 << 20]);
        conf = venti.toString();
        new Site(temp).done("index", "build", "--format", conf);
    }

    /** A peer that takes connections, sends something, and never anything more. */
    private static final class Stalled implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final byte[] greeting;
        private final boolean drips;

        Stalled(byte[] greeting, boolean drips) throws IOException {
            this.greeting = greeting;
            this.drips = drips;
            Thread thread = new Thread(this::accept, "stalled");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    socket.getOutputStream().write(greeting);
                    if (drips) {
                        Thread drip = new Thread(() -> drip(socket), "drip");
                        drip.setDaemon(true);
                        drip.start();
                    }
                }
            } catch (IOException e) {
                // closed: the test is over
            }
        }

        private static void drip(Socket socket) {
            try {
                OutputStream out = socket.getOutputStream();
                // of a message of 4096 bytes
                for (int i = 0; ; i++) {
                    out.write(i == 2 ? 0x10 : 0);
                    TimeUnit.MILLISECONDS.sleep(300);
                }
            } catch (IOException e) {
                // the other side has left
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        int port() {
            return server.getLocalPort();
        }

        /** Until somebody is there, and has been there for a moment. */
        void awaitVisitor(Process process) throws InterruptedException {
            while (sockets.isEmpty() && process.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Process start(List<String> args, Path said) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "--vault", temp.resolve(said.getFileName().toString().replace("said", "vault"))
                .toString()));
        words.addAll(args);
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    }

    /** Ends a process by a signal; what is wrong with how it ended, empty if nothing is. */
    private String end(Process process, List<String> args, Path out) throws Exception {
        assertThat(process.isAlive()).as("%s ended by itself: %s", args, Files.readString(out)).isTrue();
        long begun = System.nanoTime();
        process.toHandle().destroy();
        boolean ended = process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        String said = Files.readString(out, UTF_8);
        if (!ended) {
            process.destroyForcibly().waitFor();
            return "%s: still there after %d ms: %s".formatted(args, millis, said);
        }
        return process.exitValue() == ExitCode.INTERRUPTED && said.contains("Stopping") && !said.contains("Exception")
                ? "" : "%s: exit %d after %d ms: %s".formatted(args, process.exitValue(), millis, said);
    }

    private List<List<String>> commands(int port) {
        String peer = "127.0.0.1:" + port;
        return List.of(
                List.of("mirror", "--conf", conf, "--source", "none", peer),
                List.of("mirror", "--conf", conf, "--source", peer, "127.0.0.1:1"),
                List.of("mirror", "--conf", conf, "--partner", "http://" + peer, "--partner-block", "8k",
                        "--export-wrcmd", temp.resolve("wrcmd").toString(), "--source", "127.0.0.1:1"),
                List.of("vac", "ls", "--host", peer, SCORE),
                List.of("vac", "get", "--host", peer, "--to", temp.resolve("out").toString(), SCORE),
                List.of("vac", "check", "--host", peer, SCORE),
                List.of("score", "check", SCORE, peer),
                List.of("history", "list", "--host", peer, SCORE),
                List.of("history", "copy", "--host", peer, "dir:" + temp.resolve("days")),
                List.of("history", "copy", "--conf", conf, "9p:" + peer),
                List.of("fossil", "sync", "tcp:127.0.0.1:" + port),
                List.of("drive", "info", iscsi(peer)));
    }

    private static String iscsi(String peer) {
        return "iscsi://" + peer + "/iqn.2003-01.org.example:drive/0";
    }

    private String stop(List<String> args, Stalled peer, String name) throws Exception {
        peer.sockets.clear();
        Path said = temp.resolve(name);
        Process process = start(args, said);
        try {
            peer.awaitVisitor(process);
            return end(process, args, said);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPeerThatNeverSaysAWord() throws Exception {
        Files.createDirectories(temp.resolve("days/2020/0101"));
        List<Callable<String>> all = new ArrayList<>();
        for (int i = 0; i < ISCSI; i++) {
            all.add(stopping(i, new byte[0], false));
        }
        assertAllEnd(all);
    }

    @Test
    void anIscsiTargetThatNeverSaysAWord() throws Exception {
        try {
            IscsiUnit.at(iscsi("127.0.0.1"));
        } catch (OperatorNeededException e) {
            abort(e.getMessage());
        }
        assertAllEnd(List.of(stopping(ISCSI, new byte[0], false)));
    }

    @Test
    void aVentiThatStopsAfterItsGreetingOrSendsAByteNowAndThen() throws Exception {
        List<Callable<String>> all = new ArrayList<>();
        for (boolean drips : List.of(false, true)) {
            for (int i : List.of(0, 3)) {
                all.add(stopping(i, HELLO.getBytes(UTF_8), drips));
            }
        }
        assertAllEnd(all);
    }

    /** Starts a command that talks to a peer of its own, and ends it. */
    private Callable<String> stopping(int command, byte[] greeting, boolean drips) {
        return () -> {
            try (Stalled peer = new Stalled(greeting, drips)) {
                return stop(commands(peer.port()).get(command), peer, "said-%d-%s".formatted(command, drips));
            }
        };
    }

    /** Some at a time: most of it is waiting. */
    private static void assertAllEnd(List<Callable<String>> commands) throws Exception {
        ExecutorService some = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<String> wrong = new ArrayList<>();
            for (Future<String> ended : some.invokeAll(commands)) {
                wrong.add(ended.get());
            }
            assertThat(wrong).allMatch(String::isEmpty);
        } finally {
            some.shutdownNow();
        }
    }

    @Test
    void aPageThatDoesNotComeAndAFlushThatWaitsSaySo() throws Exception {
        Site site = new Site(temp);
        Files.createDirectories(temp.resolve("discs"));
        try (Stalled peer = new Stalled(new byte[0], false)) {
            String url = "http://127.0.0.1:" + peer.port();
            site.done("init", "home", "--conf", conf, "--medium", "removable-disk",
                    "--device", "dir:" + temp.resolve("discs"),
                    "--index-url", url, "--flush");
            assertThat(stop(List.of("backup", "home"), peer, "said")).isEmpty();
            assertThat(Files.readString(temp.resolve("said"))).contains(url + " is asked to write what it holds");
            assertThat(stop(List.of("status", "home"), peer, "said")).isEmpty();
        }
    }

    @Test
    void aReaderThatDoesNotReadAndAnInputThatDoesNotCome() throws Exception {
        List<String> args = List.of("score", "record", "-");
        Path said = temp.resolve("said");
        Process waiting = start(args, said);
        TimeUnit.SECONDS.sleep(4);
        assertThat(end(waiting, args, said)).isEmpty();
        Process full = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "arenas", "extract", temp.resolve("venti/arenas0").toString(), "arena0")
                .redirectError(said.toFile()).start();
        try (InputStream unread = full.getInputStream()) {
            while (unread.available() == 0 && full.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(end(full, List.of("arenas extract"), said)).isEmpty();
        }
    }

    @Test
    void twiceLeavesAtOnce() throws Exception {
        try (Stalled peer = new Stalled(new byte[0], false)) {
            Process process = start(commands(peer.port()).get(3), temp.resolve("said"));
            peer.awaitVisitor(process);
            process.toHandle().destroy();
            TimeUnit.MILLISECONDS.sleep(50);
            process.toHandle().destroy();
            assertThat(process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        }
    }
}
