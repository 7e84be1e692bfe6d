package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.sets.Policy;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code set config}: what an operator can choose of a set, and what is refused with nothing changed. */
class SetConfigCommandTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private Path conf;

    @BeforeEach
    void begin() throws IOException {
        site = new Site(folder);
        conf = SampleVenti.create(folder.resolve("venti"), 1, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", "emu:" + site.path("rec"));
    }

    private Path file(String name) {
        return folder.resolve("vault/sets/home").resolve(name);
    }

    private JsonNode json(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json", "set", "config", "home"));
        all.addAll(List.of(words));
        return new ObjectMapper().readTree(site.done(all.toArray(String[]::new)));
    }

    @Test
    void anAddressThatASetCannotHaveIsRefusedByWhoeverIsTold() throws IOException {
        for (String address : List.of("gopher://x/", "nonsense", "http:///index", "http://a b/")) {
            for (List<String> words : List.of(List.of("set", "config", "home", "source.index_url=" + address),
                    List.of("init", "other", "--conf", conf.toString(), "--medium", "bd-r", "--index-url", address),
                    List.of("set", "adopt", "home", "--conf", conf.toString(), "--index-url", address))) {
                Site.Outcome outcome = site.run(words.toArray(String[]::new));
                assertThat(outcome.code()).as("%s: %s", words, outcome).isEqualTo(ExitCode.USAGE);
            }
        }
        assertThat(folder.resolve("vault/sets/other")).doesNotExist();
    }

    @Test
    void everyPolicyIsListedAndNothingIsWritten() throws IOException {
        byte[] ledger = Files.readAllBytes(file("ledger.jsonl"));
        byte[] config = Files.readAllBytes(file("set.toml"));
        String list = site.done("set", "config", "home");
        JsonNode report = json();
        assertThat(report.path("policies")).hasSameSizeAs(Policy.values());
        for (Policy policy : Policy.values()) {
            assertThat(list).contains(policy.key() + " = ", policy.meaning(), policy.allowed());
            assertThat(report.path("policies").findValuesAsText("key")).contains(policy.key());
        }
        assertThat(list).contains("verify.every = 1y").doesNotContain("chosen 20");
        assertThat(Files.readAllBytes(file("ledger.jsonl"))).isEqualTo(ledger);
        assertThat(Files.readAllBytes(file("set.toml"))).isEqualTo(config);
    }

    @Test
    void whatIsChosenHoldsAndSaysWhen() throws IOException {
        JsonNode report = json("verify.every=26w", "medium.tracks_per_disc=040", "medium.spare=none");
        assertThat(report.path("changed")).extracting(JsonNode::asText)
                .containsExactly("medium.tracks_per_disc", "verify.every");
        assertThat(site.done("set", "config", "home")).contains("verify.every = 26w", "medium.tracks_per_disc = 40",
                "; chosen 20");
        assertThat(site.done("set", "config", "home", "verify.every=26w", "medium.device="))
                .contains("verify.every: is 26w already", "medium.device: (nothing), was emu:");
        assertThat(site.run("backup", "home").said()).contains("has no usual recorder");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify.often=1y|there is no key|verify.every", "verify.every|is no KEY=VALUE|set config",
        "=1y|is no KEY=VALUE|set config", "name=away|is not changed|known by",
        "last_disc=0|is not changed|known by", "foreign=true|is not changed|known by",
        "verify.every=soon|90d|or never", "medium.name=vhs|bd-r-dl|vhs", "medium.device=sr0|emu:DIR|sr0",
        "source.conf=/no/where|source.conf|/no/where", "source.arenas=/dev/null|one of them|source.conf="})
    void whatCannotBeIsRefusedBeforeAnythingIsChanged(String line) throws IOException {
        String[] parts = line.split("\\|");
        byte[] ledger = Files.readAllBytes(file("ledger.jsonl"));
        byte[] config = Files.readAllBytes(file("set.toml"));
        Site.Outcome outcome = site.run("set", "config", "home", "medium.tracks_per_disc=9", parts[0]);
        assertThat(outcome.code()).as(outcome.said()).isIn(ExitCode.USAGE, ExitCode.FAILED);
        if (!parts[0].startsWith("source.conf")) {
            assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.said()).contains(parts[1], parts[2]);
        }
        assertThat(outcome.said().lines()).hasSize(1);
        assertThat(Files.readAllBytes(file("ledger.jsonl"))).isEqualTo(ledger);
        assertThat(Files.readAllBytes(file("set.toml"))).isEqualTo(config);
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThat(site.run("set", "config", "home", "verify.every=1y", "verify.every=2y").said())
                .contains("'verify.every' is given twice");
    }

    @Test
    void theVentisOwnPartitionIsNoRecorder() {
        Site.Outcome outcome = site.run("set", "config", "home", "medium.device=disk:"
                + folder.resolve("venti/arenas0"));
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("nothing is ever recorded on it");
    }

    @Test
    void anotherVentiIsAskedAboutAsByAdopt() throws IOException {
        site.recorder("rec", "bd-r", 2, 5_000_000);
        site.done("backup", "home");
        Path other = SampleVenti.create(folder.resolve("other"), 1, 8192, 5, 99);
        Site.Outcome outcome = site.run("set", "config", "home", "source.conf=" + other);
        assertThat(outcome.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(Files.readString(file("set.toml"))).contains(conf.toString()).doesNotContain(other.toString());
        site.done("--yes", "set", "config", "home", "source.conf=" + other);
        assertThat(Files.readString(file("set.toml"))).contains(other.toString());
    }

    @Test
    void aForeignSetKeepsTheSourceAndRecorderThatNothingOpens() throws IOException {
        site.done("set", "export", "home", site.path("bundle").toString());
        site.done("set", "import", site.path("bundle").toString(), "--as", "parents");
        for (String change : List.of("source.flush=true", "source.index_url=http://x/", "medium.device=/dev/sr0")) {
            Site.Outcome outcome = site.run("set", "config", "parents", change);
            assertThat(outcome.code()).as(change).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).contains("set adopt parents");
        }
        site.done("set", "config", "parents", "verify.every=never");
        site.done("set", "adopt", "parents", "--conf", conf.toString());
        try (Stream<String> lines = Files.lines(folder.resolve("vault/sets/parents/ledger.jsonl"))) {
            assertThat(lines.filter(line -> line.contains("\"type\":\"config\""))).hasSize(2);
        }
    }

    @Test
    void anotherMediumForABackupIsOnRecordToo() throws IOException {
        site.recorder("rec", "bd-r-dl", 2, 5_000_000);
        site.done("backup", "home", "--medium", "bd-r-dl");
        assertThat(Files.readString(file("ledger.jsonl"))).contains("\"medium.name\":\"bd-r-dl\"", "\"configured\"");
    }
}
