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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.TappedTransport;
import org.arenavault.venti.SampleVenti;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore rehearsed: it proves what it brings back, says how long all of it would take, and leaves nothing. */
class DrillTest {

    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_600_000;
    /** So slow that arenas of 1 MiB count for something beside the changing of discs. */
    private static final double BYTES_PER_SECOND = 50_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Site site;
    private String conf;
    private Path spare;

    @BeforeEach
    void makeVenti() throws IOException {
        site = new Site(folder);
        site.use(clock, UUID::randomUUID);
        conf = SampleVenti.create(folder.resolve("venti"), 5, 8192, 5, 3).toString();
        spare = Files.createDirectory(folder.resolve("spare"));
    }

    private void recordWithOneDrive() {
        String device = site.recorder("recorder", "bd-r", 6, CAPACITY);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
    }

    /** From here on reading, loading and carrying take their time. */
    private void slow() {
        site.tap(transport -> new TappedTransport(transport, this::takeTime));
    }

    private void takeTime(Command command) {
        Opcode opcode = Opcode.of(command.cdb());
        Duration time = Duration.ZERO;
        if (opcode == Opcode.READ_10) {
            time = Duration.ofNanos((long) (command.data().remaining() / BYTES_PER_SECOND * 1e9));
        } else if (opcode == Opcode.START_STOP_UNIT) {
            time = Duration.ofSeconds(8);
        } else if (opcode == Opcode.MOVE_MEDIUM) {
            time = Duration.ofSeconds(12);
        }
        clock.sleep(time);
    }

    private JsonNode drill(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json", "drill", "home", "--in", spare.toString()));
        all.addAll(List.of(words));
        return new ObjectMapper().readTree(site.done(all.toArray(String[]::new)));
    }

    private List<String> drilled() throws IOException {
        return Files.readAllLines(site.ledger("home")).stream().filter(line -> line.contains("\"type\":\"drilled\""))
                .toList();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(spare)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsDrawnComesBackAndIsReadBlockByBlock() throws IOException {
        recordWithOneDrive();
        JsonNode report = drill("--only-arenas", "2", "--seed", "7");
        assertThat(report.path("seed").asLong()).isEqualTo(7);
        assertThat(report.path("arenas")).hasSize(2).allSatisfy(arena -> {
            assertThat(arena.path("disc").asText()).startsWith("home-00");
            assertThat(arena.has("fault")).isFalse();
        });
        assertThat(report.path("blocks").asLong()).isGreaterThan(10);
        assertThat(report.path("problems")).isEmpty();
        assertThat(report.path("whole_restore").path("arenas").asInt()).isEqualTo(5);
        assertThat(report.path("whole_restore").path("discs").asInt()).isEqualTo(3);
        assertThat(drilled()).singleElement().asString().contains("\"what\":\"2 arenas\"", "\"fault\":\"\"",
                "ARENAVLT");
        assertNothingIsLeft();
        assertThat(drill("--only-arenas", "2", "--seed", "7").path("arenas")).isEqualTo(report.path("arenas"));
        assertThat(site.done("status", "home")).contains("last drill 2026-01-02: 2 arenas", "nothing was wrong");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only-arenas 3", "--only-discs 2", "--all"})
    void theEstimateIsWhatAWholeRestoreTakes(String extent) throws IOException {
        recordWithOneDrive();
        slow();
        double estimate = drill(extent.split(" ")).path("whole_restore").path("seconds").asDouble();
        assertThat(estimate).isCloseTo(wholeRestore("home", "emu:" + site.path("recorder")),
                Percentage.withPercentage(25));
    }

    @Test
    void theEstimateHoldsForAChangerToo() throws IOException {
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "6",
                "--capacity", Long.toString(CAPACITY));
        String drive = "emu:" + site.path("juke/0");
        String changer = "emu:" + site.path("juke");
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", drive);
        site.done("backup", "home", "--changer", changer);
        slow();
        Map<String, Double> estimates = new TreeMap<>();
        for (int seed = 1; seed <= 8; seed++) {
            // each leaves another disc in the drive
            JsonNode report = drill("--only-discs", "2", "--changer", changer, "--seed", Integer.toString(seed));
            estimates.put("seed " + seed, report.path("whole_restore").path("seconds").asDouble());
        }
        double whole = wholeRestore("home", drive, "--changer", changer);
        assertThat(estimates).allSatisfy((seed, estimate) ->
                assertThat(estimate).isCloseTo(whole, Percentage.withPercentage(10)));
    }

    private double wholeRestore(String set, String device, String... more) throws IOException {
        Path target = Files.createDirectory(folder.resolve("target")).resolve("venti.conf");
        Files.writeString(target, "index main\nisect isect\narenas arenas\nbloom bloom\naddr tcp!127.0.0.1!1\n");
        List<String> words = new ArrayList<>(List.of("restore", set, "-d", device, "--conf", target.toString(),
                "--format"));
        words.addAll(List.of(more));
        long begun = clock.nanos();
        site.done(words.toArray(String[]::new));
        return (clock.nanos() - begun) / 1e9;
    }

    @Test
    void whatIsDamagedIsNamedAndGoesOnRecord() throws IOException {
        recordWithOneDrive();
        Path data = site.path("recorder").resolve("001.disc").resolve("data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[500_000] ^= 1;
        Files.write(data, bytes);
        Site.Outcome outcome = site.run("drill", "home", "--all", "--in", spare.toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("WRONG: arena0");
        assertThat(drilled()).singleElement().asString().contains("\"fault\":\"arena0");
        assertThat(site.done("status", "home")).contains("WRONG: arena0");
        assertNothingIsLeft();
    }

    @Test
    void aDiscThatIsNotToBeHadEndsItWithNothingOnRecord() throws IOException {
        recordWithOneDrive();
        Files.move(site.path("recorder").resolve("002.disc"), site.path("shelf"));
        Site.Outcome outcome = site.run("drill", "home", "--all", "--in", spare.toString());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("home-002");
        assertThat(drilled()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void statusRemindsAfterAYear() throws IOException {
        recordWithOneDrive();
        assertThat(site.done("status", "home")).doesNotContain("drill");
        clock.sleep(Duration.ofDays(366));
        assertThat(site.done("status", "home")).contains("arenavault drill home", "rehearsed for a year");
        drill("--only-arenas", "1");
        assertThat(site.done("status", "home")).doesNotContain("rehearsed for a year");
        clock.sleep(Duration.ofDays(366));
        assertThat(site.done("status", "home")).contains("rehearsed for a year");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only-arenas=0", "--only-discs=-1", "--only-arenas=2 --all", "--in=/no/where",
        "--only-discs=two"})
    void whatMakesNoSenseIsRefused(String words) throws IOException {
        recordWithOneDrive();
        List<String> all = new ArrayList<>(List.of("drill", "home"));
        all.addAll(List.of(words.split(" ")));
        assertThat(site.run(all.toArray(String[]::new)).code()).isEqualTo(ExitCode.USAGE);
        assertThat(drilled()).isEmpty();
    }

    @Test
    void aSetWithNothingOnDiscIsRefused() throws IOException {
        String device = site.recorder("recorder", "bd-r", 1, CAPACITY);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        Site.Outcome outcome = site.run("drill", "home", "--in", spare.toString());
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("has no arena on a disc that is there");
        assertNothingIsLeft();
    }
}
