package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.Dial;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A venti with arenas, servers that hold what they are sent, and a mirror from one to the others. */
abstract class MirrorFixture {

    static final Path ARENAS = Path.of("/source/arenas0");
    static final int BLOCK = 512;
    static final int ARENA = 1 << 20;
    static final int FIRST_ARENA = 256 * 1024 + BLOCK + 512 * 1024;

    @TempDir(factory = MemoryTempDir.class)
    Path folder;

    final SystemClock clock = new SystemClock();
    final List<VentiServer> servers = new ArrayList<>();
    final Map<MortalStore.Key, byte[]> stored = new LinkedHashMap<>();
    FragileDisks disks;
    VentiConf conf;
    long next;

    @BeforeEach
    void format() throws IOException {
        disks = new FragileDisks();
        disks.put(ARENAS, new byte[FIRST_ARENA + 3 * ARENA]);
        Random random = new Random(3);
        new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong).format(disks.openToWrite(ARENAS), "arena").close();
        conf = VentiConf.parse("index main\nisect isect0\narenas arenas0\n".getBytes(StandardCharsets.US_ASCII),
                Path.of("/source/venti.conf"));
    }

    @AfterEach
    void stop() throws IOException {
        for (VentiServer server : servers) {
            server.close();
        }
    }

    /** Appends blocks to the first arena that is not full; the tail knows of them. */
    void fill(int count) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(disks.openToWrite(ARENAS))) {
            int left = count;
            for (int i = 0; left > 0; i++) {
                ArenaWriter writer = ArenaWriter.open(partition.arenas().get(i));
                while (left > 0 && append(writer)) {
                    left--;
                }
                if (left == 0) {
                    writer.flush();
                } else if (!writer.tail().disk().sealed()) {
                    writer.seal();
                }
            }
        }
    }

    boolean append(ArenaWriter writer) throws IOException {
        Random random = new Random(next * 0x9E37_79B9_7F4A_7C15L);
        byte[] block = new byte[10_000 + random.nextInt(10_000)];
        random.nextBytes(block);
        BlockType type = next % 4 == 0 ? BlockType.DIRECTORY : BlockType.DATA;
        if (writer.append(type, ByteBuffer.wrap(block), 1_700_000_000 + next).isEmpty()) {
            return false;
        }
        stored.put(new MortalStore.Key(Score.ofBlock(ByteBuffer.wrap(block)), type), block);
        next++;
        return true;
    }

    VentiServer serve(MortalStore store) throws IOException {
        return serve(store, 0);
    }

    /** At a port that another server may have left a moment ago. */
    VentiServer serve(MortalStore store, int port) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                VentiServer server =
                        VentiServer.writable(store, new Dial("127.0.0.1", port), ServerOptions.DEFAULT, clock);
                servers.add(server);
                return server;
            } catch (OperatorNeededException e) {
                if (tries == 100) {
                    throw e;
                }
                clock.sleep(Duration.ofMillis(20));
            }
        }
    }

    static MirrorOptions options() {
        return MirrorOptions.DEFAULT.with(ClientOptions.DEFAULT.withPatience(Duration.ofSeconds(10),
                Duration.ofMillis(1))).with(Duration.ZERO).withBatch(200_000);
    }

    Mirror mirror(MirrorOptions options) {
        return mirror(options, StopSignal.NEVER);
    }

    Mirror mirror(MirrorOptions options, StopSignal stop) {
        World world = new World(clock, disks, new SilentTerminal(), Progress.SILENT, stop, UUID::randomUUID);
        return new Mirror(conf, folder.resolve("state"), options, world);
    }

    TargetReport run(Dial target) throws IOException {
        return mirror(options()).run(List.of(target)).targets().get(0);
    }

    void assertHasAll(MortalStore store) {
        assertThat(store.blocks().keySet()).isEqualTo(stored.keySet());
        stored.forEach((key, block) -> assertThat(store.blocks().get(key)).isEqualTo(block));
    }
}
