package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.FossilImages;
import org.arenavault.fossil.ScriptedFossil;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.ninep.ExportedFiles;
import org.arenavault.ninep.ExportedLine;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.ninep.NineQid;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A venti and a fossil whose disks a file server exports: commands do there what they do here. */
class NineSourceTest {

    private static final int SEALED = 4;
    private static final NineOptions QUICK = new NineOptions(Duration.ofSeconds(2), Duration.ofSeconds(2), 3,
            Duration.ofMillis(10));

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private ExportedFiles server;
    private NineDisks disks;
    private Path conf;
    private byte[] arenas;

    @BeforeEach
    void export() throws IOException {
        site = new Site(temp);
        server = new ExportedFiles();
        conf = SampleVenti.create(temp.resolve("venti"), SEALED, 8192, 5, 3);
        arenas = Files.readAllBytes(conf.resolveSibling("arenas0"));
        put("dev/sdC0/arenas0", arenas);
        put("cfg/venti.conf", "index main\nisect /dev/sdC0/isect\narenas /dev/sdC0/arenas0\naddr tcp!*!17999\n"
                .getBytes(UTF_8));
        connect();
    }

    /** As each run of the program begins: without connections. */
    private void connect() {
        connect(new SystemClock());
    }

    private void connect(Clock clock) {
        disks = new NineDisks(Disks.REAL, QUICK, clock, StopSignal.NEVER, note -> { });
        site.use(disks);
    }

    private void put(String path, byte[] bytes) throws IOException {
        server.put(path, new MemoryStorage(bytes));
    }

    @AfterEach
    void end() throws IOException {
        disks.close();
        server.close();
    }

    private void assertSame(String there, String here, String... words) {
        Site.Outcome far = site.run(with(words, there));
        Site.Outcome near = site.run(with(words, here));
        assertThat(far.code()).as("%s", far).isEqualTo(near.code()).isZero();
        assertThat(figures(far.out().replace(there, here))).isEqualTo(figures(near.out()));
    }

    private static String[] with(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }

    /** Without what differs from run to run. */
    private static String figures(String out) {
        return out.replaceAll("in [0-9:]+ \\([^)]*\\)", "").replaceAll("\"(nanos|seconds|rate)[^,}]*", "");
    }

    @Test
    void arenasAreListedAndCheckedAsHere() {
        String here = conf.resolveSibling("arenas0").toString();
        assertSame(server.name("dev/sdC0/arenas0"), here, "arenas", "list");
        assertSame(server.name("dev/sdC0/arenas0"), here, "arenas", "check", "--deep");
        assertSame(server.name("dev/sdC0/arenas0") + ":0-7102464", here + ":0-7102464", "arenas", "list");
        assertThat(site.done("arenas", "list", server.name("cfg/venti.conf"))).contains("arena0", "arena3");
    }

    /** Of arenas that its server did not give nothing is known; least of all that they are damaged. */
    @Test
    void aServerThatGoesAwayDamagesNoArena() throws IOException {
        for (List<String> words : List.of(List.of("arenas", "check"), List.of("arenas", "list"),
                List.of("arenas", "check", "--deep"))) {
            for (long lasts : words.contains("list") ? List.of(0L, 20_000L) : List.of(0L, 1L << 20, 2L << 20)) {
                connect();
                server.bytes.set(0);
                server.with((type, count, good) -> {
                    if (type == ExportedFiles.READ && server.bytes.get() > lasts) {
                        throw new IOException("dies");
                    }
                    return List.of(good);
                });
                List<String> all = new ArrayList<>(words);
                all.add(server.name("dev/sdC0/arenas0"));
                Site.Outcome outcome = site.run(all.toArray(String[]::new));
                server.with((type, count, good) -> List.of(good));
                assertThat(outcome.code()).as("%s", outcome).isNotEqualTo(ExitCode.DONE);
                assertThat(outcome.said()).as("%s", words).contains("127.0.0.1");
                assertThat(outcome.out() + outcome.said()).doesNotContainPattern("DAMAGED|[1-9] damaged");
            }
        }
    }

