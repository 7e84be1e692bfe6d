package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discs that take no more: whatever the reason is, it is on the terminal, in the last lines and in the JSON. */
class PutAsideTest {

    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_700_000;

    @TempDir(factory = MemoryTempDir.class)
    private static Path shared;

    private static Path conf;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), 3, 8192, 5, 3);
    }

    private String begin(String folder, String medium, long capacity) throws IOException {
        site = new Site(Files.createDirectory(temp.resolve(folder)));
        String device = site.recorder("recorder", medium, 6, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare", "none", "--device", device);
        return device;
    }

    private void faults(String lines) throws IOException {
        Path file = site.path("recorder").resolve("faults");
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, lines.replace(';', '\n'));
        }
    }

    /** What the ledger says of discs that take no more, from its line {@code after} on: label and reason. */
    private List<String[]> reasons(int after) throws IOException {
        List<String[]> reasons = new ArrayList<>();
        List<String> lines = Files.readAllLines(site.ledger("home"));
        for (String line : lines.subList(after, lines.size())) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.path("type").asText().equals("full") && !node.path("reason").asText().isEmpty()) {
                reasons.add(new String[] {"home-%03d".formatted(node.path("disc").asInt()),
                    node.path("reason").asText()});
            }
        }
        return reasons;
    }

    private int lines() throws IOException {
        return Files.readAllLines(site.ledger("home")).size();
    }

    @FunctionalInterface
    private interface Preparation {

        /** Makes the site in a folder; the command to run there. */
        List<String> in(String folder) throws IOException;
    }

    /** Runs the command in words, and where all is alike with {@code --json}; what is put aside is in each. */
    private void assertTold(String reason, Preparation preparation) throws IOException {
        List<String> command = preparation.in("words");
        int before = lines();
        Site.Outcome words = site.run(command.toArray(String[]::new));
        List<String[]> expected = reasons(before);
        assertThat(expected).as("%s%n%s", words.said(), words.out())
                .anySatisfy(disc -> assertThat(disc[1]).contains(reason));
        for (String[] disc : expected) {
            assertThat(words.said()).contains(said(disc));
            assertThat(words.out()).contains("Takes no more: %s (%s)".formatted(disc[0], disc[1]));
        }
        List<String> asked = new ArrayList<>(preparation.in("json"));
        asked.add("--json");
        before = lines();
        Site.Outcome json = site.run(asked.toArray(String[]::new));
        assertThat(json.code()).isEqualTo(words.code());
        List<String[]> seen = reasons(before);
        assertThat(seen).hasSameSizeAs(expected);
        JsonNode aside = new ObjectMapper().readTree(json.out()).path("put_aside");
        assertThat(aside).as(json.out()).hasSameSizeAs(seen);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(aside.get(i).path("disc").asText()).isEqualTo(seen.get(i)[0]);
            assertThat(aside.get(i).path("reason").asText()).isEqualTo(seen.get(i)[1]);
            assertThat(json.said()).contains(said(seen.get(i)));
        }
    }

    /** Of a disc that is filled its operator is told what to do with it. */
    private static String said(String... disc) {
        return disc[1].equals("full") ? "%s is full (".formatted(disc[0])
                : "%s takes no more: %s".formatted(disc[0], disc[1]);
    }

    /** Before: what the first of two runs meets; then: what the second one does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bd-r  | ''                  | ''                                                          | full",
        "bd-r  | ''                  | op=* nth=1 corrupt 100..100 xor=01;op=* nth=1 corrupt 800..800 xor=01"
            + " | 2 tracks failed",
        "bd-r  | ''                  | op=2A nth=5 sense 3/0C/00;op=2A nth=12 sense 3/0C/00        | 2 tracks failed",
        "bd-r  | ''                  | op=* nth=1 readbad 100..100 hard;op=* nth=1 readbad 800..800 hard"
            + " | 2 tracks failed",
        "bd-r | ''                  | op=5B sense 5/72/03 x 100000                                | cannot be closed",
        "bd-r | op=2A nth=20 vanish | op=2A sense 3/0C/00 x 9999;op=5B sense 3/0C/00 x 9999 | track 2 cannot be closed",
        "bd-r  | op=2A nth=3 vanish  | op=2A sense 3/0C/00 x 99999;op=5B sense 3/0C/00 x 99999  | cannot be closed",
        "bd-r  | ''                  | op=2A nth=3 sense 7/27/00 x 100000                          | 7/27/00",
    })
    void aBackupTellsWhy(String medium, String before, String fault, String reason) throws IOException {
        assertTold(reason, folder -> {
            begin(folder, medium, CAPACITY);
            if (!before.isEmpty()) {
                faults(before);
                site.run("backup", "home");
            }
            faults(fault);
            return List.of("backup", "home");
        });
    }

    /** Somebody finalised the disc between two runs; the drive says so to whoever looks next. */
    @ParameterizedTest
    @ValueSource(strings = {"backup", "verify"})
    void aDiscThatWasFinalisedMeanwhile(String command) throws IOException {
        assertTold("finalised", folder -> {
            String device = begin(folder, "bd-r", 40_000_000);
            faults("op=2A nth=20 vanish");
            site.run("backup", "home");
            faults("");
            site.done("drive", "load", device);
            site.done("drive", "close-session", device, "--yes");
            // where its set is not known
            Path set = site.ledger("home").getParent();
            Path elsewhere = site.path("elsewhere");
            Files.move(set, elsewhere);
            site.done("drive", "finalise", device, "--yes");
            Files.move(elsewhere, set);
            return List.of(command, "home");
        });
    }

    /** Tracks that do not read back, and a track that is not there: nothing more is entrusted to the disc. */
    @Test
    void aVerifyTellsWhy() throws IOException {
        assertTold("2 tracks failed", folder -> {
            begin(folder, "bd-r", 40_000_000);
            site.done("backup", "home");
            faults("op=* nth=1 readbad 100..100 hard;op=* nth=1 readbad 800..800 hard");
            return List.of("verify", "home");
        });
    }

    /** A disc of which nothing but its beginning is known, and another blank in its place. */
    @Test
    void aDiscThatWasBegunAndIsNotToBeHad() throws IOException {
        assertTold("not to be had", folder -> {
            begin(folder, "bd-r", CAPACITY);
            faults("op=2A nth=1 vanish");
            site.run("backup", "home");
            faults("");
            // its place is taken by a blank: the emulated ones are alike but for what they are physically told by
            return List.of("backup", "home");
        });
    }

    /** Room was made on a folder, or its file system has grown: it takes more again, as much as there is now. */
    @ParameterizedTest
    @ValueSource(longs = {0, 600})
    void aFolderThatHasRoomAgainTakesMore(long capacity) throws IOException {
        site = new Site(Files.createDirectory(temp.resolve("words")));
        Path folder = Files.createDirectory(site.path("folder"));
        Path venti = site.path("venti");
        Path three = SampleVenti.create(venti, 3, 8192, 5, 3);
        site.done("init", "home", "--conf", three.toString(), "--medium", "removable-disk", "--device",
                "dir:" + folder);
        site.done("backup", "home");
        Vault vault = new Vault(site.path("vault"), Disks.REAL, new SystemClock());
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            set.ledger().append(new LedgerEvent.Full(1, "full"));
            if (capacity > 0) {
                set.ledger().append(new LedgerEvent.Sized(1, 3 * capacity));
            }
        }
        Files.delete(venti.resolve("arenas0"));
        SampleVenti.create(venti, 4, 8192, 5, 3);
        Site.Outcome outcome = site.run("backup", "home");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("home-001 takes more again: room was made on it");
        assertThat(outcome.out()).contains("1 track, 1.0 MiB");
        assertThat(site.done("status", "home")).contains("on disc 4   verified 4   waiting 0");
    }

    /** A disc of which nothing can be read is not said to be another one. */
    @Test
    void aDiscThatCannotBeReadIsCalledThat() throws IOException {
        String device = begin("words", "bd-r", CAPACITY);
        faults("op=28 sense 3/11/00 x 100000");
        Site.Outcome burned = site.run("backup", "home");
        assertThat(burned.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(burned.said()).contains("a disc that cannot be read").contains("3/11/00")
                .doesNotContain("without a label");
        assertThat(site.run("backup", "home").said()).contains("this disc cannot be read")
                .contains("say 'arenavault disc mark home 1 lost'");
        assertThat(site.run("verify", "home").said()).contains("this disc cannot be read")
                .doesNotContain("not recorded by this set");
        site.done("disc", "mark", "home", "1", "lost");
        faults("");
        site.done("drive", "load", device);
        assertThat(site.done("backup", "home")).contains("3 tracks");
    }

    /** The copies of a disc onto another set: the discs of that one fill, fail, and cannot be closed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                                     | full",
        "op=5B sense 5/72/03 x 100000                           | cannot be closed",
        "op=* nth=1 corrupt 100..100 xor=01;op=* nth=1 corrupt 800..800 xor=01 | 2 tracks failed",
        "op=2A nth=5 sense 3/0C/00;op=2A nth=12 sense 3/0C/00   | 2 tracks failed",
    })
    void aDuplicateTellsWhy(String fault, String reason) throws IOException {
        assertTold(reason, folder -> {
            String device = begin(folder, "bd-r", CAPACITY);
            String source = site.recorder("source", "bd-r", 1, 40_000_000);
            site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                    source);
            site.done("backup", "away");
            faults(fault);
            return List.of("duplicate", "--from", source, "--to", device, "--to-set", "home");
        });
    }
}
