package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a venti recorded with a real server to discs in an emulated recorder, and back, as a user does it. */
class RestoreCommandTest {

    private static final int SCORE = 20;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final CommandRun command = new CommandRun();

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String recorder(String name) {
        return "emu:" + path(name);
    }

    /** Runs a command in the vault of this test; its report. */
    private CommandRun run(int exit, String... args) {
        CommandRun run = new CommandRun();
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--vault";
        all[args.length + 1] = path("vault");
        int code = run.run(all);
        assertThat(code).as("%s: %s%s", List.of(args), run.said(), run.printed()).isEqualTo(exit);
        return run;
    }

    /** Unpacks a sample, with addresses that nobody answers at. */
    private Path sample(String name) throws IOException {
        Path conf = Golden.unpack(name, folder).resolve("venti.conf");
        Files.writeString(conf, Files.readString(conf).replaceAll("(?m)^(addr|httpaddr).*\n", "")
                + "addr tcp!127.0.0.1!1\n");
        return conf;
    }

    /** Records all sealed arenas of a sample, two on a disc. */
    private void record(Path conf, String set, String recorder) {
        run(0, "drive", "emulate", path(recorder), "--medium", "bd-r", "--discs", "6", "--capacity", "8m");
        run(0, "init", set, "--conf", conf.toString(), "--medium", "bd-r", "--increments",
                "never", "--parity", "never", "--kit", "never", "--device", recorder(recorder),
                "--tracks-per-disc", "2");
        run(0, "backup", set);
    }

    /** A folder with the sample's configuration and nothing else. */
    private String fresh(Path conf, String name) throws IOException {
        Path fresh = Files.createDirectories(folder.resolve(name)).resolve("venti.conf");
        Files.copy(conf, fresh);
        return fresh.toString();
    }

    /** SHA-1 by name of what the real tool takes out of each arena. */
    private static Map<String, String> expected(Path conf) throws IOException {
        Map<String, String> sums = new HashMap<>();
        for (String line : Files.readAllLines(conf.resolveSibling("expect/rdarena.sha1"))) {
            String[] fields = line.trim().split("\\s+");
            sums.put(fields[0], fields[2]);
        }
        return sums;
    }

    private static String sha1(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    }

    private byte[] extract(String partition, String arena) {
        return run(0, "arenas", "extract", partition, arena).printedBytes();
    }

    @Test
    void everySampleComesBackFromBareDiscs() throws Exception {
        for (String name : Golden.names()) {
            Path conf = sample(name);
            record(conf, name, "recorder-" + name);
            String restored = fresh(conf, "restored-" + name);
            JsonNode report = run(0, "restore", "--json", "-d", recorder("recorder-" + name), "--conf", restored,
                    "--format").json();
            assertThat(report.get("schema").asText()).isEqualTo("arenavault.restore.2");
            Map<String, String> expected = expected(conf);
            int back = 0;
            for (JsonNode partition : run(0, "arenas", "list", "--json", restored).json().get("partitions")) {
                for (JsonNode arena : partition.get("arenas")) {
                    if (arena.get("state").asText().equals("sealed")) {
                        byte[] bytes = extract(folder.resolve("restored-" + name)
                                .resolve(partition.get("file").asText()).toString(), arena.get("name").asText());
                        if (name.equals("unsummed")) {
                            Arrays.fill(bytes, bytes.length - SCORE, bytes.length, (byte) 0);
                        }
                        assertThat(sha1(bytes)).as("%s %s", name, arena)
                                .isEqualTo(expected.get(arena.get("name").asText()));
                        back++;
                    }
                }
            }
            assertThat(back).as(name).isGreaterThanOrEqualTo(2);
            JsonNode check = run(0, "arenas", "check", "--deep", "--json", restored).json();
            assertThat(check.get("sealed").asInt()).isEqualTo(back);
            assertThat(run(0, "index", "check", "--json", restored).json().get("clumps").asLong()).isPositive();
        }
    }

    @Test
    void whatStaysUnusedOfAPartitionIsSaidAndFilledIfOneWants() throws IOException {
        Path conf = sample("multi");
        record(conf, "home", "recorder");
        for (String spares : List.of("2", "all")) {
            String fresh = fresh(conf, spares);
            try (RandomAccessFile given = new RandomAccessFile(folder.resolve(spares).resolve("arenas0").toFile(),
                    "rw")) {
                given.setLength(30 << 20);
            }
            CommandRun restore = run(0, "restore", "home", "--conf", fresh, "--format", "--spare-arenas", spares);
            boolean filled = spares.equals("all");
            if (filled) {
                assertThat(restore.printed()).doesNotContain("stay unused");
            } else {
                assertThat(restore.printed()).contains("arenas0: 22.5 MiB stay unused behind its last arena; with "
                        + "'--spare-arenas all' a restore makes empty arenas of it");
            }
            JsonNode partitions = run(0, "arenas", "list", "--json", fresh).json().get("partitions");
            assertThat(partitions.get(0).get("arenas")).as(spares).hasSize(filled ? 24 : 6);
            assertThat(partitions.get(1).get("arenas")).as("a file that grows").hasSize(3);
            run(0, "arenas", "check", "--deep", fresh);
        }
    }

