package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arenas are compared by name, size, digest and store, by every command: names alone prove nothing. */
class OtherStoreTest {

    private static final int ARENAS = 3;
    private static final int SCORE = 20;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path venti;

    @BeforeEach
    void recordTheFirst() throws IOException {
        site = new Site(temp);
        venti = temp.resolve("venti");
        SampleVenti.create(venti, ARENAS, 8192, 5, 3);
    }

    private void begin(boolean summed) throws IOException {
        if (!summed) {
            removeSeals(venti.resolve("arenas0"), ARENAS);
        }
        site.recorder("recorder", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                "emu:" + temp.resolve("recorder"));
        site.done("backup", "home");
    }

    /** As they stand on disk before the server has summed them. */
    private static void removeSeals(Path file, int arenas) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(file));
                RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (Arena arena : partition.arenas().subList(0, arenas)) {
                bytes.seek(arena.end() - SCORE);
                bytes.write(new byte[SCORE]);
            }
        }
    }

    /** Another venti takes the place of the first one: its arenas have the same names and sizes. */
    private void replace(int arenas, long seed, boolean summed) throws IOException {
        Path other = temp.resolve("other");
        SampleVenti.create(other, arenas, 8192, 5, seed);
        if (!summed) {
            removeSeals(other.resolve("arenas0"), arenas);
        }
        Files.move(other.resolve("arenas0"), venti.resolve("arenas0"), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summed,summed", "summed,unsummed", "unsummed,summed", "unsummed,unsummed"})
    void anotherVentiUnderTheSameNamesIsRefusedByEveryCommand(String how) throws IOException {
        begin(how.startsWith("summed"));
        replace(ARENAS + 1, 4, how.endsWith(",summed"));
        byte[] ledger = Files.readAllBytes(site.ledger("home"));
        for (String[] command : new String[][] {{"backup", "home"}, {"backup", "home", "--dry-run"},
            {"backup", "home", "--dry-run", "--json"}, {"backup", "home", "--json"}, {"status", "home"},
            {"status", "home", "--json"}}) {
            Site.Outcome outcome = site.run(command);
            String context = "%s: %s".formatted(String.join(" ", command), outcome);
            assertThat(outcome.code()).as(context).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.out() + outcome.said()).as(context).contains("another one here")
                    .contains("home-001 track 1").doesNotContain("othing to do: every");
            assertThat(Files.readAllBytes(site.ledger("home"))).as(context).isEqualTo(ledger);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameVentiIsTheSameWhetherItsServerHasSummedItOrNot(boolean summed) throws IOException {
        begin(summed);
        if (summed) {
            removeSeals(venti.resolve("arenas0"), ARENAS);
        } else {
            replace(ARENAS, 3, true);
        }
        assertThat(site.done("backup", "home")).contains("Nothing to do");
        assertThat(site.done("backup", "home", "--dry-run")).contains("Nothing to record now");
        assertThat(site.done("status", "home")).contains("on disc 3   verified 3   waiting 0");
    }

    @Test
    void oneArenaThatIsAnotherIsNamedAndTheOthersAreRecorded() throws IOException {
        begin(true);
        Path file = venti.resolve("arenas0");
        Path more = temp.resolve("more");
        SampleVenti.create(more, ARENAS + 1, 8192, 5, 3);
        Files.move(more.resolve("arenas0"), file, StandardCopyOption.REPLACE_EXISTING);
        long seal;
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(file))) {
            seal = partition.arenas().get(1).end() - 1;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(seal);
            int last = bytes.read();
            bytes.seek(seal);
            bytes.write(last ^ 1);
        }
        Site.Outcome outcome = site.run("backup", "home");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("FAILED: arena arena1 is another one here");
        assertThat(outcome.said()).contains("arena3, verified");
    }

    /** Another venti takes the first one's place, whose arenas have other names. */
    private void replaceByStranger(String prefix, int sealed) throws IOException {
        Path other = temp.resolve("stranger");
        SampleVenti.create(other, prefix, sealed, 8192, 5, 4);
        Files.move(other.resolve("arenas0"), venti.resolve("arenas0"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aVentiWithNoneOfTheArenasIsAnotherUntilTheUserSaysThatItWasBegunAnew() throws IOException {
        begin(true);
        replaceByStranger("other", 2);
        byte[] ledger = Files.readAllBytes(site.ledger("home"));
        for (String[] command : new String[][] {{"backup", "home"}, {"backup", "home", "--dry-run"},
            {"backup", "home", "--dry-run", "--json"}, {"backup", "home", "--json"}, {"status", "home"},
            {"status", "home", "--json"}, {"status"}}) {
            Site.Outcome outcome = site.run(command);
            String context = "%s: %s".formatted(String.join(" ", command), outcome);
            assertThat(outcome.code()).as(context).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.out() + outcome.said()).as(context).contains("another venti, it seems")
                    .contains("'arenavault backup home --begun-anew'").doesNotContain("a blank");
            assertThat(Files.readAllBytes(site.ledger("home"))).as(context).isEqualTo(ledger);
        }
        assertThat(site.done("backup", "home", "--dry-run", "--begun-anew")).contains("other0");
        assertThat(Files.readAllBytes(site.ledger("home"))).isEqualTo(ledger);
        assertThat(site.done("backup", "home", "--begun-anew")).contains("2 tracks");
        assertThat(site.done("backup", "home")).contains("Nothing to do");
        assertThat(site.done("status", "home")).doesNotContain("PROBLEM");
    }

    /** Nothing is refused where nothing shows that it is another one. */
    @Test
    void aVentiThatWasBegunAnewIsNotAnotherWhileItHasNothingToRecord() throws IOException {
        begin(true);
        replaceByStranger("other", 0);
        assertThat(site.done("backup", "home")).contains("Nothing to do");
        assertThat(site.done("status", "home")).doesNotContain("PROBLEM");
    }

    @Test
    void aSetWithoutArenasOnDiscTakesAnyVenti() throws IOException {
        site.recorder("recorder", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                "emu:" + temp.resolve("recorder"));
        replaceByStranger("other", 2);
        assertThat(site.done("backup", "home")).contains("2 tracks");
        replaceByStranger("third", 2);
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(site.done("backup", "home")).contains("2 tracks");
    }

    /** A partition that cannot be read may hold what is missing. */
    @Test
    void aVentiThatIsReadInPartIsNotTakenForAnother() throws IOException {
        begin(true);
        replaceByStranger("other", 2);
        Files.write(venti.resolve("broken"), new byte[1 << 20]);
        Files.writeString(venti.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\narenas broken\n");
        Site.Outcome outcome = site.run("backup", "home");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out() + outcome.said()).contains("its arenas are left out").contains("2 tracks")
                .doesNotContain("another venti");
    }

    @Test
    void duplicateRefusesTheArenasOfAnotherVenti() throws IOException {
        begin(false);
        replace(ARENAS, 4, false);
        site.recorder("away", "bd-r", 3, 12_000_000);
        site.done("init", "away", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                "emu:" + temp.resolve("away"));
        site.done("backup", "away");
        Site.Outcome outcome = site.run("duplicate", "--from", "emu:" + temp.resolve("recorder"), "--to",
                "emu:" + temp.resolve("away"), "--to-set", "away");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("two stores, or one of them is damaged");
    }
}
