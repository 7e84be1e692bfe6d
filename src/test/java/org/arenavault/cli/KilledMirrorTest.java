package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.store.ArenaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with a real {@code kill -9}, of either side of a mirror; then it goes on, and nothing is twice. */
@Timeout(180)
class KilledMirrorTest {

    private static final int SEALED = 4;
    private static final int ROUNDS = 6;
    private static final long SEED = 20261122;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
            StopSignal.NEVER, UUID::randomUUID);
    private final Random random = new Random(SEED);
    private Path source;
    private Path target;

    @BeforeEach
    void make() throws IOException {
        source = SampleVenti.create(folder.resolve("source"), SEALED, 8192, 5, SEED);
        Path home = Files.createDirectories(folder.resolve("target"));
        target = Files.writeString(home.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
        Files.write(home.resolve("isect0"), new byte[4 << 20]);
        try (RandomAccessFile file = new RandomAccessFile(home.resolve("arenas0").toFile(), "rw")) {
            file.setLength(12 << 20);
        }
        CommandRun run = new CommandRun();
        assertThat(run.run("arenas", "format", "-a", "1m", "arena", home.resolve("arenas0").toString())).isZero();
        assertThat(run.run("index", "build", target.toString())).isZero();
    }

    /** All blocks of a venti, in the order of its arenas. */
    private static List<String> blocks(Path conf) throws IOException {
        List<String> blocks = new ArrayList<>();
        try (ArenaPartition partition =
                ArenaPartition.open(Disks.REAL.openToRead(conf.resolveSibling("arenas0")))) {
            for (Arena arena : partition.arenas()) {
                ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
                while (cursor.next()) {
                    blocks.add(cursor.type() + " " + cursor.info().score());
                }
            }
        }
        return blocks;
    }

    private Process start(String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "--vault", folder.resolve("vault").toString()));
        words.addAll(List.of(args));
        return new ProcessBuilder(words).redirectError(folder.resolve("errors").toFile()).start();
    }

    private Process mirror(String address) throws IOException {
        return start("mirror", "--conf", source.toString(), "--source", "none", "--limit", "4m", address);
    }

    /** Stores for another, and does something at a certain write. */
    private record Watched(BlockStore store, AtomicLong left, Runnable atLast) implements BlockStore {

        @Override
        public Optional<byte[]> read(Score score, BlockType type) throws IOException {
            return store.read(score, type);
        }

        @Override
        public Optional<Score> write(BlockType type, byte[] block) throws IOException {
            Optional<Score> score = store.write(type, block);
            if (left.decrementAndGet() == 0) {
                atLast.run();
            }
            return score;
        }

        @Override
        public void sync() throws IOException {
            store.sync();
        }
    }

    @Nested
    @Keeps("cli.KilledMirrorTest$Watched")
    class AStoreWithAnEndFarAway extends BlockStoreContractTest {

        @Override
        protected BlockStore open() {
            return new Watched(new MemoryStore(), new AtomicLong(Long.MAX_VALUE), () -> { });
        }
    }

    @Test
    void aMirrorThatIsKilledAtAnyBlockGoesOnAndRepeatsNothing() throws Exception {
        List<String> expected = blocks(source);
        int step = expected.size() / ROUNDS;
        for (int round = 0; round < ROUNDS; round++) {
            Process[] killed = new Process[1];
            AtomicLong left = new AtomicLong(1 + random.nextInt(step));
            try (ArenaStore store = ArenaStore.open(VentiConf.read(target, Disks.REAL), world);
                    VentiServer server = VentiServer.writable(
                            new Watched(store, left, () -> killed[0].destroyForcibly()), new Dial("127.0.0.1", 0),
                            ServerOptions.DEFAULT, world.clock())) {
                killed[0] = mirror(server.address().toString());
                assertThat(killed[0].waitFor(60, TimeUnit.SECONDS)).isTrue();
                // what was on its way when it was killed arrives, so that the last rounds may find nothing to send
                assertThat(killed[0].exitValue()).as("round %d of seed %d", round, SEED)
                        .isIn(128 + 9, round < ROUNDS / 2 ? 128 + 9 : 0);
            }
        }
        try (ArenaStore store = ArenaStore.open(VentiConf.read(target, Disks.REAL), world);
                VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                        world.clock())) {
            assertThat(ended(mirror(server.address().toString()))).contains("complete");
            assertThat(ended(mirror(server.address().toString()))).contains(" 0 blocks sent (0 B), 0 there before");
        }
        assertAllOnce(expected);
    }

    @Test
    void aTargetThatIsKilledAtAnyMomentIsFilledAndHasNothingTwice() throws Exception {
        List<String> expected = blocks(source);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = "127.0.0.1:" + port;
        Process mirror = mirror(address);
        Process server = serve(address);
        try {
            for (int round = 0; round < 3 && mirror.isAlive(); round++) {
                mirror.waitFor(300 + random.nextInt(500), TimeUnit.MILLISECONDS);
                server.destroyForcibly().waitFor();
                server = serve(address);
            }
            ended(mirror);
            assertThat(ended(mirror(address))).contains("complete");
            assertThat(ended(mirror(address))).contains(" 0 blocks sent (0 B), 0 there before");
        } finally {
            mirror.destroyForcibly();
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertAllOnce(expected);
    }

    private Process serve(String address) throws IOException {
        Process server = start("serve", target.toString(), "--writable", "--listen", address, "--http", "none");
        String line = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
        assertThat(line).as(() -> "the server says nothing: " + errors()).startsWith("Serving");
        return server;
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What a process that has nothing more to fear printed. */
    private String ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(() -> out + errors()).isZero();
        return out;
    }

    private void assertAllOnce(List<String> expected) throws IOException {
        List<String> stored = blocks(target);
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(new HashSet<>(stored)).isEqualTo(new HashSet<>(expected));
    }
}
