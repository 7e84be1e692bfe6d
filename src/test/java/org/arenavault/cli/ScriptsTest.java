package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.GoldenArchive;
import org.arenavault.fossil.ScriptedFossil;
import org.arenavault.io.Dial;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts with the old names, each for what it does to real files, discs, servers and consoles. */
@Timeout(180)
class ScriptsTest {

    private static final int ARENA = 1 << 20;
    private static final int FIRST = 794_624;
    private static final int ARENA_HEAD = 0xd15c4ead;
    private static final long FOSSIL = 32L << 20;
    /** Where the last score is in a fossil of blocks of 8 KiB: replication 3. */
    private static final long LAST = 18L * 8192 + 34;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private InstalledScripts scripts;

    @BeforeEach
    void install() throws IOException {
        scripts = new InstalledScripts(folder.resolve("bin"));
    }

    private void arenavault(String... args) {
        List<String> all = new ArrayList<>(List.of("--yes", "--vault", scripts.vault().toString()));
        all.addAll(List.of(args));
        CommandRun run = new CommandRun();
        assertThat(run.run(all.toArray(new String[0]))).as("%s: %s", all, run.said()).isZero();
    }

    private Path venti(String name) throws IOException {
        Path venti = Golden.unpack("multi", Files.createDirectories(folder.resolve(name)));
        Path conf = venti.resolve("venti.conf");
        Files.writeString(conf, Files.readString(conf).replaceAll("(?m)^(addr|httpaddr).*\n", ""));
        scripts.with("VENTI_CONF", conf.toString());
        return venti;
    }

    private String recorder(String name, String set, Path venti) {
        String device = folder.resolve(name).toString();
        arenavault("drive", "emulate", device, "--medium", "bd-r", "--discs", "4", "--capacity", "16m");
        arenavault("init", set, "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r",
                "--increments", "never", "--device", "emu:" + device);
        return "emu:" + device;
    }

    private InstalledScripts.Run run(int code, String script, String... arguments) throws Exception {
        InstalledScripts.Run run = scripts.run(script, arguments);
        assertThat(run.code()).as("%s %s: %s%s", script, List.of(arguments), run.out(), run.errors()).isEqualTo(code);
        return run;
    }

    @Test
    void tobackupBackupDupdiscAndRestore() throws Exception {
        Path venti = venti("source");
        String first = recorder("one", "set1", venti);
        List<String> sealed = List.of("arena0", "arena1", "arena2", "arena3", "arenap1.0");
        assertThat(run(0, "tobackup").lines()).containsExactlyElementsOf(sealed);
        assertThat(run(0, "backup", "-n").out()).contains("Nothing was written.");
        assertThat(run(0, "backup", "-d", first, "-s", "set1").out()).contains("5 tracks");
        assertThat(run(0, "tobackup", "set1").lines()).isEmpty();

        String second = recorder("two", "set2", venti);
        run(0, "dupdisc", first, second);
        assertThat(run(0, "tobackup", "set2").lines()).isEmpty();
        assertThat(Files.readAllBytes(folder.resolve("two/001.disc/data"))).startsWith(
                arena(venti.resolve("arenas0"), 0));

        Path lost = venti.resolve("arenas0");
        byte[] whole = Files.readAllBytes(lost);
        Files.delete(lost);
        try (RandomAccessFile file = new RandomAccessFile(lost.toFile(), "rw")) {
            file.setLength(whole.length);
        }
        arenavault("arenas", "format", "-a", "1m", "arena", lost.toString());
        run(0, "restore", "0", second);
        for (int i = 0; i < 3; i++) {
            assertThat(arena(lost, i)).isEqualTo(Arrays.copyOfRange(whole, FIRST + i * ARENA, FIRST + (i + 1) * ARENA));
        }
    }

