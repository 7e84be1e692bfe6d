package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.arenavault.Golden;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.ninep.ExportedFiles;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.StockTools;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** After a restore onto the disks of another machine, the line for the stock tool names that machine's venti. */
@Timeout(120)
class RestoredAfarTest {

    private static final String THERE = "127.0.0.3";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private final Map<String, MemoryStorage> parts = new TreeMap<>();
    private Site site;
    private ExportedFiles server;
    private int port;

    @BeforeEach
    void record() throws IOException {
        site = new Site(temp);
        Path conf = Golden.unpack(Golden.names().get(0), temp).resolve("venti.conf");
        Files.write(conf, Files.readAllLines(conf).stream().filter(line -> !line.contains("addr ")).toList());
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("rec", "bd-r", 5, 8_000_000));
        site.done("set", "config", "home", "increments.when=always", "increments.at_least=0", "increments.share=100%");
        site.done("backup", "home", "--yes");
        server = new ExportedFiles(new InetSocketAddress(THERE, 0));
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(THERE, 0));
            port = free.getLocalPort();
        }
        site.use(new NineDisks(Disks.REAL, NineOptions.DEFAULT, new SystemClock(), StopSignal.NEVER, note -> { }));
        for (String name : List.of("arenas0", "isect0")) {
            MemoryStorage part = new MemoryStorage(name.equals("isect0") ? 5 << 20 : 24 << 20);
            parts.put(name, part);
            server.put("dev/" + name, part);
        }
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    /** The line for unvac in what a restore onto the partitions there prints. */
    private String unvac(String conf) {
        String printed = site.done("restore", "home", "--conf", conf, "--format", "--yes", "--spare-arenas", "0",
                "--server-is-stopped");
        return printed.lines().filter(line -> line.contains("unvac ")).findFirst().orElseThrow().strip();
    }

    private String text(String arenas, String section, String address) {
        return "index main\nisect %s\narenas %s\naddr %s\n".formatted(section, arenas, address);
    }

    private String exported(String address) throws IOException {
        server.put("dev/venti.conf", new MemoryStorage(text("arenas0", "isect0", address).getBytes(UTF_8)));
        return server.name("dev/venti.conf");
    }

    @Test
    void itNamesTheVentiAsItIsReachedFromHere() throws IOException {
        String there = "unvac -h 'tcp!%s!%d' vac:".formatted(THERE, port);
        assertThat(unvac(exported("tcp!*!" + port))).startsWith(there);
        Path local = Files.writeString(temp.resolve("local.conf"),
                text(server.name("dev/arenas0"), server.name("dev/isect0"), "tcp!*!" + port));
        assertThat(unvac(local.toString())).startsWith(there);
        // where nobody knows, somebody has to say it
        assertThat(unvac(exported("tcp!fileserver!17034"))).startsWith("unvac -h HOST vac:");
        assertThat(unvac(exported("il!*!venti"))).startsWith("unvac -h HOST vac:");
    }

    /** Skips, and says so, where plan9port is not at hand. */
    @Test
    void itWorksWhenPasted() throws IOException, InterruptedException {
        assumeTrue(StockTools.areHere(), StockTools.MISSING);
        String line = unvac(exported("tcp!*!" + port));
        Path folder = Files.createDirectory(temp.resolve("disks"));
        for (Map.Entry<String, MemoryStorage> part : parts.entrySet()) {
            Files.write(folder.resolve(part.getKey()), part.getValue().read(0, (int) part.getValue().size()));
        }
        VentiConf conf = VentiConf.read(Files.writeString(folder.resolve("venti.conf"),
                text("arenas0", "isect0", "tcp!*!" + port)), Disks.REAL);
        World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        Path out = Files.createDirectory(temp.resolve("out"));
        try (IndexLookup blocks = IndexLookup.openReadable(conf, world.disks());
                VentiServer venti = VentiServer.readOnly(blocks, new Dial(THERE, port), ServerOptions.DEFAULT,
                        world.clock())) {
            assertThat(venti.address().port()).isEqualTo(port);
            Process pasted = new ProcessBuilder("sh", "-c", "PATH=$PLAN9/bin:$PATH; " + line).directory(out.toFile())
                    .redirectErrorStream(true).start();
            String said = new String(pasted.getInputStream().readAllBytes(), UTF_8);
            assertThat(pasted.waitFor()).as("%s: %s", line, said).isZero();
        }
        try (var files = Files.list(out)) {
            assertThat(files).isNotEmpty();
        }
    }
}
