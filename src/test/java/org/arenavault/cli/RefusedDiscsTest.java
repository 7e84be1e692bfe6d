package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs that cannot be used: each is refused with the reason, and stays as it was. */
class RefusedDiscsTest {

    private static final long CAPACITY = 8_000_000;
    private static final int LABEL = 64 * 1024;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 3);
    }

    private void begin(String set, String device) {
        site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
    }

    /** A recorder with one disc, which another set has recorded on, changed by hand or by another program. */
    private String used() {
        String device = site.recorder("recorder", "bd-r", 1, CAPACITY);
        begin("away", device);
        site.done("backup", "away");
        begin("home", device);
        return device;
    }

    private void assertRefused(String command, String reason) throws IOException {
        byte[] before = site.disc("recorder", 1);
        long lines = site.done("set", "show", "home").lines().filter(line -> line.contains("home-")).count();
        Site.Outcome outcome = site.run(command, "home");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains(reason);
        assertThat(site.disc("recorder", 1)).isEqualTo(before);
        assertThat(site.done("set", "show", "home").lines().filter(line -> line.contains("home-")).count())
                .isEqualTo(lines);
    }

    private void finalise() throws IOException {
        World world = World.unattended(new SilentTerminal()).with(new InstantClock());
        try (EmulatedRecorder recorder = EmulatedRecorder.open(site.path("recorder"), world.clock());
                OpticalDrive drive = OpticalDrive.open(recorder.connect(), DriveOptions.DEFAULTS,
                        new Descriptions(temp.resolve("none")), world)) {
            drive.finalise(drive.inspect(), OpticalDrive.IndexRisk.ACCEPTED);
        }
    }

    /** Writes zeros over the labels of all tracks: as another program would have burned the disc. */
    private void wipeLabels() throws IOException {
        try (RandomAccessFile data =
                new RandomAccessFile(site.path("recorder").resolve("001.disc").resolve("data").toFile(), "rw")) {
            for (long track = 1; track <= 3; track++) {
                data.seek(track * 544 * 2048 - LABEL);
                data.write(new byte[LABEL]);
            }
        }
    }

    @Test
    void anotherSetsDisc() throws IOException {
        used();
        assertRefused("backup", "has no blank disc left");
        assertRefused("verify", "this is disc away-001 of set 'away', not of set 'home'");
    }

    @Test
    void anotherSetsFinalisedDisc() throws IOException {
        used();
        finalise();
        assertRefused("backup", "has no blank disc left");
        assertRefused("verify", "this is disc away-001 of set 'away', not of set 'home'");
    }

    @Test
    void aDiscThatSomebodyElseBurned() throws IOException {
        used();
        wipeLabels();
        assertRefused("backup", "has no blank disc left");
        assertRefused("verify", "this disc was not recorded by this set");
    }

    @Test
    void aDiscThatIsTooSmall() throws IOException {
        for (long capacity : new long[] {600_000, 1_100_000}) {
            String device = site.recorder("small" + capacity, "bd-r", 1, capacity);
            begin("home" + capacity, device);
            Site.Outcome outcome = site.run("backup", "home" + capacity);
            assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
            assertThat(outcome.said()).contains("this disc is too small").contains("home%d-001".formatted(capacity));
            assertThat(site.disc("small" + capacity, 1)).isEmpty();
            assertThat(site.done("disc", "list", "home" + capacity)).contains("no discs yet");
        }
    }

    @Test
    void theSetsOwnDiscOnceItIsFinalisedTakesNoMoreAndIsStillVerified() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, CAPACITY);
        begin("home", device);
        site.done("backup", "home");
        finalise();
        byte[] before = site.disc("recorder", 1);
        assertThat(site.done("verify", "home")).contains("3 tracks read back, 0 damaged");
        site.done("disc", "mark", "home", "1", "lost");
        site.done("backup", "home");
        assertThat(site.done("disc", "list", "home")).contains("home-002");
        assertThat(site.disc("recorder", 1)).isEqualTo(before);
    }
}
