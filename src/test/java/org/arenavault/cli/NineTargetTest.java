package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.ninep.ExportedFiles;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions on a file server are written as those here are, and under no venti that runs. */
class NineTargetTest {

    private static final int SEALED = 4;
    private static final NineOptions QUICK = new NineOptions(Duration.ofSeconds(2), Duration.ofSeconds(5), 3,
            Duration.ofMillis(10));
    private static final Map<String, Integer> SIZES = Map.of("arenas0", 8_000_000, "isect", 5_000_000, "bloom",
            1 << 20);

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private final Map<String, MemoryStorage> parts = new TreeMap<>();
    private Site site;
    private ExportedFiles server;
    private NineDisks disks;
    private Path source;
    private int free;

    @BeforeEach
    void export() throws IOException {
        site = new Site(temp);
        server = new ExportedFiles();
        source = SampleVenti.create(temp.resolve("venti"), SEALED, 8192, 5, 3);
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        for (String name : SIZES.keySet()) {
            blank(name);
        }
        configure("tcp!*!" + free);
        connect();
    }

    private void blank(String name) throws IOException {
        put(name, new MemoryStorage(SIZES.get(name)));
    }

    private void put(String name, MemoryStorage storage) throws IOException {
        parts.put(name, storage);
        server.put("dev/sdC0/" + name, storage);
    }

    private void configure(String address) throws IOException {
        server.put("cfg/venti.conf", new MemoryStorage("""
                index main
                isect /dev/sdC0/isect
                arenas /dev/sdC0/arenas0
                bloom /dev/sdC0/bloom
                addr %s
                """.formatted(address).getBytes(UTF_8)));
    }

    private void connect() {
        disks = new NineDisks(Disks.REAL, QUICK, new SystemClock(), StopSignal.NEVER, note -> { });
        site.use(disks);
    }

    @AfterEach
    void end() throws IOException {
        disks.close();
        server.close();
    }

    private String conf() {
        return server.name("cfg/venti.conf");
    }

    /** The discs of the sample venti. */
    private String discs() {
        String recorder = site.recorder("recorder", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--medium", "bd-r", "--spare", "none", "--device", recorder, "--conf",
                source.toString());
        site.done("backup", "home");
        return recorder;
    }

