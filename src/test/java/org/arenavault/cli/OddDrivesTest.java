package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives that are busy, write nothing, or hold a disc that takes nothing more. */
class OddDrivesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void make() {
        site = new Site(temp);
    }

    /** A recorder whose disc has been written to. */
    private String recorded(String medium) throws IOException {
        String device = site.recorder("rec", medium, 1, 40_000_000);
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare", "none", "--device", device);
        site.done("backup", "home");
        site.done("drive", "load", device);
        return device;
    }

    private void odd(String... quirks) throws IOException {
        Files.writeString(site.path("rec").resolve("faults"), Arrays.stream(quirks)
                .map(quirk -> "op=* nth=1 quirk " + quirk + "\n").collect(Collectors.joining()));
    }

    @ParameterizedTest
    @CsvSource({"cd-r,romdrive,CD-ROM", "dvd+r,romdrive,DVD-ROM", "bd-r,romdrive,BD-R"})
    void aDiscInADriveThatWritesNothingIsDescribedAndThatIsAll(String medium, String quirk, String title)
            throws IOException {
        String device = recorded(medium);
        odd(quirk);
        Site.Outcome info = site.run("drive", "info", device);
        assertThat(info.code()).isEqualTo(ExitCode.DONE);
        assertThat(info.out()).contains(title).contains("read only").doesNotContain("speeds").doesNotContain("set to");
        assertThat(info.said()).isEmpty();
        Site.Outcome json = site.run("drive", "info", device, "--json");
        assertThat(json.code()).isEqualTo(ExitCode.DONE);
        assertThat(json.said()).isEmpty();
        for (String verb : List.of("finalise", "format")) {
            Site.Outcome refused = site.run("drive", verb, device);
            assertThat(refused.code()).as(verb).isEqualTo(ExitCode.FAILED);
            assertThat(refused.said()).doesNotContain("?");
        }
    }

    @Test
    void aPressedDiscInARecorderIsDescribed() throws IOException {
        String device = recorded("dvd+r");
        site.done("drive", "finalise", device, "--yes");
        odd("finalrom");
        Site.Outcome info = site.run("drive", "info", device);
        assertThat(info.code()).isEqualTo(ExitCode.DONE);
        assertThat(info.out()).contains("read only");
        assertThat(info.said()).isEmpty();
    }

    /** With nobody at the terminal a question ends with "operator needed": whoever is refused was not asked. */
    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r", "cd-r", "dvd-r", "bd-re", "dvd+rw"})
    void nobodyIsAskedForWhatCannotBe(String medium) throws IOException {
        String device = site.recorder("rec", medium, 1, 8_000_000);
        Site.Outcome blank = site.run("drive", "finalise", device);
        assertThat(blank.code()).as(blank.said()).isEqualTo(ExitCode.FAILED);
        boolean formattable = List.of("bd-r", "bd-re", "dvd+rw").contains(medium);
        assertThat(site.run("drive", "format", device).code())
                .isEqualTo(formattable ? ExitCode.OPERATOR : ExitCode.FAILED);
        assertThat(site.run("drive", "format", device, "--capacity", "1k").code()).isIn(ExitCode.FAILED,
                formattable ? ExitCode.OPERATOR : ExitCode.FAILED);
        assertThat(site.run("drive", "format", device, "--capacity", "900g").code()).isEqualTo(ExitCode.FAILED);
        site.done("drive", "eject", device);
        for (String verb : List.of("finalise", "format")) {
            assertThat(site.run("drive", verb, device).said()).contains("no medium");
        }
    }

    @Test
    void aDiscIsFinalisedOnceAndThenNobodyIsAskedAgain() throws IOException {
        String device = recorded("dvd+r");
        assertThat(site.run("drive", "finalise", device).code()).as("asked").isEqualTo(ExitCode.OPERATOR);
        site.done("drive", "finalise", device, "--yes");
        Site.Outcome again = site.run("drive", "finalise", device);
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.said()).contains("cannot be finalised").contains("finalised, or full");
    }

    @Test
    void aDiscWithSparesIsNotFormattedAgain() {
        String device = site.recorder("rec", "bd-r", 1, 64_000_000);
        site.done("drive", "format", device, "--yes");
        assertThat(site.done("drive", "format", device)).contains("has spares already; nothing was done");
    }

    @Test
    void aBlankGetsTheSizeOfSparesThatTheSetHasChosen() throws IOException {
        String device = site.recorder("rec", "bd-r", 1, 64 << 20);
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "8m", "--device", device);
        assertThat(site.done("set", "config", "home")).contains("medium.spare = 8m");
        site.done("backup", "home", "--yes");
        assertThat(site.done("drive", "info", device)).contains("capacity    28672 blocks")
                .contains("4096 of 4096 blocks left");
    }

    @Test
    void aSizeOfSparesThatTheDriveDoesNotOfferIsRefusedWithThoseThatItDoes() throws IOException {
        String device = site.recorder("rec", "bd-r", 1, 64 << 20);
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "60m", "--device", device);
        Site.Outcome backup = site.run("backup", "home", "--yes");
        assertThat(backup.code()).isEqualTo(ExitCode.FAILED);
        assertThat(backup.said()).contains("not 61440k; choose another medium.spare");
        assertThat(site.done("drive", "info", device)).contains("BD-R, blank");
    }

    @ParameterizedTest
    @CsvSource({"dvd+r,256m,only BD-R", "bd-re,256m,only BD-R", "bd-r,30g,nothing of a bd-r is left",
        "bd-r,63k,medium.spare", "bd-r,some,medium.spare"})
    void aSizeOfSparesThatCannotBeIsNoSet(String medium, String size, String why) throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        Site.Outcome init = site.run("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare", size);
        assertThat(init.code()).isEqualTo(ExitCode.USAGE);
        assertThat(init.said()).contains(why);
    }

    @Test
    void aBusyDriveKeepsItsName() throws IOException {
        String device = recorded("bd-r");
        String free = site.done("drive", "list");
        String serial = Files.readString(site.path("rec").resolve("drive.state")).lines()
                .filter(line -> line.startsWith("serial=")).findFirst().orElseThrow().substring(7);
        assertThat(free).contains(device).contains("EMULATED BD-RE " + serial);
        try (EmulatedRecorder user = EmulatedRecorder.open(site.path("rec"), new InstantClock())) {
            assertThat(user.manual()).isFalse();
            String busy = site.done("drive", "list");
            assertThat(busy).contains(device).contains("EMULATED BD-RE " + serial);
            assertThat(busy.toLowerCase(Locale.ROOT).split("busy|in use", -1)).as(busy)
                    .hasSizeLessThanOrEqualTo(2);
        }
    }
}
