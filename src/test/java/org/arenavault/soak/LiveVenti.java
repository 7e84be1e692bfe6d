package org.arenavault.soak;

import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A real venti of plan9port that is written to while others look at its partitions, and that is killed and started. */
final class LiveVenti implements Closeable {

    private static final Path BIN = Path.of(System.getenv().getOrDefault("PLAN9", "/nowhere"), "bin");
    private static final int FILES = 60;
    private static final int LARGEST_FILE = 60_000;
    private static final int LOAD = 80_000;
    private static final long LIMIT_SECONDS = 120;

    /**
     * A tree that was stored, and that the server has flushed since.
     *
     * @param score its root
     * @param files what was in it
     */
    record Snapshot(String score, Map<String, byte[]> files) {
    }

    private final Path folder;
    private final Random random;
    private final int port;
    private final int webPort;
    private final Map<String, byte[]> tree = new TreeMap<>();
    private Process server;

    /** Formats one in a folder that exists, and starts it. */
    LiveVenti(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        this.port = freePort();
        this.webPort = freePort();
        file("arenas0", 48);
        file("isect0", 8);
        run("venti/fmtarenas", "-a", "2m", "arena", "arenas0");
        run("venti/fmtisect", "isect0.", "isect0");
        Files.writeString(conf(), "index main\nisect isect0\narenas arenas0\nmem 2m\nbcmem 4m\nicmem 4m\n");
        run("venti/fmtindex", "venti.conf");
        Files.createDirectory(folder.resolve("tree"));
        start();
    }

    private void file(String name, int megabytes) throws IOException {
        Files.write(folder.resolve(name), new byte[megabytes << 20]);
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    Path conf() {
        return folder.resolve("venti.conf");
    }

    /** The address of its page on what it has stored. */
    String indexUrl() {
        return "http://127.0.0.1:%d/index".formatted(webPort);
    }

    boolean isAlive() {
        return server.isAlive();
    }

    /** Starts it, and waits until it answers. */
    void start() throws IOException {
        Path output = folder.resolve("venti.out");
        server = builder("venti/venti", "-s", "-a", "tcp!127.0.0.1!" + port, "-h", "tcp!127.0.0.1!" + webPort, "-c",
                "venti.conf").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
        for (int i = 0; i < 600 && !answers(); i++) {
            if (!server.isAlive()) {
                throw new IOException("venti ended: " + Files.readString(output, StandardCharsets.ISO_8859_1));
            }
            pause(100);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws IOException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        await(server);
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("%s does not end".formatted(process.info().command().orElse("a process")));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Stores a tree that is somewhat changed, and has the server write all of it. */
    Snapshot snapshot() throws IOException {
        for (int i = 0; i < 5; i++) {
            byte[] bytes = new byte[random.nextInt(LARGEST_FILE)];
            random.nextBytes(bytes);
            String name = "f%d".formatted(random.nextInt(FILES));
            tree.put(name, bytes);
            Files.write(folder.resolve("tree").resolve(name), bytes);
        }
        run("vac", "-h", address(), "-f", "snapshot.vac", "tree");
        flush("flushdcache", 60_000);
        return new Snapshot(Files.readString(folder.resolve("snapshot.vac")).strip(), new TreeMap<>(tree));
    }

    /** Has it write its index, and seal on disk what is full; that may take minutes, more than anybody waits. */
    void seal(int patience) throws IOException {
        try {
            flush("flushicache", patience);
        } catch (SocketTimeoutException e) {
            // it is at work
            return;
        }
    }

    private void flush(String what, int patience) throws IOException {
        flush(webPort, what, patience);
    }

    /** Asks the page of a venti to write what it holds. */
    static void flush(int webPort, String what, int patience) throws IOException {
        HttpURLConnection page = (HttpURLConnection) URI.create("http://127.0.0.1:%d/%s".formatted(webPort, what))
                .toURL().openConnection();
        page.setConnectTimeout(5000);
        page.setReadTimeout(patience);
        if (page.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("%s: %d".formatted(what, page.getResponseCode()));
        }
        page.getInputStream().readAllBytes();
    }

    private String address() {
        return "tcp!127.0.0.1!" + port;
    }

    private ProcessBuilder builder(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, BIN.resolve(command[0]).toString());
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    private void run(String... command) throws IOException {
        Path output = folder.resolve("output.txt");
        Process process = builder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        await(process);
        if (process.exitValue() != 0) {
            throw new IOException("%s: exit %d: %s".formatted(String.join(" ", command), process.exitValue(),
                    Files.readString(output, StandardCharsets.ISO_8859_1)));
        }
    }

    /** Somebody stores one thing after the other until it is closed, whether the server is there or not. */
    Closeable load() throws IOException {
        Path input = folder.resolve("load.bin");
        long seed = random.nextLong();
        Thread[] thread = new Thread[1];
        thread[0] = new Thread(() -> {
            Random bytes = new Random(seed);
            byte[] some = new byte[LOAD];
            // one backup is not to meet all that the arenas hold
            for (int i = 0; i < 6 && !thread[0].isInterrupted(); i++) {
                bytes.nextBytes(some);
                try {
                    Files.write(input, some, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
                    Process process = builder("vac", "-h", address(), "-f", "load.vac", "load.bin")
                            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
                        if (!server.isAlive()) {
                            process.destroyForcibly();
                        }
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }, "load");
        thread[0].start();
        return () -> {
            thread[0].interrupt();
            try {
                thread[0].join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
