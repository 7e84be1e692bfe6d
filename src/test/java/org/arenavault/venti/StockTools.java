package org.arenavault.venti;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tools of plan9port, where {@code $PLAN9} names a folder that has them. */
public final class StockTools {

    /** What a test says that is skipped without them. */
    public static final String MISSING = "PLAN9 names no folder with plan9port's venti in it: its tools are not here";

    private static final long LIMIT_SECONDS = 120;

    private StockTools() {
    }

    /** Whether they are here. */
    public static boolean areHere() {
        return Files.isExecutable(bin().resolve("venti/venti")) && Files.isExecutable(bin().resolve("unvac"));
    }

    private static Path bin() {
        return Path.of(System.getenv().getOrDefault("PLAN9", "/nowhere"), "bin");
    }

    /**
     * Runs one to its end.
     *
     * @param folder where
     * @param command its name below {@code bin}, and what it is given
     * @return what it printed, on both outputs
     */
    public static String run(Path folder, String... command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder(folder, command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return finish(process, output, command[0]);
    }

    /** The same with a file as its input. */
    public static String runWith(Path input, Path folder, String... command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder(folder, command).redirectInput(input.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        return finish(process, output, command[0]);
    }

    private static ProcessBuilder builder(Path folder, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, bin().resolve(command[0]).toString());
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    private static String finish(Process process, Path output, String name) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " does not end: " + text(output));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException(e);
        }
        return text(output);
    }

    private static String text(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    /** A real venti that serves. */
    public static final class Server implements Closeable {

        private final Process process;
        private final String address;
        private final Path folder;

        /** Starts one on the venti.conf of {@code folder}, and waits until it answers. */
        public Server(Path folder) throws IOException {
            this.folder = folder;
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            this.address = "tcp!127.0.0.1!" + port;
            Path output = folder.resolve("venti.out");
            this.process = builder(folder, "venti/venti", "-s", "-B", "8m", "-C", "8m", "-I", "8m", "-a", address, "-c",
                    "venti.conf").redirectErrorStream(true).redirectOutput(output.toFile()).start();
            for (int i = 0; i < 600 && !answers(port); i++) {
                if (!process.isAlive()) {
                    throw new IOException("venti ended: " + text(output));
                }
                pause();
            }
        }

        private static boolean answers(int port) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        private static void pause() throws IOException {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** Where it is dialled. */
        public String address() {
            return address;
        }

        /** Ends it at once, as a power cut does. */
        public void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        /** Has it write everything, and ends it. */
        @Override
        public void close() throws IOException {
            if (process.isAlive()) {
                run(folder, "venti/sync", "-h", address);
            }
            kill();
            try {
                process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
