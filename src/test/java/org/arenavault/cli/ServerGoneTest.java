package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.FossilImages;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.ninep.ExportedFiles;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file server that goes away says nothing of what it held: whatever was read there fails, and nothing is damaged. */
@Timeout(120)
class ServerGoneTest {

    private static final NineOptions QUICK = new NineOptions(Duration.ofSeconds(2), Duration.ofSeconds(2), 1,
            Duration.ofMillis(10));
    private static final int POINTS = 7;
    private static final String DAMAGE = "(?i)damage|corrupt|(?<!0 )lost\\b|left out|"
            + "[1-9] clump|cannot be read|missing|"
            + "is not the|another arena|lacks|believed|no description|not whole|UNREACHABLE|fault of the program|"
            + "Exception";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private ExportedFiles server;
    private NineDisks disks;

    @BeforeEach
    void export() throws IOException {
        site = new Site(temp);
        server = new ExportedFiles();
        Path conf = SampleVenti.create(temp.resolve("venti"), 4, 8192, 5, 3);
        Files.write(conf.resolveSibling("isect0"), new byte[4 << 20]);
        site.done("index", "build", conf.toString());
        for (String file : List.of("isect0", "arenas0")) {
            server.put("dev/" + file, new MemoryStorage(Files.readAllBytes(conf.resolveSibling(file))));
        }
        server.put("dev/fossil", new MemoryStorage(FossilImages.example()));
        server.put("dev/venti.conf", new MemoryStorage(
                "index main\nisect isect0\narenas arenas0\naddr tcp!*!1\n".getBytes(UTF_8)));
        site.done("init", "there", "--conf", name("venti.conf"), "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("rec", "bd-r", 3, 12_000_000));
    }

    private String name(String file) throws IOException {
        disks = new NineDisks(Disks.REAL, QUICK, new SystemClock(), StopSignal.NEVER, note -> { });
        site.use(disks);
        return server.name("dev/" + file);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    /** Runs a command as often as there are points at which the server goes. */
    private void lose(List<String> wrong, String... words) throws IOException {
        Site.Outcome whole = run(Long.MAX_VALUE, words);
        long all = server.bytes.get();
        assertThat(all).as(String.join(" ", words)).isPositive();
        for (int point = 0; point < POINTS; point++) {
            Site.Outcome outcome = run(all * point / POINTS, words);
            String said = outcome.out() + outcome.said();
            if (outcome.equals(whole)) {
                // what was wanted had come before
                continue;
            }
            String told = said.replaceAll("0 (damaged|missing|clumps|lost)|its venti cannot be read", "");
            if (outcome.code() != ExitCode.FAILED || !said.contains("127.0.0.1")
                    || Pattern.compile(DAMAGE).matcher(told).find()) {
                wrong.add("%s, %d of %d: exit %d: %s".formatted(List.of(words), point, POINTS, outcome.code(), said));
            }
        }
    }

    private Site.Outcome run(long lasts, String... words) throws IOException {
        name("");
        server.bytes.set(0);
        server.with((type, count, good) -> {
            if (type == ExportedFiles.READ && server.bytes.get() > lasts) {
                throw new IOException("dies");
            }
            return List.of(good);
        });
        try (NineDisks open = disks) {
            assertThat(open).isNotNull();
            return site.run(words);
        } finally {
            server.with((type, count, good) -> List.of(good));
        }
    }

    @Test
    void whatIsReadThereFailsAndIsNotDamaged() throws IOException {
        String conf = name("venti.conf");
        List<String> wrong = new ArrayList<>();
        lose(wrong, "arenas", "check", "--deep", conf);
        lose(wrong, "arenas", "list", conf);
        lose(wrong, "index", "check", conf);
        lose(wrong, "index", "build", conf, "--server-is-stopped", "--yes");
        lose(wrong, "fossil", "info", name("fossil"));
        lose(wrong, "fossil", "usage", name("fossil"));
        lose(wrong, "fossil", "last", name("fossil"));
        lose(wrong, "score", "record", name("fossil"));
        lose(wrong, "status", "there");
        lose(wrong, "disks", "list", name("arenas0"));
        assertThat(wrong).isEmpty();
    }

    /** What is below a root is read block by block; of those that were not given nobody says that they are missing. */
    @Test
    void treesThatAreReadThereFailAndLackNothing() throws IOException {
        Path golden = Golden.unpack(Golden.names().get(0), temp);
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put("gold/" + file.getFileName(), new MemoryStorage(Files.readAllBytes(file)));
            }
        }
        String conf = server.name("gold/venti.conf");
        String root = Files.readString(golden.resolve("second.vac")).strip();
        site.done("score", "record", root);
        List<String> wrong = new ArrayList<>();
        lose(wrong, "vac", "check", root, "--conf", conf);
        lose(wrong, "vac", "ls", "-R", root, "--conf", conf);
        lose(wrong, "find", "nothing-of-that-name/x", "--conf", conf);
        assertThat(wrong).isEmpty();
    }

    /** The target is well, and is not blamed; it is not asked again and again, and nothing is noted as lost for it. */
    @Test
    void aMirrorBlamesNeitherTheArenasNorTheTarget() throws IOException {
        MemoryStore store = new MemoryStore();
        List<String> wrong = new ArrayList<>();
        try (VentiServer venti = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            String[] words = {"mirror", "--conf", name("venti.conf"), "--source", "none", "--state",
                temp.resolve("state").toString(), "--verify", "none", venti.address().toString()};
            String port = server.name("").replaceFirst(".*:(\\d+)//.*", "$1");
            for (int point = 0; point < POINTS; point++) {
                Site.Outcome outcome = run((4L << 20) * point / POINTS, words);
                String said = outcome.out() + outcome.said();
                if (outcome.code() != ExitCode.FAILED || !said.contains(port)
                        || Pattern.compile(DAMAGE).matcher(said).find()) {
                    wrong.add("%d of %d: exit %d: %s".formatted(point, POINTS, outcome.code(), said));
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(site.done(words)).contains("complete");
        }
    }
}
