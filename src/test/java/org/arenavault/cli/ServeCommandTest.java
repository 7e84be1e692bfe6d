package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.arenavault.Golden;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.Dial;
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
        assertThat(server.json().get("schema").asText()).isEqualTo("arenavault.serve.1");
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

    @Test
    void whatMakesNoSenseIsAMistakeOfTheUser() {
        String conf = venti.resolve("venti.conf").toString();
        assertThat(new CommandRun().run("serve", conf, "--listen", "a!b!c!d")).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("serve", conf, "--connections", "0")).isEqualTo(ExitCode.USAGE);
    }
}
