package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
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

    /** A venti whose arenas are on the discs of two sets. */
    @BeforeEach
    void burn() throws IOException {
        site = new Site(folder);
        venti = Golden.unpack("multi", folder);
        begin("home", "recorder");
        begin("offsite", "other");
    }

    private void begin(String set, String recorder) {
        String drive = site.recorder(recorder, "bd-r", 6, 4_000_000);
        site.done("init", set, "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                drive);
        site.done("backup", set);
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
        assertThat(none.out()).contains("'nothing*': no arena in the ledgers of 2 sets; no file was looked for");
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
    void whatOfAnActiveArenaIsOnDiscIsFoundByTheNameOfTheArena() throws IOException {
        site.done("init", "more", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                site.recorder("more-drive", "bd-r", 6, 40_000_000), "--increments", "always");
        site.done("backup", "more");
        JsonNode all = json(ExitCode.DONE, "find", "*", "--json").path("arenas");
        String increment = "";
        for (JsonNode thing : all) {
            if (thing.path("kind").asText().equals("increment")) {
                increment = thing.path("name").asText();
            }
        }
        assertThat(increment).contains("@");
        String arena = increment.substring(0, increment.indexOf('@'));
        assertThat(site.done("find", arena)).contains("increment " + increment, "more", "1 verified copy",
                "An increment is a part of its arena");
        assertThat(site.done("find", increment)).contains("increment " + increment);
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
                "no catalog\n  next: arenavault set catalog offsite   # makes it");
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

    private void recordRoots() {
        site.done("score", "record", venti.resolve("first.vac").toString());
        site.done("score", "record", venti.resolve("second.vac").toString());
    }

    /** The venti is gone, and the discs are not. */
    private void loseVenti() throws IOException {
        for (String name : List.of("arenas0", "arenas1", "isect0", "isect1", "venti.conf")) {
            Files.delete(venti.resolve(name));
        }
    }

    @Test
    void filesAreFoundBelowAllRootsWithTheirDiscs() throws IOException {
        recordRoots();
        site.done("disc", "move", "home", "1", "the shelf");
        site.done("disc", "mark", "offsite", "1", "lost");
        String out = site.done("find", "d07/f00012");
        assertThat(out).contains("from " + venti.resolve("second.vac"), "130  2023-11-14", "/a/d00/d05/d07/f00012",
                "home: home-001 (kept at: the shelf)", "offsite: offsite-001 (LOST)",
                "next: arenavault vac get ", "--conf " + venti.resolve("venti.conf"))
                .doesNotContain(root()).doesNotContain("not looked into");
        JsonNode report = json(ExitCode.DONE, "find", "/a/d00/**/f00012", "--json");
        assertThat(report.path("roots_looked_into").asInt()).isEqualTo(2);
        assertThat(report.path("files").findValuesAsText("path")).containsExactly("/a/d00/d05/d07/f00012");
        assertThat(report.path("files").path(0).path("blocks").path("sets").findValuesAsText("disc"))
                .containsExactly("home-001", "offsite-001");
        assertThat(report.toString()).doesNotContain(root());
    }

    @Test
    void aNameOfAnArenaMeansTheArenaUnlessFilesAreAskedFor() throws IOException {
        recordRoots();
        assertThat(site.done("find", "*0")).contains("seal", "Files of such names are looked for with --files");
        assertThat(site.done("find", "*0", "--files")).contains("/a/d03/d05/d10").doesNotContain("seal");
        Site.Outcome none = site.run("find", "no such thing");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(none.out()).contains("no arena in the ledgers of 2 sets",
                "no file below the 2 roots that could be looked through");
    }

    @Test
    void whereTheVentiIsGoneTheDiscsAreNamedAndReadWhenAskedTo() throws IOException {
        recordRoots();
        loseVenti();
        Site.Outcome seen = site.run("find", "d07/f00012");
        assertThat(seen.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(seen.out()).contains("no root could be looked through", "not looked into: root ",
                "of what is at hand only home-001 has it",
                "next: arenavault find d07/f00012 --set home   # reads from the discs");
        JsonNode found = json(ExitCode.DONE, "find", "d07/f00012", "--set", "home", "--json");
        assertThat(found.path("files").findValuesAsText("path")).contains("/a/d00/d05/d07/f00012");
        assertThat(found.path("not_looked_into").findValuesAsText("kind")).containsOnly("gone");
        deleteCatalogs("home");
        deleteCatalogs("offsite");
        Site.Outcome blind = site.run("find", "d07/f00012");
        assertThat(blind.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(blind.out()).contains("home-001, home-002: no catalog", "in no venti that is at hand");
    }

    @Test
    void whatIsDamagedInTheVentiIsNoAnswer() throws IOException {
        recordRoots();
        try (RandomAccessFile file = new RandomAccessFile(venti.resolve("arenas0").toFile(), "rw")) {
            byte[] zeros = new byte[1 << 20];
            for (long at = 1 << 20; at + zeros.length < file.length(); at += zeros.length) {
                file.seek(at);
                file.write(zeros);
            }
        }
        Site.Outcome seen = site.run("find", "no such thing", "--files");
        assertThat(seen.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(seen.out()).contains("not looked into: root");
        assertThat(seen.out() + seen.said()).doesNotContain(root());
    }

    @Test
    void withoutARootOnRecordNoFileWasLookedFor() {
        Site.Outcome seen = site.run("find", "f00012");
        assertThat(seen.code()).isEqualTo(ExitCode.FAILED);
        assertThat(seen.out()).contains("no file was looked for, as no root score is on record",
                "'arenavault score record SOURCE'");
        assertThat(site.run("find", "/", "--files").code()).isEqualTo(ExitCode.FAILED);
    }
}