    @Test
    void aSetTellsWhatIsNeededAndTheRootIsPrinted() throws IOException {
        Path conf = sample("multi");
        record(conf, "home", "recorder");
        CommandRun restore = run(0, "restore", "home", "--conf", fresh(conf, "restored"), "--format");
        assertThat(restore.printed()).contains("5 arenas restored").contains("made: arenas0, arenas1, isect0, isect1")
                .contains("Newest root with its whole tree: vac:").contains("unvac -h HOST vac:")
                .doesNotContain("flfmt");
        List<String> printed = PrintedCommands.in(restore.printed());
        assertThat(printed).singleElement().asString().startsWith("vac ls ");
        assertThat(run(0, PrintedCommands.text(printed.get(0))).printed()).isNotEmpty();
        CommandRun again = run(0, "restore", "home", "--conf", path("restored/venti.conf"), "--format");
        assertThat(again.printed()).contains("0 arenas restored").contains("5 were in place already");
    }

    @Test
    void rootScoresAreLeftOutOfJsonUnlessTheyAreAskedFor() throws IOException {
        Path conf = sample("multi");
        record(conf, "home", "recorder");
        String root = run(0, "restore", "home", "--conf", fresh(conf, "a"), "--format").printed()
                .replaceAll("(?s).*unvac -h HOST vac:([0-9a-f]{40}).*", "$1");
        CommandRun hidden = run(0, "restore", "home", "--conf", path("a/venti.conf"), "--json");
        assertThat(hidden.printed()).doesNotContain(root);
        CommandRun shown = run(0, "restore", "home", "--conf", path("a/venti.conf"), "--json", "--with-scores");
        assertThat(shown.printed()).contains(root);
    }

    @Test
    void aDamagedArenaIsNamedWithTheOtherSetThatHasItAndComesBackFromThere() throws IOException {
        Path conf = sample("v4");
        record(conf, "home", "recorder");
        record(conf, "away", "elsewhere");
        try (RandomAccessFile disc = new RandomAccessFile(path("recorder/001.disc/data"), "rw")) {
            disc.seek(400_000);
            disc.write(new byte[] {1, 2, 3, 4, 5});
        }
        String restored = fresh(conf, "restored");
        CommandRun damaged = run(ExitCode.FAILED, "restore", "-d", recorder("recorder"), "--conf", restored,
                "--format");
        assertThat(damaged.printed()).contains("2 arenas restored").contains("MISSING: arena0\n")
                .contains("home-001 track 1: its bytes come to")
                .contains("another copy: set 'away': away-001 track 1 (verified)")
                .doesNotContain("another copy: set 'home'");
        CommandRun rest = run(0, "restore", "-d", recorder("elsewhere"), "--conf", restored, "--format");
        assertThat(rest.printed()).contains("1 arena restored").contains("2 were in place already");
        run(0, "arenas", "check", "--deep", restored);
        run(0, "index", "check", restored);
    }

    @Test
    void oneArenaGoesBackIntoItsSlotOfALivingStore() throws IOException {
        Path conf = sample("v4");
        record(conf, "home", "recorder");
        Path arenas = conf.resolveSibling("arenas0");
        byte[] whole = Files.readAllBytes(arenas);
        run(0, "arenas", "extract", arenas.toString(), "arena1", "-o", path("arena1"));
        byte[] emptied = whole.clone();
        int start = 794624 + (1 << 20);
        Arrays.fill(emptied, start + 8192, start + (1 << 20) - 8192, (byte) 0);
        int tail = start + (1 << 20) - 8192;
        Arrays.fill(emptied, tail + 72, tail + 8192, (byte) 0);
        Files.write(arenas, emptied);
        run(0, "restore", "home", "--conf", conf.toString(), "--only", "arena1");
        assertThat(Files.readAllBytes(arenas)).isEqualTo(whole);
        run(0, "index", "check", conf.toString());
    }

    @Test
    void mistakesOfTheCommandLineEndWithTwoAndTouchNothing() throws IOException {
        Path conf = sample("v4");
        String fresh = fresh(conf, "restored");
        run(ExitCode.USAGE, "restore", "--conf", fresh, "--format");
        run(ExitCode.USAGE, "restore", "-d", recorder("none"), "--conf", fresh, "--spare-arenas", "-1");
        run(ExitCode.USAGE, "restore", "-d", recorder("none"));
        assertThat(command.run("restore", "nosuch", "--conf", fresh, "--vault", path("vault"))).isNotZero();
        assertThat(command.said()).hasSize(1).first().asString().contains("nosuch");
        try (Stream<Path> files = Files.list(folder.resolve("restored"))) {
            assertThat(files).containsExactly(Path.of(fresh));
        }
    }

    @Test
    void theVentisOwnPartitionIsNoDisc() throws IOException {
        Path conf = sample("v4");
        CommandRun refused = run(ExitCode.FAILED, "restore", "-d", "disk:" + conf.resolveSibling("arenas0"), "--conf",
                conf.toString());
        assertThat(refused.said().get(0)).contains("is the venti's own partition");
    }
}