    /** The configuration of files of the same sizes here. */
    private Path here() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("here"));
        for (Map.Entry<String, Integer> part : SIZES.entrySet()) {
            Files.write(folder.resolve(part.getKey()), new byte[part.getValue()]);
        }
        return Files.writeString(folder.resolve("venti.conf"),
                "index main\nisect isect\narenas arenas0\nbloom bloom\naddr tcp!*!%d\n".formatted(free));
    }

    /** An index differs by a number that is drawn for it; that one is checked against the arenas. */
    private void assertSameAs(Path here) throws IOException {
        for (String name : List.of("arenas0", "bloom")) {
            assertThat(Arrays.equals(parts.get(name).read(0, SIZES.get(name)),
                    Files.readAllBytes(here.resolveSibling(name)))).as(name).isTrue();
        }
        connect();
        assertThat(check(conf())).contains("no fault").isEqualTo(check(here.toString()));
    }

    /** What is counted in an index, without the time that it takes. */
    private String check(String conf) {
        return site.done("index", "check", conf).split(";", 2)[0];
    }

    private String[] restore(String conf, String... more) {
        return Stream.concat(Stream.of("restore", "home", "-d", "emu:" + temp.resolve("recorder"), "--conf", conf,
                "--yes", "--format", "--spare-arenas", "0"), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aRestoreOntoDisksThereIsTheSameAsHere() throws IOException {
        discs();
        Path here = here();
        site.done(restore(here.toString()));
        connect();
        site.done(restore(conf()));
        assertSameAs(here);
        assertThat(server.syncs.get()).isPositive();
        assertThat(temp.resolve("vault/restores")).as("what is left of the work").doesNotExist();
        // the index alone, anew
        blank("isect");
        blank("bloom");
        connect();
        assertThat(site.done("index", "build", conf())).contains("index main");
        assertSameAs(here);
    }

    @Test
    void arenasAreInsertedThereAsHere() throws IOException {
        Path here = here().resolveSibling("arenas0");
        site.done("arenas", "format", "-a", "1m", "arena", here.toString());
        put("arenas0", new MemoryStorage(Files.readAllBytes(here)));
        Path image = temp.resolve("image");
        site.done("arenas", "extract", source.resolveSibling("arenas0").toString(), "arena1", "-o", image.toString());
        site.done("arenas", "insert", here.toString(), image.toString());
        String there = server.name("dev/sdC0/arenas0");
        Site.Outcome refused = site.run("arenas", "insert", "--yes", there, image.toString());
        assertThat(refused.code()).as("%s", refused).isEqualTo(ExitCode.FAILED);
        assertThat(refused.said()).contains("carries no configuration", "--server-is-stopped");
        assertThat(server.written.get()).isZero();
        assertThat(site.done("arenas", "insert", "--server-is-stopped", there, image.toString()))
                .contains("arena1: inserted");
        assertThat(Arrays.equals(parts.get("arenas0").read(0, SIZES.get("arenas0")), Files.readAllBytes(here)))
                .isTrue();
        assertThat(site.done("arenas", "insert", "--server-is-stopped", there, image.toString()))
                .contains("was there already");
    }

    @Test
    void aPartitionThatCarriesItsConfigurationTellsWhereItsVentiAnswers() throws IOException {
        Path here = here().resolveSibling("arenas0");
        site.done("arenas", "format", "-a", "1m", "arena", here.toString());
        byte[] bytes = Files.readAllBytes(here);
        byte[] text = """
                venti config
                index main
                isect /dev/sdC0/isect
                arenas /dev/sdC0/arenas0
                addr tcp!*!%d
                """.formatted(free).getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, 248 * 1024, text.length);
        put("arenas0", new MemoryStorage(bytes));
        Path image = temp.resolve("image");
        site.done("arenas", "extract", source.resolveSibling("arenas0").toString(), "arena1", "-o", image.toString());
        String[] insert = {"arenas", "insert", server.name("dev/sdC0/arenas0"), image.toString()};
        try (ServerSocket venti = new ServerSocket(free, 4, InetAddress.getLoopbackAddress())) {
            assertRefused(venti, insert);
        }
        assertThat(site.done(insert)).contains("arena1: inserted");
    }

    private void assertRefused(ServerSocket venti, String... words) {
        String[] with = Arrays.copyOf(words, words.length + 2);
        with[words.length] = "--server-is-stopped";
        with[words.length + 1] = Arrays.asList(words).contains("--yes") ? "--json" : "--yes";
        long before = server.written.get();
        for (String[] command : List.of(words, with)) {
            connect();
            Site.Outcome outcome = site.run(command);
            assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).as("%s", outcome).contains("a server answers at", "127.0.0.1",
                    Integer.toString(venti.getLocalPort()));
        }
        assertThat(server.written.get()).isEqualTo(before);
    }

    @Test
    void nothingIsWrittenUnderAVentiThatAnswersThere() throws IOException {
        discs();
        try (ServerSocket venti = new ServerSocket(free, 4, InetAddress.getLoopbackAddress())) {
            assertRefused(venti, restore(conf()));
            assertRefused(venti, "index", "build", conf());
        }
        configure("il!*!venti");
        connect();
        Site.Outcome unknown = site.run(restore(conf()));
        assertThat(unknown.code()).as("%s", unknown).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.said()).contains("nobody can be asked", "--server-is-stopped");
        assertThat(server.written.get()).isZero();
        connect();
        site.done(restore(conf(), "--server-is-stopped"));
        assertThat(site.path("vault/restores")).as("it is written down there no more").doesNotExist();
    }

    /** A file there makes nobody knock at a third machine, and vouches for none. */
    @Test
    void anAddressOfAThirdMachineIsNotDialled() throws IOException {
        discs();
        for (String address : List.of("tcp!192.0.2.1!17034", "tcp!fileserver!17034", "fileserver:17034")) {
            configure(address);
            connect();
            Site.Outcome unknown = site.run(restore(conf()));
            assertThat(unknown.code()).as("%s", unknown).isEqualTo(ExitCode.FAILED);
            assertThat(unknown.said()).contains("nobody can be asked", "--server-is-stopped");
        }
        assertThat(server.written.get()).isZero();
        configure("tcp!fileserver!%d".formatted(free));
        try (ServerSocket venti = new ServerSocket(free, 4, InetAddress.getLoopbackAddress())) {
            assertRefused(venti, restore(conf()));
        }
        connect();
        site.done(restore(conf(), "--server-is-stopped"));
    }

    /** Its addresses are tried at the host that has the disks. */
    @Test
    void aConfigurationOfThisMachineMayNameDisksThere() throws IOException {
        discs();
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (ExportedFiles there = new ExportedFiles(new InetSocketAddress(other, 0))) {
            for (String name : SIZES.keySet()) {
                there.put(name, parts.get(name));
            }
            Path local = Files.writeString(temp.resolve("venti.conf"),
                    "index main\nisect %s\narenas %s\nbloom %s\naddr tcp!*!%d\n".formatted(there.name("isect"),
                            there.name("arenas0"), there.name("bloom"), free));
            try (ServerSocket venti = new ServerSocket(free, 4, other)) {
                Site.Outcome outcome = site.run(restore(local.toString(), "--server-is-stopped"));
                assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
                assertThat(outcome.said()).contains("a server answers at tcp!127.0.0.2!" + venti.getLocalPort());
                assertThat(there.written.get()).isZero();
            }
            site.done(restore(local.toString()));
            assertThat(temp.resolve("venti.conf.restore")).doesNotExist();
        }
        Path here = here();
        site.done(restore(here.toString()));
        assertSameAs(here);
    }

    @Test
    void behindASocketNobodyCanBeAsked() throws IOException {
        discs();
        Path socket = temp.resolve("srv");
        try (ExportedFiles posted = ExportedFiles.at(socket)) {
            for (String name : SIZES.keySet()) {
                posted.put("dev/sdC0/" + name, parts.get(name));
            }
            posted.put("cfg/venti.conf", new MemoryStorage("""
                    index main
                    isect /dev/sdC0/isect
                    arenas /dev/sdC0/arenas0
                    bloom /dev/sdC0/bloom
                    addr tcp!*!%d
                    """.formatted(free).getBytes(UTF_8)));
            String there = "9p:unix!" + socket + "//cfg/venti.conf";
            for (String[] words : List.of(restore(there), new String[] {"index", "build", there})) {
                Site.Outcome outcome = site.run(words);
                assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
                assertThat(outcome.said()).as("%s", outcome).contains("--server-is-stopped");
            }
            assertThat(posted.written.get()).isZero();
            site.done(restore(there, "--server-is-stopped"));
            assertThat(site.done("arenas", "list", there)).contains("arena3");
        }
    }

    /** Killed at many places, by its server; the same command goes on. */
    @Test
    void aRestoreGoesOnAfterItsServerDied() throws IOException {
        discs();
        Path here = here();
        site.done(restore(here.toString()));
        int failed = 0;
        for (long limit = 200_000; failed >= 0; limit += 1_300_000) {
            AtomicBoolean dead = new AtomicBoolean();
            long begun = server.written.get();
            long most = limit;
            server.with((type, count, good) -> {
                if (dead.get() || (type == ExportedFiles.WRITE && server.written.get() - begun > most)) {
                    dead.set(true);
                    throw new IOException("dies");
                }
                return List.of(good);
            });
            connect();
            Site.Outcome outcome = site.run(restore(conf()));
            if (outcome.code() == ExitCode.DONE) {
                assertThat(failed).as("%s", outcome).isPositive();
                assertSameAs(here);
                return;
            }
            failed++;
            assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).as("%s", outcome).contains("127.0.0.1").doesNotContain("Exception", "\tat ");
        }
    }

    /** The server is gone now and then, and comes back. */
    @Test
    void aRestoreIsDoneOverManyConnections() throws IOException {
        discs();
        Path here = here();
        site.done(restore(here.toString()));
        AtomicInteger writes = new AtomicInteger();
        server.with((type, count, good) -> {
            if (type == ExportedFiles.WRITE && writes.incrementAndGet() % 50 == 0) {
                throw new IOException("dies");
            }
            return List.of(good);
        });
        connect();
        site.done(restore(conf()));
        assertSameAs(here);
        assertThat(server.connections.get()).isGreaterThan(2);
    }

    @Test
    void whatTheServerDropsIsNeverSaidToBeThere() throws IOException {
        discs();
        AtomicInteger writes = new AtomicInteger();
        server.writingBy((file, at, bytes) -> {
            if (writes.incrementAndGet() != 30) {
                file.write(at, bytes);
            }
        });
        Site.Outcome outcome = site.run(restore(conf()));
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).as("%s", outcome).contains("do not read back equal");
        server.writingBy((file, at, bytes) -> file.write(at, bytes));
        Path here = here();
        site.done(restore(here.toString()));
        connect();
        site.done(restore(conf()));
        assertSameAs(here);
    }

    @Test
    void anErrorThereIsToldInItsWords() throws IOException {
        discs();
        server.writingBy((file, at, bytes) -> {
            throw new IOException("no more sectors");
        });
        Site.Outcome outcome = site.run(restore(conf()));
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).as("%s", outcome).contains("no more sectors", "write error");
        assertThat(outcome.said().lines().count()).as("%s", outcome).isBetween(1L, 4L);
    }

    @Test
    void whatIsNotThereIsNotMadeThere() throws IOException {
        discs();
        server.put("cfg/venti.conf", new MemoryStorage("""
                index main
                isect /dev/sdC0/isect
                arenas /dev/sdC0/none
                addr tcp!*!%d
                """.formatted(free).getBytes(UTF_8)));
        Site.Outcome outcome = site.run(restore(conf()));
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).as("%s", outcome).contains("/dev/sdC0/none", "does not exist");
        assertThat(server.written.get()).isZero();
    }
}
