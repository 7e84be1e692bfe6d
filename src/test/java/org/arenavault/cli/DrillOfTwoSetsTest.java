package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Terminal;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.TappedTransport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.venti.SampleVenti;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One venti is kept on two sets, with increments: a changer changes the discs of the one, a person those of the other.
 * Either is drilled, and its estimate is what a whole restore takes.
 */
class DrillOfTwoSetsTest {

    private static final long CAPACITY = 2_600_000;
    private static final double BYTES_PER_SECOND = 50_000;
    /** From the prompt until the disc lies in the tray. */
    private static final Duration FETCHING = Duration.ofSeconds(45);

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final Operator operator = new Operator();
    private Site site;

    /** Somebody who fetches what he is asked for; the n-th disc of a set is the n-th of the recorder's. */
    private final class Operator implements Terminal {

        private static final Pattern WANTED = Pattern.compile("^Insert .*-([0-9]{3})\\b");
        private int fetched;

        @Override
        public boolean interactive() {
            return true;
        }

        @Override
        public void print(String line) {
            // nothing is read that is not asked
        }

        @Override
        public String ask(String question) {
            Matcher wanted = WANTED.matcher(question);
            if (wanted.find()) {
                clock.sleep(FETCHING);
                fetched++;
                insert(wanted.group(1));
                return "";
            }
            return "y";
        }
    }

    private void insert(String disc) {
        try {
            EmulatedRecorder.insert(site.path("recorder"), disc, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void recordTwoSets() throws IOException {
        site = new Site(folder);
        site.use(clock, UUID::randomUUID);
        String conf = SampleVenti.create(folder.resolve("venti"), 7, 8192, 5, 3).toString();
        site.done("drive", "emulate", site.path("recorder").toString(), "--medium", "bd-r", "--discs", "8",
                "--capacity", Long.toString(CAPACITY), "--manual");
        insert("001");
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r", "--discs", "8",
                "--capacity", Long.toString(CAPACITY));
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", "emu:" + site.path("recorder"),
                "--increments", "always");
        site.done("init", "away", "--conf", conf, "--medium", "bd-r", "--device", "emu:" + site.path("juke/0"),
                "--increments", "always");
        for (String set : List.of("home", "away")) {
            site.done("set", "config", set, "increments.share=50%", "increments.at_least=0");
        }
        done("backup", "home");
        done("backup", "away", "--changer", "emu:" + site.path("juke"));
        assertThat(site.done("disc", "list", "home")).contains("increment");
        assertThat(site.done("disc", "list", "away")).contains("increment");
        site.tap(transport -> new TappedTransport(transport, this::takeTime));
    }

    private String done(String... words) {
        Site.Outcome outcome = site.run(operator, words);
        assertThat(outcome.code()).as("%s: %s", List.of(words), outcome.out()).isZero();
        return outcome.out();
    }

    private void takeTime(Command command) {
        Opcode opcode = Opcode.of(command.cdb());
        if (opcode == Opcode.READ_10) {
            clock.sleep(Duration.ofNanos((long) (command.data().remaining() / BYTES_PER_SECOND * 1e9)));
        } else if (opcode == Opcode.START_STOP_UNIT) {
            clock.sleep(Duration.ofSeconds(8));
        } else if (opcode == Opcode.MOVE_MEDIUM) {
            clock.sleep(Duration.ofSeconds(12));
        }
    }

    private void assertEstimatesHold(String set, String... discs) throws IOException {
        Map<String, Double> estimates = new TreeMap<>();
        for (String extent : List.of("--only-discs 2 --seed 1", "--only-discs 3 --seed 2", "--only-arenas 4 --seed 3",
                "--all")) {
            List<String> words = new ArrayList<>(List.of("--json", "drill", set, "--in",
                    Files.createTempDirectory(folder, "spare").toString()));
            words.addAll(List.of(extent.split(" ")));
            words.addAll(List.of(discs));
            estimates.put(extent, new ObjectMapper().readTree(done(words.toArray(String[]::new)))
                    .path("whole_restore").path("seconds").asDouble());
        }
        Path target = Files.createTempDirectory(folder, "target").resolve("venti.conf");
        Files.writeString(target, "index main\nisect isect\narenas arenas\nbloom bloom\naddr tcp!127.0.0.1!1\n");
        List<String> words = new ArrayList<>(List.of("restore", set, "--conf", target.toString(), "--format"));
        words.addAll(List.of(discs));
        long begun = clock.nanos();
        done(words.toArray(String[]::new));
        double whole = (clock.nanos() - begun) / 1e9;
        assertThat(whole).isGreaterThan(60);
        assertThat(estimates).allSatisfy((extent, estimate) ->
                assertThat(estimate).as(extent).isCloseTo(whole, Percentage.withPercentage(25)));
    }

    @Test
    void theEstimateHoldsForAPersonAndForAChanger() throws IOException {
        assertEstimatesHold("home", "-d", "emu:" + site.path("recorder"));
        assertThat(operator.fetched).isGreaterThan(8);
        assertEstimatesHold("away", "-d", "emu:" + site.path("juke/0"), "--changer", "emu:" + site.path("juke"));
        assertThat(site.done("status", "home")).contains("last drill");
        assertThat(site.done("status", "away")).contains("last drill");
    }
}
