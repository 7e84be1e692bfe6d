package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a machine is said, with the command that mends it; nothing is changed. */
class DoctorTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Site site;

    @BeforeEach
    void make() {
        site = new Site(folder);
        site.use(clock, UUID::randomUUID);
    }

    private void begin() throws IOException {
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 4, 2_600_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
    }

    private String wrong(String... words) {
        Site.Outcome outcome = site.run("doctor");
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains(words);
        return outcome.out();
    }

    @Test
    void aMachineWithoutAVaultIsTold() {
        assertThat(site.done("doctor")).contains("java", "Java 1", "there is none at", "arenavault init SET",
                "Nothing is wrong.");
    }

    @Test
    void whatIsRightIsSaid() throws IOException {
        begin();
        assertThat(site.done("doctor")).contains("closed to others", "its ledger holds: ", "its venti can be read: ",
                "its recorder is emu:", "Nothing is wrong.");
        JsonNode json = new ObjectMapper().readTree(site.done("doctor", "--json"));
        assertThat(json.path("schema").asText()).isEqualTo("arenavault.doctor.1");
        assertThat(json.path("well").asBoolean()).isTrue();
        assertThat(json.path("findings").findValuesAsText("state")).contains("right").doesNotContain("wrong");
    }

    @Test
    void aVaultThatEverybodyMayReadIsWrong() throws IOException {
        begin();
        Files.setPosixFilePermissions(folder.resolve("vault"), PosixFilePermissions.fromString("rwxr-xr-x"));
        String text = wrong("everybody on this machine may look into it", "chmod -R o-rwx ");
        assertThat(text).contains("1 wrong.");
    }

    @Test
    void aVentiThatIsGoneAndARecorderThatIsGoneAreWrong() throws IOException {
        begin();
        Files.move(folder.resolve("venti/arenas0"), folder.resolve("venti/elsewhere"));
        Files.move(folder.resolve("recorder"), folder.resolve("gone"));
        wrong("arenas0", "its recorder emu:", "is not there", "arenavault drive list");
    }

    @Test
    void aClockBehindTheLedgerIsWrong() throws IOException {
        clock.sleep(Duration.ofDays(300));
        begin();
        site.done("backup", "home");
        site.use(new ManualClock(), UUID::randomUUID);
        wrong("its newest disc was begun at", "timedatectl set-ntp true");
    }

    @Test
    void aLedgerThatIsDamagedIsWrongAndHidesNoOtherSet() throws IOException {
        begin();
        Files.createDirectories(folder.resolve("vault/sets/broken"));
        Files.writeString(folder.resolve("vault/sets/broken/set.toml"), "version = 99\n");
        wrong("set broken:", "arenavault set check broken", "set home:");
    }
}
