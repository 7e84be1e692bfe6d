package org.arenavault.fossil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenavault.Keeps;
import org.arenavault.io.PeerException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.VaultException;
import org.arenavault.ninep.ExportedLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way to a console, over real ports, sockets, pipes and terminals. */
@Timeout(60)
class ConsoleAddressTest {

    private static final Path SOCAT = Path.of("/usr/bin/socat");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private ScriptedFossil fossil;

    @BeforeEach
    void start() throws IOException {
        fossil = new ScriptedFossil();
    }

    @AfterEach
    void stop() throws IOException {
        fossil.close();
    }

    private static FossilConsole open(String address) throws IOException {
        return FossilConsole.open(ConsoleAddress.open(address, new SystemClock(), StopSignal.NEVER), PATIENCE,
                StopSignal.NEVER);
    }

    /** What every way here keeps: at the other end a fossil that is reached by a port. */
    private abstract static class AWay extends ConsoleLinkContractTest {

        ScriptedFossil peer;

        @BeforeEach
        void begin() throws IOException {
            peer = new ScriptedFossil();
        }

        @AfterEach
        void end() throws IOException {
            peer.close();
        }

        abstract String address() throws IOException;

        @Override
        protected ConsoleLink open() throws IOException {
            return ConsoleAddress.open(address(), new SystemClock(), StopSignal.NEVER);
        }
    }

    /** A port. */
    @Nested
    @Keeps("fossil.ConsoleAddress$Streams")
    class ByPort extends AWay {

        @Override
        String address() {
            return "tcp:127.0.0.1:" + peer.port();
        }
    }

    /** A command. */
    @Nested
    @Keeps("fossil.ConsoleAddress$Streams")
    class ByCommand extends AWay {

        @Override
        String address() {
            Assumptions.assumeTrue(Files.isExecutable(SOCAT), "socat is not installed");
            return "exec:%s - TCP:127.0.0.1:%d".formatted(SOCAT, peer.port());
        }
    }

    /** A file of a 9P server. */
    @Nested
    @Keeps("fossil.ConsoleAddress$Streams")
    class ByFile extends AWay {

        @Override
        String address() throws IOException {
            Socket console = new Socket(InetAddress.getLoopbackAddress(), peer.port());
            return new ExportedLine(console.getInputStream(), console.getOutputStream()).name();
        }
    }

    private void assertWorks(String address) throws IOException {
        try (FossilConsole console = open(address)) {
            assertThat(console.run("fsys main sync", PATIENCE)).containsExactly("\tmain sync: wrote 7 blocks");
            assertThat(console.snap("main", PATIENCE)).hasToString(ScriptedFossil.SCORE);
            assertThat(console.run("epoch", PATIENCE)).containsExactly("fsys: 'main' not open");
        }
        assertThat(fossil.typed()).containsExactly("fsys main sync", "fsys main snap -a", "epoch");
    }

    private Process socat(String... words) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(SOCAT), "socat is not installed: no serial line to try");
        return new ProcessBuilder(List.of(SOCAT.toString(), words[0], words[1]))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aPort() throws IOException {
        assertWorks("tcp:127.0.0.1:" + fossil.port());
    }

    @Test
    void aFileOfAServer() throws IOException {
        try (Socket console = new Socket(InetAddress.getLoopbackAddress(), fossil.port());
                ExportedLine server = new ExportedLine(console.getInputStream(), console.getOutputStream())) {
            assertWorks(server.name());
        }
    }

    @Test
    void aCommand() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(SOCAT), "socat is not installed");
        assertWorks("exec:%s - TCP:127.0.0.1:%d".formatted(SOCAT, fossil.port()));
    }

    @Test
    void aSerialLine() throws Exception {
        Path line = folder.resolve("tty");
        Process socat = socat("PTY,raw,echo=0,link=" + line, "TCP:127.0.0.1:" + fossil.port());
        try {
            await(line);
            assertWorks("serial:%s,115200".formatted(line));
        } finally {
            socat.destroy();
        }
    }

    @Test
    void aSocketOfThisMachineIsReadAndWrittenAtTheSameTime() throws Exception {
        Path path = folder.resolve("fscons");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread echo = new Thread(() -> prompt(server), "fscons");
            echo.setDaemon(true);
            echo.start();
            try (FossilConsole console = open("unix:" + path)) {
                assertThat(console.run("epoch", PATIENCE)).isEmpty();
            }
        }
    }

    /** Echoes every line and prints a prompt behind it. */
    private static void prompt(ServerSocketChannel server) {
        try (SocketChannel peer = server.accept()) {
            ByteBuffer bytes = ByteBuffer.allocate(300);
            while (peer.read(bytes) >= 0) {
                peer.write(bytes.flip());
                peer.write(ByteBuffer.wrap("main: ".getBytes(StandardCharsets.ISO_8859_1)));
                bytes.clear();
            }
        } catch (IOException e) {
            // the other end is gone
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        for (String address : List.of("unix:" + folder.resolve("none"), "tcp:127.0.0.1:1",
                "9p:127.0.0.1:1//srv/fscons", "9p:unix!%s//fscons".formatted(folder.resolve("none")))) {
            assertThatThrownBy(() -> open(address)).as(address).isInstanceOf(PeerException.class);
        }
        for (String address : List.of("serial:" + folder.resolve("none"), "exec:" + folder.resolve("none"))) {
            assertThatThrownBy(() -> open(address)).as(address).isInstanceOf(VaultException.class);
        }
    }

    @Test
    void aPromptIsSeenBehindWhichSomethingElseCameAtOnce() throws IOException {
        try (FossilConsole console = open("tcp:127.0.0.1:" + fossil.port())) {
            fossil.talk();
            assertThat(console.run("epoch", PATIENCE)).containsExactly("fsys: 'main' not open");
            assertThat(console.run("fsys main sync", PATIENCE)).contains("\tmain sync: wrote 7 blocks");
        }
    }
}
