package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.arenavault.Golden;
import org.arenavault.scsi.emulator.InstantClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drives as an operator looks at them and handles their discs. */
@Timeout(60)
class DriveCommandsTest {

    @TempDir
    private Path folder;

    private CommandRun command = new CommandRun();

    private String printed(int code, String... words) {
        command = new CommandRun();
        List<String> all = new ArrayList<>(List.of("--vault", folder.resolve("vault").toString()));
        all.addAll(List.of(words));
        assertThat(command.run(all.toArray(String[]::new)))
                .as(() -> "%s: %s %s".formatted(List.of(words), command.said(), command.printed())).isEqualTo(code);
        return command.printed();
    }

    private String recorder(String medium) {
        Path path = folder.resolve(medium);
        printed(0, "drive", "emulate", path.toString(), "--medium", medium, "--discs", "1", "--capacity", "64m");
        return "emu:" + path;
    }

    @Test
    void aBlankIsDescribed() {
        String device = recorder("bd-r");
        assertThat(printed(0, "drive", "info", device)).contains("EMULATED BD-RE", "BD-R, blank, 64.0 MiB free",
                "0041 BD-R", "next track  1, writable from block 0", "32768 blocks", "kB/s", "EMULAT/E1r");
    }

    @Test
    void theReportForProgramsHasASchema() throws IOException {
        assertThat(printed(0, "drive", "info", recorder("dvd+r"), "--json", "--raw")).contains(
                "\"schema\" : \"arenavault.drive.info.2\"", "\"use\" : \"blank\"", "\"cdb\" : \"12 00 00 00 24 00\"",
                "\"lba\" : 0");
    }