    private static byte[] arena(Path partition, int number) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(partition.toFile(), "r")) {
            byte[] bytes = new byte[ARENA];
            file.seek(FIRST + (long) number * ARENA);
            file.readFully(bytes);
            return bytes;
        }
    }

    @Test
    void ventioffsetsNamesTheHeadsOfArenas() throws Exception {
        Path venti = venti("source");
        List<String> lines = run(0, "ventioffsets").lines();
        assertThat(lines).hasSizeGreaterThan(5).contains("x arena1 %d arenas0".formatted(FIRST + ARENA));
        for (String line : lines) {
            String[] words = line.split(" ");
            try (RandomAccessFile file = new RandomAccessFile(venti.resolve(words[3]).toFile(), "r")) {
                file.seek(Long.parseLong(words[2]));
                assertThat(file.readInt()).as(line).isEqualTo(ARENA_HEAD);
            }
        }
        assertThat(run(0, "ventioffsets", venti.resolve("arenas1").toString()).lines()).hasSize(2);
    }

    @Test
    void ventiprogSendsWhatAnotherVentiLacks() throws Exception {
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.writeString(target.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
        Files.write(target.resolve("isect0"), new byte[4 << 20]);
        arenavault("arenas", "format", "-a", "4m", "arena", empty("target/arenas0").toString());
        arenavault("index", "build", target.resolve("venti.conf").toString());
        Path source = venti("source");
        try (Served served = new Served(target)) {
            scripts.with("targetventis", served.address());
            assertThat(run(0, "ventiprog").out()).contains("sent");
            Score root = Score.parse(Files.readString(source.resolve("second.vac")).strip());
            arenavault("vac", "check", root.toString(), "--host", served.address(), "--deep");
            assertThat(run(0, "ventiprog", served.address()).out()).contains(" 0 blocks sent");
        }
    }

    /** A venti of this program, which takes blocks. */
    private static final class Served implements AutoCloseable {

        private final CommandRun server = new CommandRun();
        private final CompletableFuture<Integer> exit;
        private final String address;

        Served(Path venti) throws IOException, InterruptedException {
            exit = server.start("--json", "serve", venti.resolve("venti.conf").toString(), "--listen", "127.0.0.1:0",
                    "--http", "none", "--writable");
            address = server.awaitJson().get("address").asText();
        }

        String address() {
            return address;
        }

        @Override
        public void close() {
            server.stop();
            assertThat(exit.join()).isZero();
        }
    }

    /** A venti that has the archive of a real fossil. */
    private Served archive() throws Exception {
        Served served = new Served(venti("venti"));
        try (VentiClient client = VentiClient.connect(Dial.parse(served.address()), ClientOptions.DEFAULT,
                new SystemClock())) {
            GoldenArchive.blocks().forEach((score, type, block) -> write(client, type, block));
            client.sync();
        }
        scripts.with("venti", served.address());
        return served;
    }

    private static void write(VentiClient client, BlockType type, byte[] block) {
        try {
            client.write(type, block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path empty(String name) throws IOException {
        Path path = folder.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(FOSSIL);
        }
        return path;
    }

    /** A fossil that has archived {@link GoldenArchive} last. */
    private Path fossil(String venti) throws IOException {
        Path path = empty("fossil");
        arenavault("fossil", "reset", GoldenArchive.ROOT.toString(), path.toString(), "--host", venti);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            ByteBuffer score = ByteBuffer.allocate(Score.SIZE);
            GoldenArchive.ROOT.put(score, 0);
            file.seek(LAST);
            file.write(score.array());
        }
        return path;
    }

    @Test
    void fossilizeAndFosreset() throws Exception {
        try (Served venti = archive()) {
            Path fossil = fossil(venti.address());
            assertThat(run(0, "fossilize", fossil.toString()).lines())
                    .containsExactly("vac:%s %s %s".formatted(GoldenArchive.ROOT, fossil, venti.address()));
            CommandRun list = new CommandRun();
            assertThat(list.run("--vault", scripts.vault().toString(), "score", "list")).isZero();
            assertThat(list.printed()).contains(GoldenArchive.ROOT.toString().substring(0, 8), fossil.toString());

            Path expected = empty("expected");
            arenavault("fossil", "reset", "last", expected.toString(), "--host", venti.address());
            Path standby = empty("standby");
            run(ExitCode.OPERATOR, "fosreset", "vac:" + GoldenArchive.ROOT, standby.toString());
            assertThat(Files.mismatch(standby, empty("untouched"))).isEqualTo(-1);
            assertThat(run(ExitCode.USAGE, "fosreset", "--halt", "vac:" + GoldenArchive.ROOT, standby.toString())
                    .errors()).as("no console was named").contains("fscons");
            Path halted = empty("halted");
            try (ScriptedFossil console = new ScriptedFossil()) {
                scripts.with("fscons", "tcp:127.0.0.1:" + console.port());
                run(0, "fosreset", "--halt", "--yes", "vac:" + GoldenArchive.ROOT, halted.toString());
                assertThat(console.typed()).containsExactly("fsys all sync", "fsys all halt", "fsys all sync");
                assertThat(Files.mismatch(halted, expected)).isEqualTo(-1);
                ScriptedFossil deaf = new ScriptedFossil();
                deaf.breakDown();
                scripts.with("fscons", "tcp:127.0.0.1:" + deaf.port());
                run(ExitCode.FAILED, "fosreset", "--yes", "--halt", "vac:" + GoldenArchive.ROOT, standby.toString());
                assertThat(Files.mismatch(standby, empty("untouched"))).as("it is not halted").isEqualTo(-1);
                deaf.close();
            }
            Assumptions.assumeTrue(PseudoTerminal.isPossible(), "script(1) is not installed: nobody to say yes");
            try (PseudoTerminal terminal = new PseudoTerminal("env %s sh %s vac:%s %s".formatted(scripts.settings(),
                    scripts.path("fosreset"), GoldenArchive.ROOT, standby))) {
                terminal.expect("Reset it? [y/N]");
                terminal.type("y");
                assertThat(terminal.end()).as(terminal.shown()).isZero();
            }
            assertThat(Files.mismatch(standby, expected)).isEqualTo(-1);
        }
    }

    @Test
    void cpsysMakesOneFossilLikeTheOther() throws Exception {
        Assumptions.assumeTrue(PseudoTerminal.isPossible(), "script(1) is not installed: nobody to say yes");
        Path shell = folder.resolve("rx");
        Files.writeString(shell, "#!/bin/sh\necho \"$1\" >>%s\nshift\nPATH=%s:$PATH exec sh -c \"$*\"\n"
                .formatted(folder.resolve("hosts"), scripts.path("")));
        assertThat(shell.toFile().setExecutable(true)).isTrue();
        for (String script : List.of("arenavault", "cpsys")) {
            assertThat(scripts.path(script).toFile().setExecutable(true)).isTrue();
        }
        try (Served venti = archive()) {
            Path fossil = fossil(venti.address());
            Path saved = folder.resolve("saved");
            Files.copy(fossil, saved, StandardCopyOption.REPLACE_EXISTING);
            Path dest = empty("dest");
            scripts.with("rx", shell.toString());
            try (PseudoTerminal terminal = new PseudoTerminal("env %s sh %s alice:%s bob:%s".formatted(
                    scripts.settings(), scripts.path("cpsys"), fossil, dest))) {
                terminal.expect("Reset it? [y/N]");
                terminal.type("y");
                assertThat(terminal.end()).as(terminal.shown()).isZero();
            }
            assertThat(Files.readAllLines(folder.resolve("hosts"))).containsExactly("alice", "bob", "alice", "bob",
                    "bob");
            Path expected = empty("expected");
            arenavault("fossil", "reset", GoldenArchive.ROOT.toString(), expected.toString(), "--host",
                    venti.address());
            assertThat(Files.mismatch(dest, expected)).isEqualTo(-1);
            assertThat(Files.mismatch(fossil, saved)).isEqualTo(-1);
        }
        run(ExitCode.USAGE, "cpsys", "alice");
        assertThat(run(ExitCode.FAILED, "fossilize").errors()).as("the partition of the manual page")
                .contains("/dev/sdC0/fossil");
    }

    @Test
    void fossilstartAndFoshalt() throws Exception {
        try (ScriptedFossil fossil = new ScriptedFossil()) {
            scripts.with("fscons", "tcp:127.0.0.1:" + fossil.port());
            scripts.with("venti", "tcp!venti!17034");
            run(0, "fossilstart", "/dev/sdC0/fossil");
            assertThat(fossil.typed()).containsSubsequence("fsys main config /dev/sdC0/fossil",
                    "fsys main venti tcp!venti!17034", "fsys main open -c 9000",
                    "fsys main snaptime -s 60 -a 0500 -t 2880", "srv -A fossil", "listen tcp!*!564");
            fossil.typed().clear();
            run(0, "foshalt");
            assertThat(fossil.typed()).containsSubsequence("fsys all sync", "fsys all halt");
            run(ExitCode.USAGE, "foshalt", "now");
        }
        try (ScriptedFossil deaf = new ScriptedFossil()) {
            deaf.breakDown();
            scripts.with("fscons", "tcp:127.0.0.1:" + deaf.port());
            assertThat(run(ExitCode.FAILED, "foshalt").errors()).contains("NOT halted");
        }
    }
}
