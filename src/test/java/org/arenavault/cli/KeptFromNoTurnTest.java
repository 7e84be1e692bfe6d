package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad partition, disc, slot or drive keeps no other from its turn: servers, indexes, changers. */
@Timeout(60)
class KeptFromNoTurnTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void makeSite() {
        site = new Site(temp);
    }

    /** A venti of several partitions; the lines of its configuration that name them. */
    private List<String> multi(Path conf) throws IOException {
        List<String> lines = Files.readAllLines(conf).stream().filter(line -> line.startsWith("arenas ")).toList();
        assertThat(lines).hasSizeGreaterThan(1);
        return lines;
    }

    private static Path partition(Path conf, String line) {
        return conf.resolveSibling(line.substring("arenas ".length()).strip());
    }

    @Test
    void aServerServesWhatItCanRead() throws Exception {
        Path conf = Golden.unpack("multi", temp).resolve("venti.conf");
        List<String> lines = multi(conf);
        Score root = Score.parse("c224049485187ed8ef17bacc584602931a72b11f");
        int served = 0;
        int refused = 0;
        for (String line : lines) {
            Path lost = partition(conf, line);
            Path kept = conf.resolveSibling("kept");
            Files.move(lost, kept);
            CommandRun server = new CommandRun();
            CompletableFuture<Integer> exit = server.start("--json", "serve", conf.toString(), "--listen",
                    "127.0.0.1:0", "--http", "127.0.0.1:0");
            try (VentiClient client = VentiClient.connect(Dial.parse(server.awaitJson().get("address").asText()),
                    ClientOptions.DEFAULT, new SystemClock())) {
                assertThat(server.json().get("notes").toString()).contains(lost.toString());
                served += client.read(root, BlockType.ROOT).isPresent() ? 1 : 0;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("cannot be read");
                refused++;
            }
            server.stop();
            assertThat(exit.get()).as("not all of it was served").isEqualTo(ExitCode.FAILED);
            Files.move(kept, lost);
        }
        assertThat(served).as("without the partitions that do not hold it").isEqualTo(lines.size() - 1);
        assertThat(refused).as("without the one that does: an error, not 'there is no such block'").isEqualTo(1);
        Files.delete(partition(conf, lines.get(0)));
        assertThat(site.run("serve", conf.toString(), "--writable", "--listen", "127.0.0.1:0").code())
                .as("nothing is stored beside what cannot be seen").isEqualTo(ExitCode.FAILED);
    }

    /** The fossil would need a venti that starts: a refusal, with the reason and the way. */
    @Test
    void aFossilIsNotResetFromAVentiThatWouldNotStart() throws IOException {
        Path conf = Golden.unpack("multi", temp).resolve("venti.conf");
        Path fossil = Files.write(site.path("fossil"), new byte[32 << 20]);
        for (String line : multi(conf)) {
            Path lost = partition(conf, line);
            Path kept = conf.resolveSibling("kept");
            Files.move(lost, kept);
            Site.Outcome reset = site.run("--yes", "fossil", "reset", "c224049485187ed8ef17bacc584602931a72b11f",
                    fossil.toString(), "--conf", conf.toString());
            assertThat(reset.code()).isEqualTo(ExitCode.FAILED);
            assertThat(reset.said()).contains(lost.toString()).contains("not whole").contains("--host");
            Files.move(kept, lost);
        }
        assertThat(Files.readAllBytes(fossil)).isEqualTo(new byte[32 << 20]);
    }

    @Test
    void anIndexThatWouldLackArenasIsRefusedAndAllPartitionsAreNamed() throws IOException {
        Path conf = Golden.unpack("multi", temp).resolve("venti.conf");
        List<String> lines = multi(conf);
        for (String line : lines) {
            Files.write(partition(conf, line), new byte[1 << 20]);
        }
        Path section = conf.resolveSibling(Files.readAllLines(conf).stream().filter(line -> line.startsWith("isect "))
                .findFirst().orElseThrow().substring("isect ".length()).strip());
        byte[] before = Files.readAllBytes(section);
        for (String[] more : List.of(new String[0], new String[] {"--format"}, new String[] {"--leave-out-damaged"})) {
            List<String> words = new ArrayList<>(List.of("index", "build", conf.toString()));
            words.addAll(List.of(more));
            Site.Outcome outcome = site.run(words.toArray(String[]::new));
            assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
            for (String line : lines) {
                assertThat(outcome.said()).contains(partition(conf, line).toString());
            }
        }
        assertThat(Files.readAllBytes(section)).isEqualTo(before);
    }

    /** Whatever a section is: it is named, the others and the arenas are checked, and blocks of theirs are served. */
    @ParameterizedTest
    @ValueSource(strings = {"absent", "folder", "short", "rubbish", "header", "other"})
    void aBadSectionKeepsNoOtherFromItsTurn(String kind) throws Exception {
        Path conf = Golden.unpack("multi", temp).resolve("venti.conf");
        List<Path> sections = Files.readAllLines(conf).stream().filter(line -> line.startsWith("isect "))
                .map(line -> conf.resolveSibling(line.substring("isect ".length()).strip())).toList();
        assertThat(sections).hasSizeGreaterThan(1);
        String whole = site.done("index", "check", conf.toString());
        String clumps = whole.replaceAll("(?s).*: (\\d+ clumps?),.*", "$1");
        for (int bad = 0; bad < sections.size(); bad++) {
            Path section = sections.get(bad);
            byte[] bytes = Files.readAllBytes(section);
            Files.delete(section);
            switch (kind) {
                case "folder" -> Files.createDirectory(section);
                case "short" -> Files.write(section, new byte[3]);
                case "rubbish" -> Files.write(section, "rubbish".repeat(1 << 18).getBytes(StandardCharsets.UTF_8));
                case "header" -> {
                    byte[] changed = bytes.clone();
                    changed[(256 << 10) + 1] ^= 1;
                    Files.write(section, changed);
                }
                case "other" -> Files.write(section, Files.readAllBytes(sections.get((bad + 1) % sections.size())));
                default -> { }
            }
            Site.Outcome check = site.run("index", "check", conf.toString());
            String context = kind + " " + bad + ": " + check.out() + check.said();
            assertThat(check.code()).as(context).isEqualTo(ExitCode.FAILED);
            assertThat(check.out()).as(context).contains(section.getFileName().toString()).contains(clumps)
                    .contains("1 problem").doesNotContain(" 0 entries");
            if (kind.equals("folder")) {
                Files.delete(section);
            }
            Files.write(section, bytes);
        }
        assertThat(site.done("index", "check", conf.toString())).contains("no fault");
    }

    private String changer(int slots) {
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "2", "--capacity",
                "4000000", "--slots", Integer.toString(slots));
        return "emu:" + site.path("juke");
    }

    private void faults(String text) throws IOException {
        Files.writeString(site.path("juke").resolve("faults"), text, StandardCharsets.UTF_8);
    }

    @Test
    void aSlotThatFailsKeepsNoDriveFromBeingTried() throws IOException {
        String changer = changer(3);
        faults("op=A5 nth=1 sense 4/15/01\n");
        Site.Outcome test = site.run("changer", "test", changer);
        assertThat(test.code()).isEqualTo(ExitCode.FAILED);
        assertThat(test.out()).contains("slot 1: ").contains("4/15/01")
                .contains("drive 0: slot 2 to the drive and back: good")
                .contains("drive 1: slot 2 to the drive and back: good");
        faults("op=A5 sense 4/15/01 x 1000\n");
        Site.Outcome all = site.run("changer", "test", changer);
        assertThat(all.code()).isEqualTo(ExitCode.FAILED);
        assertThat(all.out()).contains("slot 1: ").contains("slot 2: ").contains("drive 0: ").contains("drive 1: ");
    }

    @Test
    void aDriveThatKeepsItsDiscKeepsNoOtherFromBeingTried() throws IOException {
        String changer = changer(3);
        faults("op=A5 nth=2 sense 4/15/01\n");
        Site.Outcome test = site.run("changer", "test", changer);
        assertThat(test.code()).isEqualTo(ExitCode.FAILED);
        assertThat(test.out()).contains("drive 0: ").contains("4/15/01")
                .contains("drive 1: slot 2 to the drive and back: good");
    }

    /** A set on both discs of the first jukebox's three slots. */
    private String recorded(String changer) throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 7);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/0");
        site.done("backup", "home", "--changer", changer, "--changer-drive", "0");
        return conf.toString();
    }

    @Test
    void discsOfNoneOfTheSetAreNamedByAVerify() throws IOException {
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "3", "--capacity",
                "4000000", "--slots", "4");
        String changer = "emu:" + site.path("juke");
        String conf = recorded(changer);
        site.done("init", "other", "--conf", conf, "--medium", "bd-r", "--spare", "none", "--device", changer + "/0");
        site.done("backup", "other", "--changer", changer, "--changer-drive", "0");
        Site.Outcome verify = site.run("verify", "home", "--changer", changer, "--changer-drive", "0");
        assertThat(verify.out()).contains("PASSED OVER: this is disc other-001 of set 'other'")
                .contains("3 tracks read back, 0 damaged");
        assertThat(verify.out()).as("the third disc, which nobody needs").doesNotContain("blank");
        assertThat(verify.code()).as("what was asked is done").isEqualTo(ExitCode.DONE);
        site.done("verify", "other", "--changer", changer, "--changer-drive", "0");
        assertThat(site.run("--json", "verify", "home", "--changer", changer, "--changer-drive", "0").out())
                .contains("\"passed_over\"").contains("other-001");
    }

    @Test
    void aServerOfDiscsServesThoseThatAreThere() throws Exception {
        Path conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 7);
        String device = site.recorder("recorder", "bd-r", 2, 2_700_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Path catalogs = site.ledger("home").resolveSibling("catalog");
        Files.delete(catalogs.resolve("001.cat"));
        Files.move(conf.getParent(), temp.resolve("gone"));
        Files.writeString(site.path("recorder").resolve("faults"), "op=51 sense 3/30/00 x 1000\n");
        CommandRun server = new CommandRun();
        CompletableFuture<Integer> exit = server.start("--yes", "--json", "--vault", temp.resolve("vault").toString(),
                "serve", "--set", "home", "--listen", "127.0.0.1:0");
        try (VentiClient client = VentiClient.connect(Dial.parse(server.awaitJson().get("address").asText()),
                ClientOptions.DEFAULT, new SystemClock())) {
            assertThat(server.json().get("notes").toString()).contains("home-001").contains("catalog is missing");
            assertThatThrownBy(() -> client.read(Score.parse("12".repeat(20)), BlockType.ROOT))
                    .hasMessageContaining("home-001");
        }
        server.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.FAILED);
    }
}
