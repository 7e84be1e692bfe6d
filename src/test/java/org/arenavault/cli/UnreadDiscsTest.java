package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A backup ends with 0 once everything that was asked for is done, and not before: arenas whose discs were never read
 * back are read, or named with their discs.
 */
class UnreadDiscsTest {

    private static final int ARENAS = 4;
    private static final int DISCS = 6;
    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_700_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private String device;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
    }

    private void begin(String medium, long capacity) {
        device = site.recorder("recorder", medium, DISCS, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare", "none", "--device", device);
    }

    /** A set on two full discs whose ledger was lost, and made anew from them. */
    private void rebuilt() throws IOException {
        begin("bd-r", CAPACITY);
        site.done("backup", "home");
        Files.delete(site.ledger("home"));
        site.done("set", "rebuild", "home", "-d", device);
    }

    /** A recorder that has this disc alone, as if the others lay in a box. */
    private String holding(String name, int disc) throws IOException {
        Path drive = temp.resolve(name);
        try (Stream<Path> all = Files.walk(site.path("recorder"))) {
            for (Path path : all.toList()) {
                Files.copy(path, drive.resolve(site.path("recorder").relativize(path).toString()));
            }
        }
        try (EmulatedRecorder recorder = EmulatedRecorder.open(drive, new InstantClock())) {
            recorder.insert(Integer.toString(disc));
        }
        for (int other = 1; other <= DISCS; other++) {
            if (other != disc) {
                QuickFolder.remove(drive.resolve("%03d.disc".formatted(other)));
            }
        }
        return "emu:" + drive;
    }

    private void faults(String lines) throws IOException {
        Files.writeString(site.path("recorder").resolve("faults"), lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--discs=1"})
    void fullDiscsOfALedgerMadeAnewAreReadBack(String option) throws IOException {
        rebuilt();
        assertThat(site.done("status", "home")).contains("on disc, not verified: arena0, arena1 on home-001; "
                + "arena2, arena3 on home-002").contains("next: arenavault verify home");
        String[] command = option.isEmpty() ? new String[] {"backup", "home"} : new String[] {"backup", "home", option};
        assertThat(site.done(command)).contains("4 tracks").doesNotContain("not verified");
        assertThat(site.done("status", "home")).contains("verified 4").doesNotContain("not verified");
        assertThat(site.done("backup", "home")).contains("Nothing to do: every sealed arena is on disc");
    }

    @Test
    void whatTheDriveIsNotGivenIsNamedWithItsDiscAndNeedsTheOperator() throws IOException {
        rebuilt();
        String drive = holding("only", 2);
        Site.Outcome outcome = site.run("backup", "home", "-d", drive);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.out()).contains("2 tracks").contains(
                "On disc, not verified: arena0, arena1 on home-001; next: arenavault verify home -d " + drive,
                "If home-001 is lost, say so: arenavault disc mark home 1 lost");
        Site.Outcome json = site.run("backup", "home", "-d", drive, "--json");
        assertThat(json.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(json.out().replaceAll("\\s", "")).contains("\"unverified\":[{\"disc\":\"home-001\","
                + "\"number\":1,\"arenas\":"
                + "[\"arena0\",\"arena1\"]}],\"notes\":[],\"done\":false");
        assertThat(site.done("status", "home", "--json").replaceAll("\\s", "")).contains(
                "\"unverified\":[{\"disc\":\"home-001\",\"number\":1,\"arenas\":[\"arena0\",\"arena1\"]}]");
        assertThat(site.done("backup", "home", "--dry-run")).doesNotContain("Nothing to do")
                .contains("not verified: arena0, arena1 on home-001");
        assertThat(site.done("verify", "home", "-d", holding("other", 1))).contains("2 tracks read back, 0 damaged");
        assertThat(site.done("backup", "home", "-d", drive)).contains("Nothing to do");
    }

    @Test
    void withoutVerificationTheyAreNamedAndNotAskedFor() throws IOException {
        rebuilt();
        assertThat(site.done("backup", "home", "--no-verify"))
                .contains("On disc, not verified: arena0, arena1 on home-001; arena2, arena3 on home-002")
                .doesNotContain("is lost");
        assertThat(site.done("status", "home")).contains("verified 0");
    }

    @Test
    void severalDrivesReadWhatEachOfThemHas() throws IOException {
        rebuilt();
        assertThat(site.done("backup", "home", "-d", holding("a", 1), "-d", holding("b", 2))).contains("4 tracks");
        assertThat(site.done("status", "home")).contains("verified 4");
    }

    @Test
    void aChangerCarriesThemAllAndOneThatItLacksIsNamed() throws IOException {
        String changer = "emu:" + site.path("juke");
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "4", "--capacity",
                Long.toString(CAPACITY), "--slots", "5");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                changer + "/0");
        site.done("backup", "home", "--changer", changer);
        Files.delete(site.ledger("home"));
        for (String slot : List.of("1", "2")) {
            site.run("changer", "unload", changer, "home", "0");
            site.done("changer", "load", changer, slot);
            assertThat(site.run("set", "rebuild", "home", "-d", changer + "/0").code())
                    .isEqualTo(slot.equals("1") ? ExitCode.OPERATOR : ExitCode.DONE);
        }
        site.done("changer", "unload", changer, "home", "0");
        site.done("changer", "transfer", changer, "2", "6");
        Site.Outcome outcome = site.run("backup", "home", "--changer", changer);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.out()).contains("2 tracks").contains("not verified: arena2, arena3 on home-002");
        Site.Outcome verify = site.run("verify", "home", "--changer", changer);
        assertThat(verify.code()).as(verify.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(verify.out()).contains("Not read").contains("home-002");
        site.done("changer", "transfer", changer, "6", "2");
        assertThat(site.done("backup", "home", "--changer", changer)).contains("2 tracks");
        assertThat(site.done("status", "home")).contains("verified 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r"})
    void twoDamagedTracksOfOneDiscAreRecordedAnewInTheSameRun(String medium) throws IOException {
        begin(medium, medium.equals("bd-r") ? CAPACITY : 9_000_000);
        site.done("backup", "home");
        Files.delete(site.ledger("home"));
        site.done("set", "rebuild", "home", "-d", device);
        Path data = site.path("recorder").resolve("001.disc/data");
        byte[] bytes = Files.readAllBytes(data);
        for (int at = 100_000; at < bytes.length; at += 400_000) {
            bytes[at] ^= 1;
        }
        Files.write(data, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(site.done("backup", "home")).contains("BAD");
        assertThat(site.done("status", "home")).contains("on disc 4   verified 4   waiting 0");
    }

    /** Wherever discs and arenas are counted, a track that was found damaged is not among those that hold one. */
    @Test
    void badTracksAreNotCountedAsRecordedWell() throws IOException {
        begin("bd-r", 40_000_000);
        site.done("backup", "home");
        assertThat(site.done("disc", "list", "home")).contains("4 arenas, 4.0 MiB").doesNotContain("(bad)");
        Path data = site.path("recorder").resolve("001.disc/data");
        byte[] bytes = Files.readAllBytes(data);
        for (int track = 1; track < 3; track++) {
            bytes[track * 544 * 2048 + 300_000] ^= 1;
        }
        Files.write(data, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(site.run("verify", "home").out()).contains("4 tracks read back, 2 damaged");
        for (String list : List.of("disc list", "disc show", "set show")) {
            String[] command = (list + " home" + (list.endsWith("disc show") ? " 1" : "")).split(" ");
            assertThat(site.done(command)).as(list).contains("2 arenas, 2.0 MiB")
                    .contains(" but for track 2, 3 (bad)").doesNotContain("4 arenas");
        }
        Site.Outcome status = site.run("status", "home");
        assertThat(status.out()).contains("on disc 2   verified 2   waiting 2 (2.0 MiB)")
                .contains("damaged: home-001 track 2, home-001 track 3").contains("on no disc: arena1, arena2 (sealed)")
                .contains(", but for home-001 track 2, home-001 track 3");
        String json = site.run("status", "home", "--json").out().replaceAll("\\s", "");
        assertThat(json).contains("\"on_disc\":2").contains("\"verified\":2");
        assertThat(site.done("backup", "home", "--dry-run")).contains("2 arenas");
        assertThat(site.done("backup", "home")).contains("2 tracks, 2.0 MiB");
        assertThat(site.done("disc", "list", "home")).contains("2 arenas, 2.0 MiB");
    }

    /** Faults of the one disc that may be used: nothing was recorded, and that is a failure. */
    @ParameterizedTest
    @CsvSource({"op=2A sense 3/0C/00 x 100000", "op=35 sense 3/0C/00 x 100000", "op=5B sense 5/72/03 x 100000"})
    void aDiscThatFailsWhereOneDiscIsAllowed(String fault) throws IOException {
        begin("bd-r", CAPACITY);
        faults(fault);
        Site.Outcome outcome = site.run("backup", "home", "--discs", "1");
        assertThat(outcome.code()).as(outcome.said() + outcome.out()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said() + outcome.out()).contains("home-001");
        Files.delete(site.path("recorder").resolve("faults"));
        site.done("backup", "home");
        assertThat(site.done("status", "home")).contains("on disc 4   verified 4");
    }

    @Test
    void aBegunDiscThatTakesNoMoreWhereOneDiscIsAllowed() throws IOException {
        begin("bd-r", CAPACITY);
        faults("op=2A nth=20 vanish");
        site.run("backup", "home", "--discs", "1");
        faults("op=2A sense 3/0C/00 x 100000\nop=5B sense 3/0C/00 x 100000");
        Site.Outcome outcome = site.run("backup", "home", "--discs", "1");
        assertThat(outcome.code()).as(outcome.said() + outcome.out()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("Takes no more: home-001").contains("Still on no disc:");
    }
}