    /** One that takes its time keeps its users waiting by the clock of the machine; others by none. */
    @Test
    void aRecorderCanTakeItsTime() throws IOException {
        Site site = new Site(folder);
        InstantClock clock = new InstantClock();
        site.use(clock, UUID::randomUUID);
        Path conf = Golden.unpack("v4", folder).resolve("venti.conf");
        for (String speed : List.of("max", "0.1x")) {
            String recorder = folder.resolve("recorder" + speed).toString();
            site.done("drive", "emulate", recorder, "--medium", "bd-r", "--discs", "1", "--capacity", "64m", "--speed",
                    speed);
            site.done("init", "set" + speed.charAt(0), "--conf", conf.toString(), "--medium", "bd-r", "--device",
                    "emu:" + recorder);
            long begun = clock.nanos();
            long real = System.nanoTime();
            site.done("backup", "set" + speed.charAt(0));
            long waited = clock.nanos() - begun - (System.nanoTime() - real);
            // three megabytes are written and read at 0.45 MB/s
            assertThat(waited / 1_000_000_000L).as(speed).isBetween(speed.equals("max") ? 0L : 10L,
                    speed.equals("max") ? 0L : 60L);
        }

        printed(2, "drive", "emulate", folder.resolve("none").toString(), "--medium", "bd-r", "--speed", "200x");
        assertThat(command.said()).asString().contains("0.01x to 100x");
        printed(2, "drive", "emulate", folder.resolve("none").toString(), "--medium", "bd-r", "--speed", "4000");
        assertThat(command.said()).asString().contains("give a multiple like 4x");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void theTrayIsOpenedAndClosed() {
        String device = recorder("bd-r");
        printed(0, "drive", "eject", device);
        assertThat(printed(0, "drive", "info", device)).contains("disc        none");
        printed(0, "drive", "load", device);
        assertThat(printed(0, "drive", "info", device)).contains("blank");
    }

    @Test
    void theListHasTheRecordersOfTheSets() throws IOException {
        Path venti = Golden.unpack("v4", folder);
        String device = recorder("bd-r");
        printed(0, "init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r",
                "--increments", "never", "--device", device);
        assertThat(printed(0, "drive", "list")).contains(device, "BD-R, blank");
        assertThat(printed(0, "drive", "list", "--json")).contains("arenavault.drive.list.2", device);
    }

    @Test
    void everyCommandIsInTheLog() throws IOException {
        Path log = folder.resolve("scsi.log");
        String device = recorder("bd-r");
        printed(0, "drive", "info", device, "--scsilog", log.toString());
        printed(0, "--scsilog", log.toString(), "drive", "info", device);
        assertThat(Files.readAllLines(log).stream().filter(line -> line.startsWith("#"))).hasSize(2);
        assertThat(Files.readString(log)).contains("READ DISC INFORMATION", "GET CONFIGURATION");
        printed(2, "drive", "info", device, "--scsilog", folder.resolve("no/such/folder").toString());
    }

    @Test
    void nothingIsFormattedOrFinalisedUnasked() {
        String device = recorder("bd-r");
        printed(3, "drive", "format", device);
        printed(1, "drive", "finalise", device);
        assertThat(printed(0, "drive", "info", device)).contains("BD-R, blank, 64.0 MiB free");
    }

    @Test
    void aBlankGetsSparesOnceAgreed() {
        String device = recorder("bd-r");
        printed(1, "drive", "format", device, "--spare", "none", "--yes");
        assertThat(printed(0, "drive", "format", device, "--yes")).contains("spares default");
        assertThat(printed(0, "drive", "info", device)).contains("spares ");
    }

    @Test
    void theAmountOfSparesCanBeChosen() {
        String device = recorder("bd-r");
        printed(1, "drive", "format", device, "--yes", "--capacity", "1m");
        printed(1, "drive", "format", device, "--yes", "--capacity", "64m");
        assertThat(printed(0, "drive", "format", device, "--yes", "--capacity", "56m"))
                .contains("28672 blocks for data");
        printed(1, "drive", "format", device, "--yes", "--capacity", "48m");
        assertThat(printed(0, "drive", "info", device)).contains("capacity    28672 blocks")
                .contains("spares      4096 of 4096");
    }

    @Test
    void anOverwritableDiscIsFormattedOnceAgreed() {
        String device = recorder("bd-re");
        assertThat(printed(0, "drive", "info", device)).contains("never formatted");
        printed(0, "drive", "format", device, "--yes", "--spare", "none");
        assertThat(printed(0, "drive", "info", device)).contains("BD-RE, overwritable");
    }

    /** Who is told that something is closed believes that there was something. */
    @Test
    void aBlankDiscHasNothingToClose() {
        String device = recorder("bd-r");
        assertThat(printed(1, "drive", "close-session", device)).isEmpty();
        assertThat(printed(1, "drive", "finalise", device)).isEmpty();
        assertThat(printed(0, "drive", "info", device)).contains("BD-R, blank");
    }

    @Test
    void aRecordedDiscIsFinalisedOnceAgreed() throws IOException {
        Path venti = Golden.unpack("v4", folder);
        String device = recorder("bd-r");
        printed(0, "init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r",
                "--increments", "never", "--device", device);
        printed(0, "backup", "home");
        printed(0, "drive", "load", device);
        assertThat(printed(0, "drive", "close-session", device)).contains("appendable, 3 tracks");
        assertThat(printed(0, "drive", "finalise", device, "--yes")).contains("read only");
        printed(1, "drive", "finalise", device, "--yes");
        printed(0, "verify", "home");
    }

    @Test
    void optionsOfDrivesAreChecked() {
        recorder("bd-r");
        for (String option : List.of("speed=fast", "colour=red", "opc=maybe", "reread=twice", "trustnwa=perhaps")) {
            assertThat(printed(2, "backup", "home", "--drive-option", option)).isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsOneLine() {
        printed(3, "drive", "info", "/dev/sr99");
        assertThat(command.said()).singleElement().asString().contains("/dev/sr99: no such device")
                .doesNotContain("\n");
        printed(3, "drive", "info", "iscsi://127.0.0.1:1/iqn.2024-01.local.test:none/1");
        assertThat(command.said()).singleElement().asString().doesNotContain("\n");
        printed(1, "drive", "info", "/dev/null");
        assertThat(command.said()).singleElement().asString().contains("is no SCSI device");
        printed(2, "drive", "info", "dir:" + folder);
        printed(2, "drive", "info", "iscsi://nonsense");
    }
}