    @Test
    void aLastLineThatDoesNotEndIsToldAsHere() throws IOException {
        server.put("cfg/cut.conf", new MemoryStorage("index main\narenas /dev/sdC0/arenas0\narenas /dev/sdC0/more"
                .getBytes(StandardCharsets.UTF_8)));
        assertThat(site.run("arenas", "list", server.name("cfg/cut.conf")).said())
                .contains("'arenas /dev/sdC0/more' does not end with a newline", "LEFT OUT");
        assertThat(site.run("init", "cut", "--conf", server.name("cfg/cut.conf"), "--medium", "bd-r").said())
                .contains("LEFT OUT");
    }

    private String init(String set, String... source) throws IOException {
        String[] words = new String[source.length + 8];
        System.arraycopy(new String[] {"init", set, "--medium", "bd-r", "--spare", "none", "--device",
            site.recorder("recorder-" + set, "bd-r", 3, 12_000_000)}, 0, words, 0, 8);
        System.arraycopy(source, 0, words, 8, source.length);
        return site.done(words);
    }

    /** What a ledger says of the bytes of arenas. */
    private List<String> digests(String set) throws IOException {
        return Pattern.compile("\"(?:arena|digest|seal|sha1|offset)\":\"?[^,}]*")
                .matcher(Files.readString(site.ledger(set))).results().map(found -> found.group()).toList();
    }

    @Test
    void aBackupRecordsTheSameAndReadsItOnce() throws IOException {
        init("here", "--conf", conf.toString());
        site.done("backup", "here");
        init("there", "--conf", server.name("cfg/venti.conf"));
        init("named", "--arenas", server.name("dev/sdC0/arenas0"));
        for (String set : List.of("there", "named")) {
            // nothing gets old, however slow the machine is
            connect(new InstantClock());
            server.bytes.set(0);
            Site.Outcome outcome = site.run("backup", set);
            assertThat(outcome.code()).as("%s", outcome).isZero();
            assertThat(digests(set)).isEqualTo(digests("here"));
            assertThat(server.bytes.get()).as("bytes read of %d", arenas.length)
                    .isLessThan(arenas.length + (3 << 20));
        }
        assertThat(site.done("status")).contains("from " + server.name("cfg/venti.conf"),
                "from " + server.name("dev/sdC0/arenas0"));
        // the label leads back to the place, under whatever folder the partition lies now
        for (String set : List.of("there", "named")) {
            Path fresh = Files.createDirectories(temp.resolve("fresh-" + set));
            Path target = Files.writeString(fresh.resolve("venti.conf"),
                    "index main\nisect isect0\narenas other\narenas arenas0\n");
            for (String file : List.of("other", "arenas0")) {
                Files.write(fresh.resolve(file), new byte[0]);
            }
            Site.Outcome outcome = site.run("restore", set, "-d", "emu:" + temp.resolve("recorder-" + set), "--conf",
                    target.toString(), "--yes", "--format");
            assertThat(outcome.said() + outcome.out()).as("%s", outcome).doesNotContain("Exception");
            byte[] back = Files.readAllBytes(fresh.resolve("arenas0"));
            assertThat(back.length).as("%s", outcome).isGreaterThan(SEALED << 20);
            int begin = 794_624;
            assertThat(Arrays.equals(back, begin, begin + (SEALED << 20), arenas, begin,
                    begin + (SEALED << 20))).as("%s", outcome).isTrue();
        }
    }

