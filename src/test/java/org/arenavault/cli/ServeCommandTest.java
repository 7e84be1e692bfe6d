package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
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
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path venti;

    @BeforeEach
    void unpack() throws IOException {
        venti = Golden.unpack("multi", folder);
    }

    private int run(String... args) {
        World world = new World(clock, Disks.REAL, new SilentTerminal(), Progress.SILENT, stop::get,
                UUID::randomUUID);
        return Main.run(new Session(world, new PrintStream(out, true, StandardCharsets.UTF_8), (name, use, in) -> {
            throw new RefusedException("no devices here");
        }), args);
    }

    /** Starts it on ports that are free; the address is what it says. */
    private CompletableFuture<Integer> start(String... more) {
        String[] args = new String[more.length + 7];
        System.arraycopy(new String[] {"--json", "serve", venti.resolve("venti.conf").toString(), "--listen",
            "127.0.0.1:0", "--http", "none"}, 0, args, 0, 7);
        System.arraycopy(more, 0, args, 7, more.length);
        return CompletableFuture.supplyAsync(() -> run(args));
    }

    private JsonNode announced() throws Exception {
        while (!out.toString(StandardCharsets.UTF_8).contains("}")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private Score root() throws IOException {
        return Score.parse(Files.readString(venti.resolve("second.vac")).strip().substring("vac:".length()));
    }

    @Test
    void servesBlocksTakesNoneAndChangesNothing() throws Exception {
        byte[] arenas = Files.readAllBytes(venti.resolve("arenas1"));
        CompletableFuture<Integer> exit = start();
        JsonNode said = announced();
        assertThat(said.get("schema").asText()).isEqualTo("arenavault.serve.1");
        assertThat(said.get("writable").asBoolean()).isFalse();
        try (VentiClient client = VentiClient.connect(Dial.parse(said.get("address").asText()),
                ClientOptions.DEFAULT, clock)) {
            assertThat(client.read(root(), BlockType.ROOT)).isPresent();
            assertThat(client.writeLater(BlockType.DATA, new byte[] {1})).failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat().withMessageContaining("read only");
        }
        stop.set(true);
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllBytes(venti.resolve("arenas1"))).isEqualTo(arenas);
    }

    @Test
    void takesBlocksIfToldTo() throws Exception {
        CompletableFuture<Integer> exit = start("--writable");
        Score score;
        try (VentiClient client = VentiClient.connect(Dial.parse(announced().get("address").asText()),
                ClientOptions.DEFAULT, clock)) {
            score = client.write(BlockType.DATA, new byte[] {1, 2, 3});
            client.sync();
        }
        stop.set(true);
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
        out.reset();
        stop.set(false);
        exit = start();
        try (VentiClient client = VentiClient.connect(Dial.parse(announced().get("address").asText()),
                ClientOptions.DEFAULT, clock)) {
            assertThat(client.read(score, BlockType.DATA)).hasValue(new byte[] {1, 2, 3});
        }
        stop.set(true);
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void anAddressThatIsNoneIsAMistakeOfTheUser() {
        assertThat(run("serve", venti.resolve("venti.conf").toString(), "--listen", "a!b!c!d"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("serve", venti.resolve("venti.conf").toString(), "--connections", "0"))
                .isEqualTo(ExitCode.USAGE);
    }
}
