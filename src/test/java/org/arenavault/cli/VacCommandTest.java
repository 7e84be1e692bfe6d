package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.fossil.FossilImages;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.vac.ArchiveBombs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives as a user looks into them. */
@Timeout(60)
class VacCommandTest {

    @TempDir
    private Path folder;

    private Path venti;
    private String conf;
    private String root;

    @BeforeEach
    void unpack() throws IOException {
        venti = Golden.unpack("multi", folder);
        conf = venti.resolve("venti.conf").toString();
        root = venti.resolve("second.vac").toString();
    }

    /** Paths and digests of the files, as the real tools saw them. */
    private Map<String, String> expected() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(venti.resolve("expect/files.sha1"))) {
            expected.put(line.substring(42), line.substring(0, 40));
        }
        return expected;
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha1().digest(bytes));
    }

    private static Map<String, String> digests(Path top) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(top.toUri().relativize(file.toUri()).getPath(), digest(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @Test
    void getTakesTheWholeTreeFromPartitions() throws IOException {
        CommandRun get = new CommandRun();
        Path target = folder.resolve("out");
        assertThat(get.run("vac", "get", root, "--conf", conf, "--to", target.toString())).isEqualTo(ExitCode.DONE);
        assertThat(digests(target)).isEqualTo(expected());
        assertThat(get.run("vac", "get", root, "--conf", conf, "--to", target.toString()))
                .as("nothing is overwritten").isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aTreeThatMultipliesIsCountedAndRefusedBeforeAnythingIsWritten() throws Exception {
        MemoryBlocks blocks = new MemoryBlocks();
        String bomb = ArchiveBombs.ofDirectories(blocks, 40, 5000).toString();
        String small = ArchiveBombs.ofDirectories(blocks, 3, 5000).toString();
        try (VentiServer server = VentiServer.readOnly(blocks, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            String host = server.address().toString();
            Path target = folder.resolve("out");
            CommandRun run = new CommandRun();
            assertThat(run.run("vac", "get", bomb, "--host", host, "--to", target.toString()))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(run.said()).singleElement().asString().contains("3,298,534,883,327 files and directories")
                    .contains("say --max-entries 3298534883327");
            assertThat(run.run("vac", "get", bomb, "--host", host, "--to", target.toString(), "--max-entries",
                    "3298534883327")).isEqualTo(ExitCode.FAILED);
            assertThat(run.said()).last().asString().contains("4.9 PiB").contains("say --max-bytes 5497558138880000");
            assertThat(run.run("vac", "ls", "-R", bomb, "--host", host)).isEqualTo(ExitCode.FAILED);
            assertThat(run.said()).last().asString().contains("--max-entries");
            assertThat(run.run("vac", "check", bomb, "--host", host)).isEqualTo(ExitCode.DONE);
            assertThat(run.run("vac", "get", small, "--host", host, "--to", target.toString(), "--max-entries", "22"))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(run.run("vac", "get", small, "--host", host, "--to", target.toString(), "--max-bytes",
                    "39999")).isEqualTo(ExitCode.FAILED);
            assertThat(Files.exists(target)).isFalse();
            assertThat(run.run("vac", "get", small, "--host", host, "--to", target.toString(), "--max-bytes", "40000",
                    "--max-entries", "23")).as(run.said().toString()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void getTakesTheWholeTreeFromAServer() throws Exception {
        CommandRun server = new CommandRun();
        CompletableFuture<Integer> exit = server.start("--json", "serve", conf, "--listen", "127.0.0.1:0", "--http",
                "none");
        String host = server.awaitJson().get("address").asText();
        Path target = folder.resolve("out");
        assertThat(new CommandRun().run("vac", "get", root, "--host", host, "--to", target.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(digests(target)).isEqualTo(expected());
        server.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void lsAndCatShowTheSameFiles() throws IOException {
        Map<String, String> found = new TreeMap<>();
        CommandRun ls = new CommandRun();
        assertThat(ls.run("--json", "vac", "ls", "-R", root, "--conf", conf)).isEqualTo(ExitCode.DONE);
        assertThat(ls.json().get("problem_count").asInt()).isZero();
        int tried = 0;
        for (JsonNode file : ls.json().get("files")) {
            String path = file.get("path").asText();
            if (file.get("mode").asText().startsWith("-")) {
                found.put(path.substring(1), "");
                if (tried++ < 10) {
                    CommandRun cat = new CommandRun();
                    assertThat(cat.run("vac", "cat", root, path, "--conf", conf)).isEqualTo(ExitCode.DONE);
                    assertThat(cat.printedBytes()).hasSize(file.get("bytes").asInt());
                    assertThat(digest(cat.printedBytes())).isEqualTo(expected().get(path.substring(1)));
                }
            }
        }
        assertThat(found.keySet()).isEqualTo(expected().keySet());
        CommandRun plain = new CommandRun();
        assertThat(plain.run("vac", "ls", root, "a", "--conf", conf)).isEqualTo(ExitCode.DONE);
        assertThat(plain.printed().lines()).allMatch(line -> line.matches("[-dlpDa][rwx-]{9} .*Z .+"));
    }

    @Test
    void checkSaysWhetherEverythingIsThere() throws IOException {
        CommandRun sound = new CommandRun();
        assertThat(sound.run("--json", "vac", "check", root, "--deep", "--roots", "9", "--conf", conf))
                .isEqualTo(ExitCode.DONE);
        assertThat(sound.json().get("sound").asBoolean()).isTrue();
        assertThat(sound.json().get("roots")).hasSize(2);
        assertThat(sound.json().get("listing").get("files").asInt()).isEqualTo(expected().size());

        damageDataOf(venti.resolve("arenas1"));
        CommandRun damaged = new CommandRun();
        assertThat(damaged.run("--json", "vac", "check", root, "--deep", "--conf", conf)).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.json().get("roots").get(0).get("gap_count").asInt()).isPositive();
    }

    /** Without --deep the block is asked for; what get cannot find is missed, and nothing unread is called sound. */
    @Test
    void checkFindsWhatIsNotThereAndClaimsNothingOfWhatItDidNotRead() throws IOException {
        Path partition = venti.resolve("arenas1");
        byte[] sound = Files.readAllBytes(partition);
        int at = 794624 + 8192;
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(sound), at);
        while (header.type() != BlockType.DATA.toDisk()) {
            at += header.length();
            header = ClumpHeader.decode(ByteBuffer.wrap(sound), at);
        }
        for (int offset = 0; offset < ArenaFormat.CLUMP_HEADER; offset += 7) {
            byte[] other = sound.clone();
            other[at + offset] ^= 0x40;
            Files.write(partition, other);
            boolean read = offset >= 30;
            assertThat(new CommandRun().run("vac", "check", root, "--conf", conf)).as("header byte %d", offset)
                    .isEqualTo(read ? ExitCode.DONE : ExitCode.FAILED);
        }
        sound[at + header.length() - 1] ^= 1;
        Files.write(partition, sound);
        CommandRun quick = new CommandRun();
        assertThat(quick.run("vac", "check", root, "--conf", conf)).isEqualTo(ExitCode.DONE);
        assertThat(quick.printed()).contains("NOT READ").doesNotContain(": whole");
        assertThat(new CommandRun().run("vac", "check", root, "--deep", "--conf", conf)).isEqualTo(ExitCode.FAILED);
        CommandRun get = new CommandRun();
        assertThat(get.run("vac", "get", root, "--conf", conf, "--to", folder.resolve("out").toString()))
                .isEqualTo(ExitCode.FAILED);
        Map<String, String> there = digests(folder.resolve("out"));
        assertThat(there.keySet()).as("all files, one of them with zeros").isEqualTo(expected().keySet());
        there.values().removeAll(expected().values());
        assertThat(there).isNotEmpty();
        assertThat(get.said() + get.printed()).contains(there.keySet().iterator().next()).contains("DAMAGED");
    }

    /** Overwrites the first clumps of the first arena. */
    private static void damageDataOf(Path partition) throws IOException {
        byte[] bytes = Files.readAllBytes(partition);
        for (int at = 794624 + 8192 + 100; at < 794624 + 500_000; at += 50) {
            bytes[at] ^= 1;
        }
        Files.write(partition, bytes);
    }

    @Test
    void whatIsNoScoreOrNoPlaceIsAMistakeOfTheUser() {
        assertThat(new CommandRun().run("vac", "ls", "0123", "--conf", conf)).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("vac", "ls", root, "--conf", conf, "--host", "a")).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("vac", "ls", root, "no/such", "--conf", conf)).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("vac", "cat", root, "a", "--conf", conf)).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("vac", "get", root, "--conf", conf)).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandRun().run("vac", "check", root, "--roots", "0", "--conf", conf))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        CommandRun ls = new CommandRun();
        assertThat(ls.run("vac", "ls", root, "--host", "127.0.0.1:1")).isEqualTo(ExitCode.FAILED);
        assertThat(ls.said()).singleElement().asString().contains("tcp!127.0.0.1!1");
    }

    @Test
    void aScoreIsTakenInAllItsForms() throws IOException {
        String hex = "c224049485187ed8ef17bacc584602931a72b11f";
        Score score = Score.parse(hex);
        for (String form : List.of(hex, hex.toUpperCase(Locale.ROOT), "vac:" + hex, root)) {
            assertThat(parse(form, "")).isEqualTo(score);
        }
        assertThat(parse("-", "\nvac:" + hex + "\n")).isEqualTo(score);
        for (String none : List.of(folder.toString(), "a\0b", folder.resolve("none").toString(), "c2240", "")) {
            assertThatThrownBy(() -> parse(none, "")).as(none).isInstanceOf(UsageException.class);
        }
        assertThatThrownBy(() -> parse(conf, "")).isInstanceOf(CorruptException.class).hasMessageContaining(conf);
        assertThatThrownBy(() -> parse("-", "")).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> parse("-", hex + "\n" + hex)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("one line");
    }

    private static Score parse(String text, String input) throws IOException {
        World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, () -> false,
                UUID::randomUUID);
        return ScoreArgument.parse(text, () -> {
            throw new UsageException("nothing is on record");
        }, world, new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private CommandRun inVault(int expected, String... words) {
        CommandRun run = new CommandRun();
        assertThat(run.run(Stream.concat(Stream.of("--vault", folder.resolve("vault").toString()),
                Stream.of(words)).toArray(String[]::new))).as(run.said() + run.printed()).isEqualTo(expected);
        return run;
    }

    @Test
    void whatAListOfScoresPrintsIsTakenWhereItIsUnique() throws IOException {
        String hex = Files.readString(venti.resolve("second.vac")).strip();
        String all = inVault(0, "vac", "ls", hex, "--conf", conf).printed();
        inVault(ExitCode.USAGE, "vac", "ls", "last", "--conf", conf);
        inVault(0, "score", "record", venti.resolve("first.vac").toString(), hex);
        String shown = inVault(0, "score", "list").printed().lines().filter(line -> line.contains("hand")).findFirst()
                .orElseThrow().split(" ")[0];
        assertThat(hex).startsWith("vac:" + shown);
        for (String form : List.of("last", shown, "vac:" + shown, shown.toUpperCase(Locale.ROOT))) {
            assertThat(inVault(0, "vac", "ls", form, "--conf", conf).printed()).as(form).isEqualTo(all);
        }
        inVault(0, "vac", "check", "last", "--conf", conf);
        inVault(0, "vac", "get", "last", "--conf", conf, "--to", folder.resolve("out").toString());
        inVault(0, "score", "record", "vac:" + shown + "0".repeat(40 - shown.length()));
        assertThat(inVault(ExitCode.USAGE, "vac", "ls", shown, "--conf", conf).said()).singleElement().asString()
                .contains("begins more than one score on record: give more digits");
        assertThat(inVault(0, "vac", "ls", hex.substring(0, 20), "--conf", conf).printed()).isEqualTo(all);
    }

    @Test
    void theRootIsTakenFromAFossilThatArchivedIt() throws Exception {
        Path fossil = Files.write(folder.resolve("fossil"), FossilImages.example());
        String last = inVault(0, "fossil", "last", fossil.toString()).printed().strip();
        CommandRun ls = inVault(ExitCode.FAILED, "vac", "ls", fossil.toString(), "--conf", conf);
        assertThat(ls.said()).last().asString().as("this venti has not what that fossil archived")
                .contains(last.substring("vac:".length(), 12));
    }
}
