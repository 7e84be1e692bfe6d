package org.arenavault.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The 9P2000 server that Bell Labs wrote for Unix: {@code $U9FS} names the program; {@code socat} hands it its
 * connections.
 */
final class U9fs implements FarPartition.Server {

    private static final String PROGRAM = System.getenv().getOrDefault("U9FS", "");
    private static final String USER = System.getProperty("user.name");

    private final Process socat;
    private final int port = LiveVenti.freePort();

    /** Whether there is one. */
    static boolean isHere() {
        return !PROGRAM.isEmpty() && Files.isExecutable(Path.of(PROGRAM));
    }

    /** Exports a folder. */
    U9fs(Path folder) throws IOException {
        // in one piece and at once, as inetd would have it
        socat = new ProcessBuilder("socat", "-b65536",
                "TCP-LISTEN:%d,bind=127.0.0.1,reuseaddr,nodelay,fork".formatted(port),
                "EXEC:%s -a none -u %s -l /dev/null %s".formatted(PROGRAM, USER, folder)).inheritIO().start();
        for (int i = 0; i < 100 && !answers(); i++) {
            LiveVenti.pause(100);
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

    @Override
    public String name(String file) {
        return "9p:%s@127.0.0.1:%d//%s".formatted(USER, port, file);
    }

    @Override
    public String text() {
        return "from u9fs";
    }

    @Override
    public void close() {
        socat.descendants().forEach(ProcessHandle::destroyForcibly);
        socat.destroyForcibly();
    }
}
