package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discs are read again when they are due, in parts or whole, and those that age are named before they fail. */
class ScrubTest {

    private static final Duration YEAR = Duration.ofDays(366);
    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_600_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Site site;

    @BeforeEach
    void record() throws IOException {
        site = new Site(folder);
        site.use(clock, UUID::randomUUID);
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 4, CAPACITY);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
    }

    private static JsonNode json(Site.Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out());
    }

    private List<String> due() throws IOException {
        List<String> labels = new ArrayList<>();
        json(site.run("--json", "status", "home")).path("sets").path(0).path("due")
                .forEach(disc -> labels.add(disc.path("disc").asText()));
        return labels;
    }

    private List<String> ledger(String type) throws IOException {
        return Files.readAllLines(site.ledger("home")).stream()
                .filter(line -> line.contains("\"type\":\"%s\"".formatted(type))).toList();
    }

    private void verified(int disc, int track, String drive, long recovered) throws IOException {
        Vault vault = new Vault(folder.resolve("vault"), Disks.REAL, clock);
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            set.ledger().append(new TrackEvent.Verified(disc, track, drive, new ReadEffort(recovered, 1, 0, 0)));
        }
    }

    private void flip(int disc, int at) throws IOException {
        Path data = site.path("recorder").resolve("%03d.disc".formatted(disc)).resolve("data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[at] ^= 1;
        Files.write(data, bytes);
    }

    @Test
    void aMonitorIsToldInOneLineWhetherSomebodyHasToAct() throws IOException {
        assertThat(site.done("status", "--check", "--max-age", "7d")).isEqualTo("OK: 1 set, nothing to do\n");
        clock.sleep(Duration.ofDays(8));
        assertThat(site.done("status", "--check")).startsWith("OK: ");
        Site.Outcome late = site.run("status", "--check", "--max-age", "7d");
        assertThat(late.code()).isEqualTo(ExitCode.FAILED);
        assertThat(late.out()).isEqualTo("WARNING: home: recorded last on 2026-01-02\n");
        clock.sleep(YEAR);
        verified(1, 1, "drive", 1);
        assertThat(site.run("status", "--check").out()).startsWith("WARNING: home: due to be read back: home-00");
        JsonNode report = json(site.run("--json", "status", "home", "--check"));
        assertThat(report.path("well").asBoolean(true)).isFalse();
        assertThat(report.path("sets").path(0).path("due_discs").asInt()).isPositive();
        assertThat(report.path("sets").path(0).path("last_recorded").asText()).startsWith("2026-01-02T");
        assertThat(report.path("sets").path(0).path("waiting").asInt(-1)).isZero();
        assertThat(site.run("status", "--max-age", "7d").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("status", "--check", "--max-age", "soon").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatWasOnlyAnnouncedWasNotRecordedAndAVaultWithoutASetIsNotWell() throws IOException {
        clock.sleep(Duration.ofDays(8));
        Vault vault = new Vault(folder.resolve("vault"), Disks.REAL, clock);
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            set.ledger().append(new TrackEvent.Intent(2, 2, 4096, 544, set.state().existing(1).track(1).orElseThrow()
                    .content(), ""));
        }
        assertThat(site.run("status", "--check", "--max-age", "7d").out()).contains("recorded last on 2026-01-02");
        Site.Outcome empty = new Site(folder.resolve("empty")).run("--json", "status", "--check");
        assertThat(empty.code()).isEqualTo(ExitCode.FAILED);
        assertThat(json(empty).path("well").asBoolean(true)).isFalse();
    }

    @Test
    void aDiscIsDueAYearAfterItsLastReadingAndNoLongerOnceItWasRead() throws IOException {
        assertThat(due()).isEmpty();
        assertThat(site.done("verify", "home", "--due")).contains("Nothing is due", "the next disc is on 2027-01-");
        clock.sleep(YEAR);
        assertThat(due()).containsExactly("home-001", "home-002");
        assertThat(site.done("status", "home")).contains("due to be read back: home-001 (last read 2026-01-02, in one "
                + "drive alone)", "arenavault verify home --due");
        Site.Outcome read = site.run("verify", "home", "--due");
        assertThat(read.code()).as(read.said()).isEqualTo(ExitCode.DONE);
        assertThat(read.out()).contains("3 tracks read back, 0 damaged");
        assertThat(read.said()).contains("due: home-001", "due: home-002");
        assertThat(due()).isEmpty();
        assertThat(site.done("status", "home")).doesNotContain("due to be");
    }

    @Test
    void whatNobodyReadElsewhereIsDueFirstAndThenTheOldest() throws IOException {
        clock.sleep(Duration.ofDays(10));
        verified(1, 1, "another drive", 0);
        verified(1, 2, "another drive", 0);
        clock.sleep(YEAR);
        assertThat(due()).containsExactly("home-002", "home-001");
        verified(2, 1, "another drive", 0);
        clock.sleep(YEAR);
        assertThat(due()).containsExactly("home-001", "home-002");
    }

    @Test
    void thePolicyOfTheSetDecidesAndLostDiscsAreNeverDue() throws IOException {
        site.done("set", "config", "home", "verify.every=30d");
        clock.sleep(Duration.ofDays(30));
        assertThat(due()).hasSize(2);
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(due()).containsExactly("home-002");
        site.done("set", "config", "home", "verify.every=never");
        assertThat(due()).isEmpty();
        assertThat(site.done("verify", "home", "--due")).contains("Nothing is due (verify.every is never).");
    }

    @Test
    void aDiscThatIsNotDueIsNotRead() throws IOException {
        clock.sleep(YEAR);
        verified(1, 1, "drive", 0);
        verified(1, 2, "drive", 0);
        int before = ledger("verified").size();
        Site.Outcome read = site.run("verify", "home", "--due");
        assertThat(read.out()).as(read.said()).contains("1 track read back");
        assertThat(ledger("verified")).hasSize(before + 1);
    }

    @Test
    void aDueDiscThatIsNotToBeHadIsNamedAndKeepsNoOtherFromItsTurn() throws IOException {
        clock.sleep(YEAR);
        Files.move(site.path("recorder").resolve("001.disc"), site.path("shelf"));
        Site.Outcome read = site.run("--json", "verify", "home", "--due");
        assertThat(read.code()).as(read.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(json(read).path("not_read")).extracting(JsonNode::asText).containsExactly("home-001");
        assertThat(json(read).path("tracks")).extracting(track -> track.path("disc").asText())
                .containsExactly("home-002");
        assertThat(due()).containsExactly("home-001");
    }

    @Test
    void aSampleVerifiesNothing() throws IOException {
        clock.sleep(YEAR);
        int verified = ledger("verified").size();
        Site.Outcome sampled = site.run("--json", "verify", "home", "--sample", "10%");
        assertThat(sampled.code()).as(sampled.said()).isEqualTo(ExitCode.DONE);
        assertThat(json(sampled).path("tracks")).hasSize(3).allSatisfy(track -> {
            assertThat(track.path("verdict").asText()).isEqualTo("sampled");
            assertThat(track.path("sampled_units").asInt()).isEqualTo(2);
        });
        assertThat(ledger("verified")).hasSize(verified);
        assertThat(ledger("sampled")).hasSize(3);
        assertThat(due()).as("what was sampled stays due").hasSize(2);
        assertThat(site.done("verify", "home", "--sample", "0.5"))
                .contains("3 tracks sampled, none verified, 0 damaged").doesNotContain("read back");
        assertThat(site.done("disc", "show", "home", "1")).contains("which verified nothing");
    }

    @Test
    void aSampleFindsWhatChangedWithoutAReadError() throws IOException {
        flip(1, 70_000);
        Site.Outcome sampled = site.run("--json", "verify", "home", "--sample", "100%");
        assertThat(sampled.code()).isEqualTo(ExitCode.FAILED);
        assertThat(json(sampled).path("tracks")).filteredOn(track -> track.path("verdict").asText().equals("damaged"))
                .singleElement().satisfies(track -> {
                    assertThat(track.path("disc").asText()).isEqualTo("home-001");
                    assertThat(track.path("bad_ranges").path(0).path("from_byte").asInt()).isEqualTo(65536);
                });
        assertThat(ledger("bad")).singleElement().asString().contains("\"ranges\":\"65536+65536\"");
        assertThat(site.run("--json", "status", "home").out()).contains("\"damaged_tracks\" : [ {");
        assertThat(site.done("disc", "show", "home", "1")).contains("bad in track 1", "65536+65536");
    }

    @Test
    void aWholeReadingSaysWhereATrackChanged() throws IOException {
        flip(1, 200_000);
        flip(1, 300_000);
        assertThat(site.run("verify", "home").code()).isEqualTo(ExitCode.FAILED);
        assertThat(ledger("bad")).singleElement().asString().contains("\"ranges\":\"196608+131072\"");
    }

    @Test
    void whatNoSumsAreKeptOfIsNotSampledAndSaysSo() throws IOException {
        Path sums = site.ledger("home").resolveSibling("sums");
        Files.delete(sums.resolve("001-02"));
        byte[] wrong = Files.readAllBytes(sums.resolve("002-01"));
        wrong[wrong.length / 2] ^= 1;
        Files.write(sums.resolve("002-01"), wrong);
        Site.Outcome sampled = site.run("verify", "home", "--sample", "2%");
        assertThat(sampled.code()).isEqualTo(ExitCode.FAILED);
        assertThat(sampled.out()).contains("1 track sampled", "NOT SAMPLED: home-001 track 2",
                "NOT SAMPLED: home-002 track 1");
        site.done("verify", "home");
        site.done("verify", "home", "--sample", "2%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0%", "101%", "-2%", "two", "2%%", "1e1", "100.1", "1000"})
    void aShareThatIsNoneIsRefused(String share) {
        Site.Outcome outcome = site.run("verify", "home", "--sample=" + share);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.said()).contains("above 0% and up to 100%");
        assertThat(site.run("verify", "home", "--sample", "2%", "--due").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("verify", "home", "--sample", "2%", "--deep").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anAgeingDiscIsNamedBeforeItFails() throws IOException {
        for (int pass = 1; pass <= 3; pass++) {
            clock.sleep(Duration.ofDays(100));
            verified(1, 1, "a drive", 4L * pass);
            verified(1, 2, "a drive", 0);
        }
        assertThat(site.done("status", "home")).contains("AGEING: home-001: reads that needed a retry went from 4 to 8 "
                + "to 12, in a drive", "arenavault duplicate", "before it is lost: home-001");
        assertThat(json(site.run("--json", "status", "home")).path("sets").path(0).path("ageing").path(0).path("disc")
                .asText()).isEqualTo("home-001");
        String shown = site.done("disc", "show", "home", "1");
        assertThat(shown.lines().filter(line -> line.startsWith("  read "))).hasSize(4);
        assertThat(shown).contains("AGEING");
        JsonNode report = json(site.run("--json", "disc", "show", "home", "1"));
        assertThat(report.path("readings")).hasSize(4);
        assertThat(report.path("readings").path(3).path("recovered").asInt()).isEqualTo(12);
        site.done("disc", "mark", "home", "1", "retired");
        assertThat(site.done("status", "home")).doesNotContain("AGEING");
    }
}
