package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where things are, over all sets of a vault. */
@Timeout(300)
class FindCommandTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private Path venti;
    private String device;

    /** A venti whose arenas are on the discs of two sets. */
    @BeforeEach
    void burn() throws IOException {
        site = new Site(folder);
        venti = Golden.unpack("multi", folder);
        device = begin("home", "recorder");
        begin("offsite", "other");
    }

    private String begin(String set, String recorder) {
        String drive = site.recorder(recorder, "bd-r", 6, 4_000_000);
        site.done("init", set, "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                drive);
        site.done("backup", set);
        return drive;
    }

    private void deleteCatalogs(String set) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("vault/sets").resolve(set).resolve("catalog"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private JsonNode json(int code, String... words) throws IOException {
        Site.Outcome outcome = site.run(words);
        assertThat(outcome.code()).as(outcome.said() + outcome.out()).isEqualTo(code);
        return new ObjectMapper().readTree(outcome.out());
    }

    private String arena() throws IOException {
        return json(ExitCode.DONE, "find", "*", "--json").path("arenas").path(0).path("name").asText();
    }

    private String root() throws IOException {
        return Files.readString(venti.resolve("first.vac")).strip().substring("vac:".length());
    }

    @Test
    void anArenaIsFoundInEverySetWithPlacesAndMarks() throws IOException {
        String arena = arena();
        site.done("disc", "move", "home", "1", "the shelf");
        site.done("disc", "mark", "offsite", "1", "lost");
        assertThat(site.done("find", arena)).contains("home     home-001", "verified 20", "kept at: the shelf",
                "offsite  offsite-001", "LOST", "1 verified copy; 1 copy that does not count");
        JsonNode copies = json(ExitCode.DONE, "find", arena, "--json").path("arenas").path(0).path("copies");
        assertThat(copies.findValuesAsText("set")).containsExactly("home", "offsite");
        assertThat(copies.findValuesAsText("counts")).containsExactly("true", "false");
        assertThat(copies.path(0).path("place").asText()).isEqualTo("the shelf");
        assertThat(copies.path(1).path("mark").asText()).isEqualTo("lost");
        site.done("disc", "mark", "home", "1", "damaged");
        assertThat(site.done("find", arena)).contains("DAMAGED, kept at: the shelf", "NO COPY COUNTS");
    }

    @Test
    void aPatternFindsSeveralAndAnArenaOfNoLedgerIsNowhere() throws IOException {
        assertThat(json(ExitCode.DONE, "find", "*", "--json").path("arenas")).hasSizeGreaterThan(1);
        Site.Outcome none = site.run("find", "nothing*");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("'nothing*': no arena in the ledgers of 2 sets");
        assertThat(site.run("find", "[a").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aSetThatCannotBeReadHidesNoOtherAndIsNoAnswer() throws IOException {
        String arena = arena();
        Path ledger = site.ledger("offsite");
        Files.writeString(ledger, Files.readString(ledger).replace("\"seq\":2", "\"seq\":7"));
        Files.deleteIfExists(ledger.resolveSibling("ledger.fold"));
        Site.Outcome seen = site.run("find", arena);
        assertThat(seen.code()).isEqualTo(ExitCode.FAILED);
        assertThat(seen.out()).contains("home-001", "not looked into: set offsite: ");
    }

    @Test
    void aRootIsFoundByScoreAndByItsFirstDigits() throws IOException {
        site.done("score", "record", venti.resolve("first.vac").toString());
        for (String thing : List.of(root(), "vac:" + root(), root().substring(0, 6), "vac:" + root().substring(0, 8),
                root().toUpperCase(Locale.ROOT))) {
            JsonNode report = json(ExitCode.DONE, "find", thing, "--json");
            assertThat(report.path("score").path("tracks").findValuesAsText("set")).contains("home", "offsite");
            assertThat(report.path("score").path("tracks").findValuesAsText("type")).contains("root");
            assertThat(report.toString()).doesNotContain(root());
        }
        assertThat(site.done("find", root())).contains("a root on record since", "home-00", "root", "verified 20")
                .doesNotContain(root());
    }

    @Test
    void theSealOfAnArenaFindsTheArena() throws IOException {
        JsonNode arena = json(ExitCode.DONE, "find", "*", "--json").path("arenas").path(1);
        JsonNode report = json(ExitCode.DONE, "find", arena.path("digest").asText(), "--json");
        assertThat(report.path("arenas").path(0).path("name").asText()).isEqualTo(arena.path("name").asText());
    }

    @Test
    void aBlockThatNoCatalogKnowsIsNowhereOnlyWhereThereAreAllCatalogs() throws IOException {
        String nobody = "0123456789abcdef0123456789abcdef01234567";
        Site.Outcome none = site.run("find", nobody);
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("in none of ").doesNotContain("not looked into");
        deleteCatalogs("offsite");
        Site.Outcome open = site.run("find", nobody);
        assertThat(open.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(open.out()).contains("not looked into: offsite-001",
                "no catalog; 'arenavault set catalog offsite' makes it");
        assertThat(site.run("find", root()).code()).isEqualTo(ExitCode.OPERATOR);
        site.done("set", "catalog", "offsite");
        assertThat(site.run("find", nobody).code()).isEqualTo(ExitCode.FAILED);
        site.done("find", root());
    }

    @Test
    void aLostDiscWithoutCatalogIsToldAndKeepsNobodyWaiting() throws IOException {
        site.done("disc", "mark", "offsite", "1", "lost");
        deleteCatalogs("offsite");
        site.run("set", "catalog", "offsite");
        Site.Outcome seen = site.run("find", root());
        assertThat(seen.out()).contains("home-00", "not looked into: offsite-001: no catalog, and marked");
        assertThat(seen.code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aDamagedCatalogIsNoAnswer() throws IOException {
        String nobody = "0123456789abcdef0123456789abcdef01234567";
        Path catalog = folder.resolve("vault/sets/home/catalog/001.cat");
        byte[] bytes = Files.readAllBytes(catalog);
        for (int at = 4096; at < bytes.length; at += 4096) {
            bytes[at + 20] ^= 1;
        }
        Files.write(catalog, bytes);
        Site.Outcome seen = site.run("find", nobody);
        assertThat(seen.code()).isEqualTo(ExitCode.FAILED);
        assertThat(seen.out()).contains("not looked into: home-001: ", "is damaged");
    }

    @Test
    void whatIsNoScoreIsAMistake() {
        assertThat(site.run("find", "vac:xyz").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("find", "vac:123456").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("find", "").code()).isEqualTo(ExitCode.USAGE);
    }
}