    @Test
    void aBackupGoesOnAfterItsServerDied() throws IOException {
        init("there", "--conf", server.name("cfg/venti.conf"));
        for (int kind = 0; kind < 3; kind++) {
            int how = kind;
            AtomicBoolean begun = new AtomicBoolean();
            server.bytes.set(0);
            server.with((type, count, good) -> {
                boolean late = type == ExportedFiles.READ && server.bytes.get() > (1 << 20) + 300_000;
                if (late && how == 0) {
                    begun.set(true);
                }
                if (begun.get()) {
                    throw new IOException("dies");
                }
                return late && how == 1 ? List.of() : late && how == 2
                        ? List.of(ExportedFiles.refusal(ExportedFiles.tag(good), "i/o error")) : List.of(good);
            });
            connect();
            Site.Outcome outcome = site.run("backup", "there");
            assertThat(outcome.code()).as("%d: %s", kind, outcome).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).as("%d: %s", kind, outcome).doesNotContain("Exception", "\tat ")
                    .contains(how == 2 ? "i/o error" : "127.0.0.1");
        }
        server.with((type, count, good) -> List.of(good));
        connect();
        Site.Outcome outcome = site.run("backup", "there");
        assertThat(outcome.code()).as("%s", outcome).isZero();
        assertThat(site.done("verify", "there")).contains(SEALED + " tracks read back, 0 damaged.");
        assertThat(site.done("status")).contains("verified " + SEALED);
    }

    @Test
    void aPartitionThatBecameAnotherMeanwhileIsNotReadOn() throws IOException {
        init("there", "--conf", server.name("cfg/venti.conf"));
        AtomicBoolean done = new AtomicBoolean();
        server.bytes.set(0);
        server.with((type, count, good) -> {
            if (type == ExportedFiles.READ && server.bytes.get() > (2 << 20) && !done.getAndSet(true)) {
                server.put("dev/sdC0/arenas0", new MemoryStorage(arenas), arenas.length, new NineQid(0, 2, 4711));
                throw new IOException("dies");
            }
            return List.of(good);
        });
        connect();
        Site.Outcome outcome = site.run("backup", "there");
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said() + outcome.out()).as("%s", outcome)
                .contains("was changed while the connection was lost");
        connect();
        assertThat(site.run("backup", "there").code()).isZero();
        assertThat(site.done("verify", "there")).contains(SEALED + " tracks read back, 0 damaged.");
    }

    @Test
    void aConfigurationThereReachesNothingElse() throws IOException {
        for (String line : List.of("/etc/hostname", "9p:127.0.0.1//dev/sdC0/arenas0", "../../../../etc/hostname",
                conf.resolveSibling("arenas0").toString())) {
            put("cfg/bad.conf", "index main\nisect isect0\narenas %s\n".formatted(line)
                    .getBytes(UTF_8));
            Site.Outcome outcome = site.run("arenas", "list", server.name("cfg/bad.conf"));
            assertThat(outcome.code()).as("%s: %s", line, outcome).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).as(line).contains("127.0.0.1").doesNotContain("Exception");
        }
    }

    @Test
    void whatHasNotAskedForTheServerWritesNothingThere() throws IOException {
        init("there", "--conf", server.name("cfg/venti.conf"));
        site.done("backup", "there");
        put("dev/sdC0/isect", new byte[1 << 20]);
        for (String[] words : new String[][] {
            {"arenas", "format", "-a", "1m", "arena", server.name("dev/sdC0/arenas0")},
            {"arenas", "extract", server.name("dev/sdC0/arenas0"), "arena0", "-o", server.name("out")},
            {"report", "-o", server.name("page.html")},
            {"disks", "read", conf.toString(), "-o", server.name("out")},
            {"--scsilog", server.name("log"), "drive", "list"}, {"drill", "there", "--in", server.name("in")},
            {"set", "export", "there", server.name("bundle")}, {"set", "import", server.name("cfg/venti.conf")},
            {"device-copy", "start", conf.toString(), server.name("out")},
            {"device-copy", "verify", "--medium", server.name("out"), "x"},
            {"fossil", "reset", "last", server.name("dev/sdC0/isect"), "--host", "127.0.0.1"},
            {"fossil", "undo", server.name("undo"), server.name("dev/sdC0/isect")},
            {"vac", "get", "0123456789012345678901234567890123456789", "--conf", server.name("cfg/venti.conf"), "--to",
                server.name("to")},
            {"index", "build", conf.toString(), "--spill", server.name("spill")},
            {"serve", "--arenas", server.name("cfg/none")},
            {"disc", "kit", "-d", "emu:" + temp.resolve("recorder-there"), "-o", server.name("kit")},
            {"set", "import-plan9", "there", server.name("old"), "--conf", server.name("cfg/venti.conf")},
            {"duplicate", "--from", "emu:" + temp.resolve("recorder-there"), "--to", "dir:" + temp.resolve("d"),
                "--to-set", "there", "--stage", server.name("stage")}}) {
            Site.Outcome outcome = site.run(words);
            assertThat(outcome.code()).as("%s: %s", words[0], outcome).isNotZero();
            assertThat(outcome.said().lines().count()).as("%s: %s", words[0], outcome).isBetween(1L, 3L);
            assertThat(outcome.said()).as(words[0] + words[1]).doesNotContain("Exception", "\tat ", "goes on where",
                    "fault of the program");
        }
    }

    /** The file that an arena was kept in goes with the arena. */
    @Test
    void whatIsNotRecordedTakesNoRoomInTheVault() throws IOException {
        init("there", "--conf", server.name("cfg/venti.conf"));
        arenas[1_000_000] ^= 1;
        put("dev/sdC0/arenas0", arenas);
        Site.Outcome outcome = site.run("backup", "there");
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(NineSourceTest::leadsTo).filter(path -> path.startsWith(temp.toString()))
                    .filter(path -> path.contains("reading-"))).isEmpty();
        }
    }

    private static String leadsTo(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // that of the listing itself
            return "";
        }
    }

    @Test
    void aMirrorSendsItAllFromThere() throws IOException {
        MemoryStore near = new MemoryStore();
        MemoryStore far = new MemoryStore();
        mirror(near, conf.toString());
        assertThat(mirror(far, server.name("cfg/venti.conf"))).contains("complete");
        assertThat(far.blocks().count()).isEqualTo(near.blocks().count()).isPositive();
    }

    private String mirror(MemoryStore target, String from) throws IOException {
        try (VentiServer venti = VentiServer.writable(target, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            return site.done("mirror", "--conf", from, "--source", "none", venti.address().toString());
        }
    }

    @Test
    void theConsoleOfAFossilIsAFileThere() throws IOException {
        try (ScriptedFossil fossil = new ScriptedFossil();
                Socket line = new Socket(InetAddress.getLoopbackAddress(), fossil.port());
                ExportedLine there = new ExportedLine(line.getInputStream(), line.getOutputStream())) {
            String console = there.name();
            assertThat(site.done("fossil", "console", console, "epoch")).contains("'main' not open");
            assertThat(site.done("fossil", "sync", console)).contains("wrote 7 blocks");
            assertThat(site.done("fossil", "snap", console)).contains("9ab9122c");
            assertThat(site.done("score", "list", "--json")).contains("9ab9122c", console);
            site.done("--yes", "fossil", "halt", console);
            assertThat(fossil.typed()).endsWith("fsys all sync", "fsys all halt", "fsys all sync");
        }
        put("dev/sdC0/fossil", FossilImages.example());
        Site.Outcome disk = site.run("fossil", "sync", server.name("dev/sdC0/fossil"));
        assertThat(disk.code()).isEqualTo(ExitCode.FAILED);
        assertThat(disk.said()).contains("/dev/sdC0/fossil: is no console").contains("nothing was written");
    }

    @Test
    void scoresOfAFossilAndOfFilesAreReadThere() throws IOException {
        byte[] fossil = FossilImages.example();
        String score = "9ab9122c8dc3f6883edf5253cb4cefe854f081a7";
        Path image = Files.write(temp.resolve("fossil"), fossil);
        put("dev/sdC0/fossil", fossil);
        put("n/9fat/rootscor", "vac:0123456789012345678901234567890123456789 /dev/sdC0/fossil venti\n"
                .getBytes(UTF_8));
        for (String command : List.of("last", "info", "usage")) {
            assertSame(server.name("dev/sdC0/fossil"), image.toString(), "fossil", command);
        }
        assertThat(site.done("score", "record", server.name("dev/sdC0/fossil"), server.name("n/9fat/rootscor")))
                .contains("2 scores");
        assertThat(site.done("score", "list", "--json")).contains(score.substring(0, 8), "01234567",
                server.name("dev/sdC0/fossil"));
        Site.Outcome none = site.run("score", "record", server.name("dev/sdC0/none"));
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.said()).contains("/dev/sdC0/none: does not exist");
    }
}
