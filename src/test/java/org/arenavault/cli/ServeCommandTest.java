package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server as a user starts it. */
@Timeout(60)
class ServeCommandTest {

    @TempDir
    private Path folder;

    private final SystemClock clock = new SystemClock();
    private Path venti;

    @BeforeEach
    void unpack() throws IOException {
        venti = Golden.unpack("multi", folder);
    }

    /** Starts it on a port that is free; the address is what it says. */
    private CompletableFuture<Integer> start(CommandRun server, String... more) {
        List<String> args = new ArrayList<>(List.of("--json", "serve", venti.resolve("venti.conf").toString(),
                "--listen", "127.0.0.1:0", "--http", "none"));
        args.addAll(List.of(more));
        return server.start(args.toArray(new String[0]));
    }

    private VentiClient connect(CommandRun server) throws Exception {
        return VentiClient.connect(Dial.parse(server.awaitJson().get("address").asText()), ClientOptions.DEFAULT,
                clock);
    }

    private Score root() throws IOException {
        return Score.parse(Files.readString(venti.resolve("second.vac")).strip().substring("vac:".length()));
    }

    @Test
    void servesBlocksTakesNoneAndChangesNothing() throws Exception {
        byte[] arenas = Files.readAllBytes(venti.resolve("arenas1"));
        CommandRun server = new CommandRun();
        CompletableFuture<Integer> exit = start(server);
        try (VentiClient client = connect(server)) {
            assertThat(client.read(root(), BlockType.ROOT)).isPresent();
            assertThat(client.writeLater(BlockType.DATA, new byte[] {1})).failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat().havingRootCause().withMessageContaining("read only");
        }
        assertThat(server.json().get("schema").asText()).isEqualTo("arenavault.serve.2");
        assertThat(server.json().get("writable").asBoolean()).isFalse();
        server.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllBytes(venti.resolve("arenas1"))).isEqualTo(arenas);
    }

    @Test
    void takesBlocksIfToldTo() throws Exception {
        CommandRun writable = new CommandRun();
        CompletableFuture<Integer> exit = start(writable, "--writable");
        Score score;
        try (VentiClient client = connect(writable)) {
            score = client.write(BlockType.DATA, new byte[] {1, 2, 3});
            client.sync();
        }
        writable.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
        CommandRun again = new CommandRun();
        exit = start(again);
        try (VentiClient client = connect(again)) {
            assertThat(client.read(score, BlockType.DATA)).hasValue(new byte[] {1, 2, 3});
        }
        again.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
    }

    /** Java's own way of logging has two lines for each, with names of classes, and repeats what a peer has sent. */
    @Test
    void everyRefusedConnectionIsOnePlainLine() throws Exception {
        Path said = folder.resolve("said");
        int turnedAway = 0;
        Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "serve",
                venti.resolve("venti.conf").toString(), "--listen", "127.0.0.1:0", "--http", "none", "--connections",
                "1").redirectError(said.toFile()).start();
        try {
            String line = server.inputReader(StandardCharsets.UTF_8).readLine();
            Matcher address = Pattern.compile(" at tcp!127.0.0.1!([0-9]+),").matcher(line);
            assertThat(address.find()).as(line).isTrue();
            int port = Integer.parseInt(address.group(1));
            try (Socket first = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(first.getInputStream().read()).isEqualTo('v');
                for (int i = 0; i < 3; i++) {
                    try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        assertThat(refused.getInputStream().read()).isEqualTo(-1);
                    }
                    turnedAway++;
                }
            }
            // until the server knows that the first one is gone
            while (!sendGarbage(port)) {
                turnedAway++;
            }
        } finally {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(Files.readAllLines(said)).filteredOn(
                line -> !line.isEmpty() && !line.startsWith("WARNING: ") && !line.startsWith("Stopping where "))
                .hasSize(turnedAway)
                .allMatch(line -> line.matches("arenavault: [ -~]*too many connections; one was turned away"));
    }

    /** False if it was turned away. */
    private static boolean sendGarbage(int port) throws IOException {
        try (Socket garbage = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (garbage.getInputStream().read() < 0) {
                return false;
            }
            garbage.getOutputStream().write("\033[31mGET /\r\n".getBytes(StandardCharsets.UTF_8));
            while (garbage.getInputStream().read() >= 0) {
                // it ends the connection
            }
            return true;
        } catch (SocketException e) {
            // or breaks it
            return true;
        }
    }

    @Test
    void whatMakesNoSenseIsAMistakeOfTheUser() {
        String conf = venti.resolve("venti.conf").toString();
        assertThat(new CommandRun().run("serve", conf, "--listen", "a!b!c!d")).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("serve", conf, "--connections", "0")).isEqualTo(ExitCode.USAGE);
    }
}
