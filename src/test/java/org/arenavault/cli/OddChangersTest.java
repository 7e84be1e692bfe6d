package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands with changers that answer otherwise than they are asked. */
class OddChangersTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private String changer;

    @BeforeEach
    void make() {
        site = new Site(temp);
        changer = "emu:" + site.path("juke");
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "2", "--capacity",
                "4000000", "--slots", "3");
    }

    private void odd(String... quirks) throws IOException {
        Files.writeString(site.path("juke").resolve("faults"), Arrays.stream(quirks)
                .map(quirk -> "op=* nth=1 " + (quirk.startsWith("op=") ? quirk : "quirk " + quirk) + "\n")
                .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"novoltag", "novoltag=5/20/00", "novoltag=5/26/00", "novoltag=4/44/00", "novoltag=B/4E/00",
        "novoltag=9/80/00", "novoltag=2/04/03", "nodvcid", "nodvcid=B/00/00", "alltypes",
        "descriptor=4", "descriptor=12", "descriptor=47", "descriptor=84",
        "descriptor=343", "voidtag=ff", "voidtag=00", "avoltag", "avoltag=only",
        "avoltag=void", "emptystatus=probe", "emptystatus=ids", "emptystatus=tags", "emptystatus=range",
        "emptystatus=type", "noaddresses", "no1a", "residual-lie", "desc-sense"})
    void discsAreCarriedAllTheSame(String quirk) throws IOException {
        odd(quirk);
        assertThat(site.done("changer", "status", changer)).contains("2 Drives, 4 Slots ( 1 Import/Export )")
                .contains("Data Transfer Element 1:Empty").contains("Storage Element 2:Full")
                .contains("Storage Element 3:Empty").contains("4 IMPORT/EXPORT:Empty").doesNotContain("?");
        site.done("changer", "load", changer, "2", "1");
        assertThat(site.done("changer", "status", changer)).contains("Data Transfer Element 1:Full")
                .contains("Storage Element 2:Empty");
        site.done("changer", "unload", changer, "3", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"novoltag=4/44/00", "descriptor=4", "emptystatus=type"})
    void aBackupIsBurnedAllTheSame(String quirk) throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/1");
        odd(quirk);
        site.done("backup", "home", "--changer", changer, "--changer-drive", "1");
        assertThat(site.done("verify", "home", "--changer", changer, "--changer-drive", "1")).contains("0 damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodvcid", "descriptor=12", "emptystatus=ids"})
    void aDriveThatIsNotNamedIsNotGuessed(String quirk) throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/1");
        odd(quirk);
        Site.Outcome outcome = site.run("backup", "home", "--changer", changer);
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("cannot tell which of its drives is " + changer + "/1")
                .contains("--changer-drive N");
        assertThat(site.run("backup", "home", "--changer", changer, "--changer-drive", "-1").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(site.run("backup", "home", "--changer", changer, "--changer-drive", "2").said())
                .contains("there is no drive 2; there are 0 to 1");
    }

    @Test
    void theOnlyDriveOfAChangerIsNotGuessedEither() throws IOException {
        changer = "emu:" + site.path("single");
        site.done("changer", "emulate", site.path("single").toString(), "--medium", "bd-r", "--drives", "1",
                "--capacity", "4000000");
        Files.writeString(site.path("single").resolve("faults"), "op=* nth=1 quirk nodvcid\n");
        Path conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/0");
        assertThat(site.run("backup", "home", "--changer", changer).said()).contains("--changer-drive N");
        site.done("backup", "home", "--changer", changer, "--changer-drive", "0");
    }

    @Test
    void silenceIsNoEmptyChanger() throws IOException {
        odd("emptystatus=always");
        for (String verb : new String[] {"status", "inventory", "test"}) {
            Site.Outcome outcome = site.run("changer", verb, changer);
            assertThat(outcome.code()).as(verb).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.out()).doesNotContain("0 Drives");
            assertThat(outcome.said()).contains("it says that it has 2 drives, and tells of 0")
                    .contains("it says that it has 3 slots, and tells of 0");
        }
        odd("emptystatus=always", "noaddresses");
        assertThat(site.run("changer", "status", changer).code()).isEqualTo(ExitCode.FAILED);
        assertThat(site.run("changer", "status", changer, "--json").code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aRefusalInEveryFormIsToldAsTheChangerToldIt() throws IOException {
        Files.writeString(site.path("juke").resolve("faults"), "op=B8 sense 4/44/00 x 1000\n");
        Site.Outcome outcome = site.run("changer", "status", changer);
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("looking into it").contains("4/44/00");
    }

    @Test
    void placesThatAreNotToldOfAreSaidToBeMissing() throws IOException {
        odd("fewer=1");
        Site.Outcome outcome = site.run("changer", "status", changer);
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("1 Drives, 2 Slots ( 1 Import/Export )");
        assertThat(outcome.said()).contains("it says that it has 2 drives, and tells of 1")
                .contains("what is missing here may be there");
        assertThat(site.run("changer", "status", changer, "--json").out()).contains("\"contradictions\"");
    }

    @Test
    void aPlaceThatIsNotInstalledTakesNoDisc() throws IOException {
        odd("notinstalled=1026");
        assertThat(site.done("changer", "inventory", changer)).contains("Storage Element 3:Not installed");
        assertThat(site.run("changer", "transfer", changer, "1", "3").said()).contains("its slot 3 is not installed");
        odd("notinstalled=2");
        assertThat(site.done("changer", "status", changer)).contains("Data Transfer Element 1:Not installed");
        assertThat(site.run("changer", "load", changer, "1", "1").said())
                .contains("its drive 1 is not installed (83/04)");
        assertThat(site.done("changer", "test", changer)).contains("drive 1 is not installed");
    }

    @Test
    void aDiscIsNotCarriedHomeToASlotThatIsNotInstalled() throws IOException {
        site.done("changer", "load", changer, "1", "0");
        odd("notinstalled=1024");
        assertThat(site.done("changer", "unload", changer)).contains("is in slot 3");
    }
}
