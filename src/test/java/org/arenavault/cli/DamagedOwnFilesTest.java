package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says, or what stands in its place, is damage: exit 1, one line that names the file and what to do. */
class DamagedOwnFilesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;

    @BeforeEach
    void makeSet() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 7);
        String device = site.recorder("recorder", "bd-r", 1, 8 << 20);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Files.writeString(temp.resolve("score"), "vac:" + "12".repeat(20) + "\n");
        site.done("score", "record", temp.resolve("score").toString());
    }

    private Path config() {
        return site.ledger("home").resolveSibling("set.toml");
    }

    /** Fails with 1 and lines that are short enough to read and name the file. */
    private String damaged(Path file, String... args) {
        Site.Outcome outcome = site.run(args);
        String what = String.join(" ", args) + ": " + outcome.said() + outcome.out();
        assertThat(outcome.code()).as(what).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said().lines().filter(line -> line.contains(file.toString()))).as(what).isNotEmpty();
        assertThat(outcome.said()).as(what).doesNotContain("fault of the program", "Exception");
        return outcome.said();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "name = 'bd-r'            | name = 'bd-x'                  | 'medium.name' is 'bd-x'",
        "name = 'bd-r'            | name = ''                      | 'medium.name' is ''",
        "name = 'bd-r'            | name = 7.5                     | 'medium.name' is '7.5'",
        "name = 'bd-r'            | name = ['bd-r']                | medium.name",
        "spare = 'none'           | spare = 'plenty'               | 'medium.spare' is 'plenty'",
        "spare = 'none'           | spare = 1                      | medium.spare",
        "tracks_per_disc = 0      | tracks_per_disc = 'many'       | medium.tracks_per_disc",
        "tracks_per_disc = 0      | tracks_per_disc = 99999999999  | medium.tracks_per_disc",
        "tracks_per_disc = 0      | tracks_per_disc = 1e400        | set.toml:12:",
        "tracks_per_disc = 0      | tracks_per_disc = 3.7          | set.toml:12: 'medium.tracks_per_disc'",
        "tracks_per_disc = 0      | tracks_per_disc = '3'          | set.toml:12: 'medium.tracks_per_disc'",
        "tracks_per_disc = 0      | tracks_per_disc = -1           | 'medium.tracks_per_disc' is negative",
        "version = 1              | version = 'one'                | version",
        "version = 1              | version = 9223372036854775808  | version",
        "last_disc = 1            | last_disc = 2000000000         | 'last_disc' is 2000000000",
        "last_disc = 1            | last_disc = true               | last_disc",
        "flush = false            | flush = 'perhaps'              | source.flush",
        "name = 'home'            | name = '../home'               | set.toml:2: 'name'",
        "name = 'home'            | name = 'home                   | set.toml:2:",
        "name = 'home'            | colour = 'red'                 | there is no key 'colour'",
    })
    void valuesOfADescription(String before, String after, String said) throws IOException {
        Files.writeString(config(), text().replace(before, after));
        assertThat(Files.readString(config())).contains(after);
        for (String command : List.of("backup", "verify", "status", "set show")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add("home");
            boolean needsNoMedium = said.startsWith("'medium.name'") && !command.matches("backup|status");
            if (!needsNoMedium) {
                assertThat(damaged(config(), words.toArray(String[]::new))).contains(said)
                        .containsPattern("correct|restore");
            }
        }
    }

    /** Every key that there is, in a place that a pattern finds. */
    private String text() throws IOException {
        String text = Files.readString(config());
        String set = text.lines().filter(line -> line.startsWith("set =")).findFirst().orElseThrow();
        String store = text.lines().filter(line -> line.startsWith("store =")).findFirst().orElseThrow();
        return """
                version = 1
                name = 'home'
                %s
                %s
                last_disc = 1
                [source]
                conf = '%s'
                flush = false
                [medium]
                name = 'bd-r'
                spare = 'none'
                tracks_per_disc = 0
                device = 'emu:%s'
                """.formatted(set, store, conf, site.path("recorder"));
    }

    @ParameterizedTest
    @CsvSource({"device = 'emu:, device = 'nix:, medium.device", "conf = ', arenas = ['/a:7-3'] #, source.arenas",
        "conf = ', conf = \"a\\u0000b\" #, source.conf"})
    void placesOfADescription(String before, String after, String key) throws IOException {
        Files.writeString(config(), text().replace(before, after));
        assertThat(damaged(config(), "backup", "home")).contains("'" + key + "'").contains("correct the file");
        assertThat(damaged(config(), "status", "home")).contains("'" + key + "'");
    }

    @Test
    void anythingInPlaceOfAnyFileOfASet() throws IOException {
        site.done("set", "export", "home", temp.resolve("home.tar.gz").toString());
        Path folder = config().getParent();
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).contains(config(), site.ledger("home"));
        for (Path file : files) {
            Path kept = temp.resolve("kept");
            Files.move(file, kept);
            Files.createDirectory(file);
            for (String command : List.of("backup", "verify", "status", "set check")) {
                List<String> words = new ArrayList<>(List.of(command.split(" ")));
                words.add("home");
                Site.Outcome outcome = site.run(words.toArray(String[]::new));
                String what = "%s in place of %s: %s %s".formatted(command, file.getFileName(), outcome.said(),
                        outcome.out());
                assertThat(outcome.code()).as(what).isNotEqualTo(ExitCode.USAGE).isNotEqualTo(ExitCode.OPERATOR);
                assertThat(outcome.said()).as(what).doesNotContain("fault of the program");
                if (file.equals(config()) || file.equals(site.ledger("home"))) {
                    assertThat(outcome.code()).as(what).isEqualTo(ExitCode.FAILED);
                    assertThat(outcome.said()).as(what).contains(file.toString());
                }
            }
            Files.delete(file);
            Files.move(kept, file);
        }
        site.done("status", "home");
    }

    @Test
    void aFolderInPlaceOfTheLedgerSaysWhatToDo() throws IOException {
        Files.delete(site.ledger("home"));
        Files.createDirectory(site.ledger("home"));
        assertThat(damaged(site.ledger("home"), "backup", "home")).contains("is a directory")
                .contains("arenavault set rebuild home");
    }

    @Test
    void aFolderInPlaceOfTheScores() throws IOException {
        Path scores = temp.resolve("vault/scores.jsonl");
        assertThat(scores).exists();
        Files.delete(scores);
        Files.createDirectory(scores);
        damaged(scores, "score", "list");
    }

    @Test
    void configurationsOfAVenti() throws IOException {
        String good = Files.readString(conf);
        for (String bad : List.of("frobnicate yes\n", "arenas /a:7-3\n", "index two words\n",
                "isect\n", "mem lots\n", "queuewrites yes\n")) {
            Files.writeString(conf, good + bad);
            damaged(conf, "backup", "home");
            damaged(conf, "index", "check", conf.toString());
            damaged(conf, "arenas", "list", conf.toString());
        }
        Files.writeString(conf, "");
        damaged(conf, "backup", "home");
    }

    @Test
    void descriptionsAndFaultPlans() throws IOException {
        Path faults = Files.writeString(temp.resolve("recorder/faults"), "op=XX sense\n");
        damaged(faults, "drive", "info", "emu:" + temp.resolve("recorder"));
        Path users = Files.writeString(temp.resolve("users"), "one\n");
        Files.createDirectories(temp.resolve("dump/2004/0611"));
        damaged(users, "history", "copy", temp.resolve("dump").toString(), "--conf", conf.toString(), "--state",
                temp.resolve("state").toString(), "--map", users.toString());
    }
}
