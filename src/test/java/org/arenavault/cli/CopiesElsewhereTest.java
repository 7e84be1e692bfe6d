package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a set has lost, and other sets of the same venti have verified, is not too few copies. */
class CopiesElsewhereTest {

    private static final String FEW = "too few copies";

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private String conf;

    @BeforeEach
    void loseDisc() throws IOException {
        site = new Site(folder);
        conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        begin("home", conf);
        site.done("backup", "home");
        site.done("disc", "mark", "home", "1", "lost");
    }

    private void begin(String set, String venti) {
        site.done("init", set, "--conf", venti, "--medium", "bd-r", "--device",
                site.recorder(set + "-drive", "bd-r", 4, 40_000_000));
    }

    private JsonNode home() throws IOException {
        return new ObjectMapper().readTree(site.run("status", "home", "--json").out()).path("sets").path(0);
    }

    @Test
    void whatNoOtherSetHasIsTooFewCopies() throws IOException {
        begin("away", conf);
        assertThat(site.done("status", "home")).contains(FEW + ", their disc is gone: arena0, arena1, arena2")
                .doesNotContain("other sets");
        site.done("backup", "away", "--no-verify");
        assertThat(site.done("status", "home")).contains(FEW).doesNotContain("other sets");
        site.done("verify", "away");
        assertThat(site.done("status", "home")).doesNotContain(FEW)
                .contains("their disc is gone, other sets have them verified: arena0, arena1, arena2 in away");
        site.done("disc", "mark", "away", "1", "retired");
        assertThat(site.done("status", "home")).contains(FEW).doesNotContain("other sets");
    }

    @Test
    void theReportTellsWhichSetsHaveWhat() throws IOException {
        for (String set : new String[] {"away", "third"}) {
            begin(set, conf);
            site.done("backup", set);
        }
        site.done("disc", "mark", "third", "1", "damaged");
        JsonNode home = home();
        assertThat(home.path("too_few_copies")).isEmpty();
        assertThat(home.path("waiting")).hasSize(3);
        assertThat(home.path("verified_elsewhere").findValuesAsText("arena")).containsExactly("arena0", "arena1",
                "arena2");
        assertThat(home.path("verified_elsewhere").path(0).path("sets").toString()).isEqualTo("[\"away\"]");
        assertThat(site.run("status").out()).contains("arena0, arena1, arena2 in away");
    }

    @Test
    void anArenaOfTheSameNameInAnotherVentiIsNoCopy() throws IOException {
        begin("other", SampleVenti.create(folder.resolve("another"), 3, 8192, 5, 4).toString());
        site.done("backup", "other");
        assertThat(site.done("status", "home")).contains(FEW).doesNotContain("other sets");
    }

    @Test
    void aSetThatCannotBeReadCountsForNothingAndIsTold() throws IOException {
        begin("away", conf);
        site.done("backup", "away");
        Path ledger = site.ledger("away");
        Files.writeString(ledger, Files.readString(ledger).replace("\"seq\":2", "\"seq\":7"));
        Files.deleteIfExists(ledger.resolveSibling("ledger.fold"));
        Site.Outcome seen = site.run("status", "home");
        assertThat(seen.out()).contains(FEW);
        assertThat(seen.said()).contains("note: set away was not asked for copies: ");
    }
}
