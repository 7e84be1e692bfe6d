package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.Digests;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.StockTools;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code restore --to} and {@code mirror --set}: what real servers wrote goes from discs into running ventis. */
@Timeout(120)
class RestoreToTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path venti;
    private String device;

    static Stream<String> samples() {
        return Golden.names().stream();
    }

    @BeforeEach
    void begin() {
        site = new Site(temp);
    }

    private void record(String sample) throws IOException {
        venti = Golden.unpack(sample, temp);
        Path conf = venti.resolve("venti.conf");
        Files.write(conf, Files.readAllLines(conf).stream().filter(line -> !line.contains("addr ")).toList());
        device = site.recorder("rec", "bd-r", 5, 8_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("set", "config", "home", "increments.when=always", "increments.at_least=0", "increments.share=100%");
        site.done("backup", "home", "--yes");
    }

    private String newestRoot() throws IOException {
        return Files.readString(venti.resolve("second.vac")).strip();
    }

    private static VentiServer serve(MemoryStore store) throws IOException {
        return VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, new SystemClock());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theNewestRootIsWholeThereFromBareDiscsAndFromASet(String sample) throws IOException {
        record(sample);
        MemoryStore one = new MemoryStore();
        MemoryStore two = new MemoryStore();
        try (VentiServer first = serve(one); VentiServer second = serve(two)) {
            String to = first.address().toString();
            assertThat(site.done("restore", "home", "--to", to))
                    .contains("Newest root with its whole tree: " + newestRoot(), "0 there before");
            assertThat(site.done("mirror", "--set", "home", to))
                    .contains("; 0 blocks sent", " met by earlier runs; ", " in all");
            assertThat(site.done("restore", "home", "--to", to, "--verify", "none"))
                    .contains("whether their trees are whole was not looked at").doesNotContain("None of");
            QuickFolder.remove(temp.resolve("vault"));

            assertThat(site.done("restore", "-d", device, "--to", to, "--to", second.address().toString()))
                    .contains("At " + second.address(), "Newest root with its whole tree: " + newestRoot());
            assertThat(two.blocks().count()).isEqualTo(one.blocks().count()).isPositive();
            assertThat(site.done("--json", "restore", "-d", device, "--to", to))
                    .contains("\"complete\" : true", "\"sent_blocks\" : 0").doesNotContain(newestRoot().substring(4));
        }
    }

    /** Skips, and says so, where plan9port is not at hand. */
    @ParameterizedTest
    @MethodSource("samples")
    void realVentisServeWhatRealUnvacExtracts(String sample) throws IOException {
        assumeTrue(StockTools.areHere(), StockTools.MISSING);
        record(sample);
        QuickFolder.remove(temp.resolve("vault"));
        try (StockTools.Server first = new StockTools.Server(fresh("first"));
                StockTools.Server second = new StockTools.Server(fresh("second"))) {
            assertThat(site.done("restore", "-d", device, "--to", first.address()))
                    .contains("Newest root with its whole tree: " + newestRoot());
            assertThat(site.done("restore", "-d", device, "--to", first.address(), "--to", second.address()))
                    .contains("At " + second.address());
            assertNewestRootIsExtracted(first);
            assertNewestRootIsExtracted(second);
        }
    }

    private Path fresh(String name) throws IOException {
        Path folder = Files.createDirectory(temp.resolve(name));
        Path conf = Files.writeString(folder.resolve("venti.conf"), "index main\nisect " + folder
                + "/isect0\narenas " + folder + "/arenas0\n");
        Files.write(folder.resolve("isect0"), new byte[4 << 20]);
        Files.write(folder.resolve("arenas0"), new byte[24 << 20]);
        site.done("arenas", "format", "-a", "4m", "arena", folder.resolve("arenas0").toString());
        site.done("index", "build", conf.toString());
        return folder;
    }

    private void assertNewestRootIsExtracted(StockTools.Server server) throws IOException {
        Path out = Files.createTempDirectory(temp, "out");
        String said = StockTools.run(out, "unvac", "-h", server.address(), venti.resolve("second.vac").toString());
        List<String> lines = Files.readAllLines(venti.resolve("expect/files.sha1"));
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            Path file = out.resolve(line.substring(40).strip());
            assertThat(file).as("unvac: %s", said).exists();
            assertThat(HexFormat.of().formatHex(Digests.sha1().digest(Files.readAllBytes(file))))
                    .isEqualTo(line.substring(0, 40));
        }
    }

    @Test
    void optionsThatMakeNoSenseTogetherAreRefusedInOneLine() {
        for (List<String> words : List.of(
                List.of("restore", "--to", "h", "--conf", "venti.conf"), List.of("restore", "--to", "h", "--format"),
                List.of("restore", "--to", "h", "--add"), List.of("restore", "--to", "h", "--spare-arenas", "3"),
                List.of("restore", "--conf", "venti.conf", "--window", "3"),
                List.of("restore", "--conf", "venti.conf", "--again", "a"), List.of("restore"),
                List.of("restore", "-d", "emu:x", "--to", ""), List.of("restore", "--to", "h"),
                List.of("restore", "-d", "emu:x", "--to", "h", "--window", "0"),
                List.of("mirror", "--set", "home", "--conf", "venti.conf", "h"), List.of("mirror", "h"),
                List.of("mirror", "--set", "home", "--dry-run", "h"),
                List.of("mirror", "--set", "home", "--export-wrcmd", "x", "h"),
                List.of("mirror", "--conf", "venti.conf", "-d", "/dev/sr0", "h"))) {
            Site.Outcome outcome = site.run(words.toArray(String[]::new));
            assertThat(outcome.code()).as("%s: %s", words, outcome.said()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.said().lines().filter(line -> line.startsWith("arenavault: "))).as("%s: %s", words,
                    outcome.said()).hasSize(1);
        }
    }
}
