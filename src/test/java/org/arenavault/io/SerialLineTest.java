package org.arenavault.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenavault.Keeps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A serial line of this machine keeps the contract: a pseudo-terminal at whose other end everything is sent back. */
@Keeps("io.SerialLine")
class SerialLineTest extends ByteLineContractTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    private Path folder;

    private Process echo;

    @BeforeEach
    void plugIn() throws IOException, InterruptedException {
        assumeTrue(List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "socat"))),
                "socat is not installed: no test of a serial line");
        echo = new ProcessBuilder("socat", "pty,rawer,link=" + port(), "pipe")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(port())) {
            if (System.nanoTime() > end) {
                throw new IOException("socat makes no pseudo-terminal");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private Path port() {
        return folder.resolve("tty");
    }

    @AfterEach
    void unplug() {
        if (echo != null) {
            echo.destroy();
        }
    }

    @Override
    protected ByteLine open() throws IOException {
        return SerialLine.open(port().toString(), SerialSettings.plain(9600));
    }

    /** Every byte that there is. */
    @Override
    protected byte[] question() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    @Override
    protected byte[] answer() {
        return question();
    }
}
