package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.Medium;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to a disc by hand its set knows: status and plan promise nothing that is no longer so. */
class DoneByHandTest {

    private static final int ARENAS = 2;
    private static final int LABEL = 64 * 1024;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private String device;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
    }

    private void record(String medium) {
        device = site.recorder("recorder", medium, 2, 16_000_000);
        site.done("init", "home", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", medium, "--spare",
                "none", "--device", device);
        site.done("backup", "home");
    }

    private void sealOneMore() throws IOException {
        SampleVenti.create(temp.resolve("more"), ARENAS + 1, 8192, 5, 3);
        Files.move(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r"})
    void aDiscThatIsFinalisedTakesNoMoreAtOnce(String medium) throws IOException {
        record(medium);
        sealOneMore();
        assertThat(site.done("status", "home")).contains("home-001 has ").contains("no blank needed");
        Site.Outcome outcome = site.run("drive", "finalise", device, "--yes");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("the ledger of set 'home' says so of home-001");
        assertThat(site.done("status", "home")).doesNotContain("home-001 has ").contains("1 blank needed");
        assertThat(site.done("backup", "home", "--dry-run")).contains("home-002 (a blank)");
        site.done("backup", "home");
        assertThat(site.done("status", "home")).contains("verified 3");
    }

    /** A disc without labels is known by what lies on it, here as everywhere. */
    @Test
    void aDiscWithoutLabelsThatIsFinalisedIsOneOfTheSetThatKnowsItsTracks() throws IOException {
        record("bd-r");
        site.done("init", "old", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", "bd-r", "--device",
                device);
        Vault vault = new Vault(temp.resolve("vault"), Disks.REAL, new ManualClock());
        DiscRecord recorded = vault.open(new SetName("home")).read().disc(1).orElseThrow();
        try (LockedSet old = vault.open(new SetName("old")).lock()) {
            old.ledger().append(new LedgerEvent.Begun(1, new UUID(5, 5), "bd-r", recorded.capacity(),
                    recorded.discId()));
            for (TrackRecord track : recorded.tracks()) {
                old.ledger().append(new TrackEvent.Found(1, track.number(), track.lba(), track.blocks(),
                        track.content(), false, "plan9"));
            }
        }
        try (RandomAccessFile data = new RandomAccessFile(
                site.path("recorder").resolve("001.disc").resolve("data").toFile(), "rw")) {
            for (TrackRecord track : recorded.tracks()) {
                data.seek((track.lba() + track.blocks()) * Medium.BLOCK - LABEL);
                data.write(new byte[LABEL]);
            }
        }
        Site.Outcome outcome = site.run("drive", "finalise", device, "--yes");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("the ledger of set 'old' says so of old-001").doesNotContain("'home'");
    }

    @Test
    void aDiscOfNoSetOfThisVaultIsNamedWithTheCommandThatRecordsIt() throws IOException {
        record("bd-r");
        Files.move(temp.resolve("vault/sets/home"), temp.resolve("elsewhere"));
        Site.Outcome outcome = site.run("drive", "finalise", device, "--yes");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("no ledger says so")
                .contains("'arenavault verify home -d " + device + "'");
        Files.move(temp.resolve("elsewhere"), temp.resolve("vault/sets/home"));
        site.done("verify", "home", "-d", device);
        sealOneMore();
        assertThat(site.done("status", "home")).contains("1 blank needed");
    }

    @Test
    void aDiscThatIsFormattedHoldsNothingAnyMore() throws IOException {
        record("bd-re");
        assertThat(site.done("status", "home")).contains("on disc 2   verified 2");
        Site.Outcome outcome = site.run("drive", "format", device, "--yes");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("the ledger of set 'home' says so of home-001");
        assertThat(site.done("status", "home")).contains("on disc 0   verified 0   waiting 2");
        site.done("backup", "home");
        assertThat(site.done("status", "home")).contains("on disc 2   verified 2");
    }

    /** A disc of dead tracks alone: nothing was verified, and that is no success. */
    @Test
    void verifyOfDiscsOnWhichNothingHoldsFails() throws IOException {
        device = site.recorder("recorder", "bd-r", 2, 16_000_000);
        site.done("init", "home", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", "bd-r", "--device",
                device);
        Files.writeString(site.path("recorder").resolve("faults"), "op=2A nth=12 sense 3/0C/00 x 100000");
        site.run("backup", "home", "--discs", "1");
        Files.delete(site.path("recorder").resolve("faults"));
        String ledger = Files.readString(site.ledger("home"));
        assertThat(ledger).contains("\"dead\"").doesNotContain("\"closed\"");
        for (String[] command : new String[][] {{"verify", "home"}, {"verify", "home", "--json"}}) {
            Site.Outcome outcome = site.run(command);
            assertThat(outcome.code()).as(outcome.said() + outcome.out()).isNotEqualTo(ExitCode.DONE);
            assertThat(outcome.said()).containsAnyOf("nothing was read back", "insert a disc of set");
        }
    }
}
