package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets get other names, are put aside, and are brought up to date by newer bundles. */
class SetMovesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private String conf;
    private String device;

    @BeforeEach
    void make() throws IOException {
        site = new Site(folder);
        conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        device = site.recorder("recorder", "bd-r", 4, 40_000_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
    }

    private Path set(String name) {
        return folder.resolve("vault/sets").resolve(name);
    }

    private Vault vault() {
        return new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock());
    }

    private static Map<String, String> files(Path top) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).filter(path -> !path.endsWith("lock")).toList()) {
                found.put(top.relativize(file).toString(), new String(Files.readAllBytes(file),
                        StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    private JsonNode json(String... words) throws IOException {
        return new ObjectMapper().readTree(site.done(words));
    }

    @Test
    void aSetIsCalledOtherwiseAndItsDiscsAreNot() throws IOException {
        Path toml = set("home").resolve("set.toml");
        Files.writeString(toml, "# mine\n" + Files.readString(toml));
        byte[] ledger = Files.readAllBytes(site.ledger("home"));
        assertThat(site.done("set", "rename", "home", "attic")).contains("Set home is called attic now",
                "home-001 and so on");
        assertThat(set("home")).doesNotExist();
        assertThat(Files.readString(set("attic").resolve("set.toml"))).startsWith("# mine").contains("name = 'attic'");
        assertThat(Files.readAllBytes(site.ledger("attic"))).isEqualTo(ledger);
        assertThat(site.run("status", "home").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.done("verify", "attic")).contains("3 tracks read back, 0 damaged");
        assertThat(site.done("disc", "list", "attic")).contains("home-001");
        assertThat(site.done("set", "check", "attic")).contains("all sums hold");
        JsonNode back = json("set", "rename", "attic", "home", "--json");
        assertThat(back.path("was").asText()).isEqualTo("attic");
        assertThat(back.path("discs_name").asText()).isEqualTo("home");
        site.done("backup", "home");
    }

    @Test
    void aNameThatIsTakenOrNoneIsRefusedAndNothingIsMoved() throws IOException {
        site.done("init", "second", "--conf", conf, "--medium", "bd-r");
        Map<String, String> before = files(folder.resolve("vault"));
        for (String other : List.of("second", "home", "../home", "", ".x")) {
            Site.Outcome outcome = site.run("set", "rename", "home", other);
            assertThat(outcome.code()).as(other).isIn(ExitCode.USAGE, ExitCode.FAILED);
            assertThat(outcome.said().lines()).hasSize(1);
        }
        assertThat(site.run("set", "rename", "nobody", "other").said()).contains("no set 'nobody'");
        try (LockedSet busy = vault().open(new SetName("home")).lock()) {
            assertThat(busy.set().name().text()).isEqualTo("home");
            assertThat(site.run("set", "rename", "home", "attic").code()).isEqualTo(ExitCode.OPERATOR);
            assertThat(site.run("set", "remove", "home", "--yes").code()).isEqualTo(ExitCode.OPERATOR);
        }
        assertThat(files(folder.resolve("vault")).keySet()).isEqualTo(before.keySet());
    }

    /** The folder was moved, and the machine died: the set is whole, and its next writer ends the rename. */
    @Test
    void aRenameThatDiedInBetweenIsBroughtToItsEnd() throws IOException {
        Files.move(set("home"), set("attic"));
        assertThat(site.done("status", "attic")).contains("attic");
        assertThat(Files.readString(set("attic").resolve("set.toml"))).contains("name = 'home'");
        assertThat(site.run("set", "rename", "home", "attic").code()).isEqualTo(ExitCode.USAGE);
        site.done("disc", "move", "attic", "1", "the safe");
        assertThat(Files.readString(set("attic").resolve("set.toml"))).contains("name = 'attic'");
        site.done("verify", "attic");
    }

    @Test
    void aSetThatIsHereTwiceIsNotSaidToBeKnownToOneLedgerAlone() throws IOException {
        Path bundle = folder.resolve("home.tar.gz");
        site.done("set", "export", "home", bundle.toString());
        site.done("set", "import", bundle.toString(), "--as", "twin");

        assertThat(site.run("set", "remove", "twin").said()).doesNotContain("alone").contains(
                "its ledger knows what is on 1 disc (home-001 to home-001)",
                "; 'home' has the same discs, and its ledger knows 3 of these");
    }

    @Test
    void aSetIsPutAsideAndComesBack() throws IOException {
        Map<String, String> before = files(set("home"));
        Site.Outcome asked = site.run("set", "remove", "home");
        assertThat(asked.code()).isEqualTo(ExitCode.FAILED);
        assertThat(asked.said()).contains("not removed without --yes", "1 disc (home-001 to home-001)",
                "3 arenas read back on them, 3 of these in no other set here", "'arenavault set remove home --yes'");
        assertThat(asked.said().lines()).hasSize(1);
        assertThat(files(set("home"))).isEqualTo(before);

        site.done("init", "second", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "second");
        String told = site.done("set", "remove", "home", "--yes");
        assertThat(told).contains("0 of these in no other set here");
        assertThat(site.done("set", "list")).doesNotContain("home").contains("second");
        String[] mv = told.substring(told.indexOf(": mv ") + 5).strip().split(" ");
        assertThat(mv).hasSize(2);
        assertThat(files(Path.of(mv[0]))).isEqualTo(before);
        Files.move(Path.of(mv[0]), Path.of(mv[1]));
        assertThat(site.done("verify", "home", "-d", device)).contains("0 damaged");
        // twice in one second, and once more
        for (int i = 0; i < 3; i++) {
            JsonNode report = json("set", "remove", i == 0 ? "home" : "try", "--yes", "--json");
            assertThat(Path.of(report.path("folder").asText())).isDirectory();
            site.done("init", "try", "--conf", conf, "--medium", "bd-r");
        }
        try (Stream<Path> aside = Files.list(folder.resolve("vault/removed"))) {
            assertThat(aside).hasSize(3);
        }
    }

    @Test
    void aSetThatCannotBeReadCanBePutAside() throws IOException {
        Files.writeString(set("home").resolve("set.toml"), "nonsense");
        Site.Outcome asked = site.run("set", "remove", "home");
        assertThat(asked.code()).isEqualTo(ExitCode.FAILED);
        assertThat(asked.said()).contains("what its ledger knows cannot be told", "set.toml:1: ");
        JsonNode report = json("set", "remove", "home", "--yes", "--json");
        assertThat(report.has("discs")).isFalse();
        assertThat(Path.of(report.path("folder").asText()).resolve("set.toml")).hasContent("nonsense");
        assertThat(site.run("set", "remove", "home", "--yes").code()).isEqualTo(ExitCode.USAGE);
    }

    private String bundle(String name, String... options) {
        Path file = folder.resolve(name);
        String[] words = Stream.concat(Stream.of("set", "export", "home", file.toString()), Stream.of(options))
                .toArray(String[]::new);
        site.done(words);
        return file.toString();
    }

    @Test
    void aNewerBundleGoesOnWhereTheSetEnds() throws IOException {
        String first = bundle("first.tar.gz");
        site.done("set", "import", first, "--as", "parents");
        assertThat(site.done("set", "import", first, "--as", "parents", "--update")).contains("is up to date");
        site.done("disc", "move", "home", "1", "the bank");
        site.done("set", "config", "home", "verify.every=2y");
        String second = bundle("second.tar.gz");
        // which of the two is meant is to be said
        assertThat(site.run("set", "import", second, "--update").said()).contains("'home' and 'parents'", "--as");
        Map<String, String> before = files(set("parents"));
        assertThat(site.run("set", "import", second, "--as", "home", "--update").code()).isEqualTo(ExitCode.DONE);
        JsonNode report = json("set", "import", second, "--as", "parents", "--update", "--json");
        assertThat(report.path("new_lines").asInt()).isEqualTo(3);
        assertThat(site.done("disc", "show", "parents", "1")).contains("the bank");
        assertThat(site.done("set", "config", "parents")).contains("verify.every = 2y");
        assertThat(Files.readString(set("parents").resolve("set.toml"))).contains("name = 'parents'", "foreign = true");
        assertThat(site.done("set", "check", "parents")).contains("all sums hold");
        assertThat(before).isNotEqualTo(files(set("parents")));
        // an older one takes nothing back
        Map<String, String> after = files(set("parents"));
        Site.Outcome older = site.run("set", "import", first, "--as", "parents", "--update");
        assertThat(older.code()).isEqualTo(ExitCode.FAILED);
        assertThat(older.said()).contains("the bundle is older");
        assertThat(files(set("parents"))).isEqualTo(after);
        try (Stream<Path> left = Files.list(folder.resolve("vault/sets"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("home", "parents",
                    ".bundles.lock");
        }
    }

    @Test
    void aSetThatWasWrittenHereIsNotOverwritten() throws IOException {
        site.done("set", "import", bundle("first.tar.gz"), "--as", "parents");
        site.done("disc", "mark", "parents", "1", "lost");
        site.done("disc", "move", "home", "1", "the bank");
        Map<String, String> before = files(set("parents"));
        Site.Outcome outcome = site.run("set", "import", bundle("second.tar.gz"), "--as", "parents", "--update");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("does not go on in the bundle: line ",
                "only one of them can be gone on with");
        assertThat(files(set("parents"))).isEqualTo(before);
        site.done("init", "other", "--conf", conf, "--medium", "bd-r");
        assertThat(site.run("set", "import", bundle("third.tar.gz"), "--as", "other", "--update").said())
                .contains("is another one");
        assertThat(site.run("set", "import", bundle("fourth.tar.gz"), "--as", "nobody", "--update").said())
                .contains("no set 'nobody'");
    }

    @Test
    void rootScoresAreTakenAndNotLost() throws IOException {
        String score = "vac:" + "5".repeat(40);
        site.done("score", "record", score);
        site.done("init", "second", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "second");
        Path with = folder.resolve("with.tar.gz");
        Path without = folder.resolve("without.tar.gz");
        site.done("set", "export", "second", with.toString(), "--with-scores");
        site.done("set", "export", "second", without.toString());
        site.done("set", "import", without.toString(), "--as", "away");
        assertThat(Files.readString(site.ledger("away"))).doesNotContain("5".repeat(40));
        site.done("set", "import", with.toString(), "--as", "away", "--update");
        assertThat(Files.readString(site.ledger("away"))).contains("5".repeat(40));
        site.done("disc", "move", "second", "1", "the bank");
        Path later = folder.resolve("later.tar.gz");
        site.done("set", "export", "second", later.toString());
        assertThat(site.run("set", "import", later.toString(), "--as", "away", "--update").said())
                .contains("root scores that the bundle withholds", "--with-scores");
        assertThat(Files.readString(site.ledger("away"))).contains("5".repeat(40));
    }

    /** The ledger had its place, and the machine died: the same bundle once more ends it. */
    @Test
    void anUpdateThatDiedInBetweenIsBroughtToItsEnd() throws IOException {
        site.done("set", "import", bundle("first.tar.gz"), "--as", "parents");
        String old = Files.readString(set("parents").resolve("set.toml"));
        site.done("set", "config", "home", "verify.every=2y");
        site.done("disc", "move", "home", "1", "the bank");
        String second = bundle("second.tar.gz");
        site.done("set", "import", second, "--as", "parents", "--update");
        String whole = Files.readString(set("parents").resolve("set.toml"));
        assertThat(whole).isNotEqualTo(old);
        Files.writeString(set("parents").resolve("set.toml"), old);
        assertThat(site.done("disc", "show", "parents", "1")).contains("the bank");
        site.done("set", "import", second, "--as", "parents", "--update");
        assertThat(Files.readString(set("parents").resolve("set.toml"))).isEqualTo(whole);
    }

    @Test
    void whatNeedsAnOperatorIsToldInJsonToo() throws IOException {
        String full = site.recorder("full", "bd-r", 1, 2_600_000);
        site.done("init", "small", "--conf", conf, "--medium", "bd-r", "--device", full);
        Site.Outcome some = site.run("backup", "small", "--json");
        assertThat(some.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(new ObjectMapper().readTree(some.out()).path("schema").asText()).startsWith("arenavault.backup.");
        Site.Outcome none = site.run("backup", "small", "--json");
        assertThat(none.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(new ObjectMapper().readTree(none.out()).path("exit_code").asInt(-1)).isIn(ExitCode.OPERATOR, -1);
        assertThat(json("set", "export", "small", folder.resolve("x.tar.gz").toString(), "--json").path("set").asText())
                .isEqualTo("small");
        assertThat(json("disc", "move", "small", "1", "box", "--json").path("place").asText()).isEqualTo("box");
    }
}
