package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.TappedDisks;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Another disc, folder or disk lies there from some moment of a command on: nothing is written on it, nothing of it is
 * taken for what lay there before, the ledger stays readable, and the same command goes on with the right one.
 */
class SwapsTest {

    private static final int ARENAS = 3;
    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_700_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private String home;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
    }

    private String begin(String set, String medium, String device) {
        site.done("init", set, "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", medium, "--spare",
                "none", "--device", device);
        return device;
    }

    private void record() {
        home = begin("home", "bd-r", site.recorder("recorder", "bd-r", 5, CAPACITY));
        site.done("backup", "home");
    }

    private Site.Outcome with(String recorder, String faults, String... command) throws IOException {
        Path plan = site.path(recorder).resolve("faults");
        Files.writeString(plan, faults);
        try {
            return site.run(command);
        } finally {
            Files.delete(plan);
        }
    }

    private SetState state(String set) throws IOException {
        return new Vault(temp.resolve("vault"), Disks.REAL, new InstantClock()).open(new SetName(set)).read();
    }

    private static List<String> tracks(SetState state) {
        return state.discs().stream().flatMap(disc -> disc.tracks().stream().map(track -> "%d/%d %s %d+%d".formatted(
                disc.number(), track.number(), track.content().name(), track.lba(), track.blocks()))).toList();
    }

    @ParameterizedTest
    @CsvSource({"2A,2,silent", "2A,2,''", "2A,9,silent", "2A,9,''", "2A,20,silent", "2A,20,''", "35,2,silent",
        "35,2,''", "5B,1,''"})
    void duplicateWritesOnNoOtherDisc(String op, int nth, String silent) throws IOException {
        record();
        String away = begin("away", "bd-r", site.recorder("away", "bd-r", 5, CAPACITY));
        String[] command = {"duplicate", "--from", home, "--to", away, "--to-set", "away"};
        Site.Outcome outcome = with("away", "op=%s nth=%d swap 004 %s".formatted(op, nth, silent).strip(), command);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("a blank disc").contains("insert away-001");
        assertThat(Files.notExists(site.path("away").resolve("004.disc/data"))
                || Files.size(site.path("away").resolve("004.disc/data")) == 0).isTrue();
        site.done(command);
        assertThat(site.done("status", "away")).contains("on disc 3   verified 3");
        site.done("verify", "away");
    }

    /** The disc that is read is another one by now: what it holds is not taken for what was to be read. */
    @ParameterizedTest
    @CsvSource({"2,silent", "2,''", "8,silent", "20,silent", "20,''", "40,silent"})
    void duplicateTakesNothingFromAnotherDisc(int nth, String silent) throws IOException {
        record();
        String away = begin("away", "bd-r", site.recorder("away", "bd-r", 5, CAPACITY));
        String[] command = {"duplicate", "--from", home, "--to", away, "--to-set", "away"};
        for (String other : List.of("002", "005")) {
            Site.Outcome outcome = with("recorder", "op=28 nth=%d swap %s %s".formatted(nth, other, silent).strip(),
                    command);
            String said = outcome.said() + outcome.out();
            assertThat(said).doesNotContain("internal error").doesNotContain(" BAD");
            // a disc that was swapped before it was looked at is read as what it is
            assertThat(outcome.code()).as(said).isIn(ExitCode.DONE, ExitCode.OPERATOR);
            if (outcome.code() == ExitCode.OPERATOR) {
                assertThat(said).containsAnyOf(" lies there by now, not ",
                        "another disc is in the drive than the one that was being read");
            }
            assertThat(state("away").discs().stream().flatMap(disc -> disc.tracks().stream())
                    .filter(track -> track.state() == TrackState.BAD)).as(said).isEmpty();
        }
        site.done(command);
        assertThat(site.done("status", "away")).contains("on disc 3   verified 3");
        // a track that got something else is bad, and was found to be so at once
        site.run("verify", "away", "--deep");
        assertThat(site.done("status", "away")).contains("on disc 3   verified 3");
    }

    @ParameterizedTest
    @CsvSource({"1,silent", "1,''", "2,silent", "2,''", "3,silent", "4,silent", "5,silent", "6,silent", "7,''"})
    void rebuildTakesNoTrackForOneOfAnotherDisc(int nth, String silent) throws IOException {
        record();
        List<String> tracks = tracks(state("home"));
        for (String other : List.of("002", "005")) {
            Files.delete(site.ledger("home"));
            Site.Outcome outcome = with("recorder", "op=28 nth=%d swap %s %s".formatted(nth, other, silent).strip(),
                    "set", "rebuild", "home", "-d", home);
            if (Files.exists(site.ledger("home"))) {
                assertThat(tracks(state("home"))).as(outcome.said() + outcome.out()).isSubsetOf(tracks);
            }
            site.done("set", "rebuild", "home", "-d", home);
            assertThat(tracks(state("home"))).containsExactlyInAnyOrderElementsOf(tracks);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,silent", "2,''", "10,silent", "10,''", "30,silent", "50,''"})
    void restoreTakesNothingFromAnotherDisc(int nth, String silent) throws IOException {
        record();
        byte[] arenas = Files.readAllBytes(temp.resolve("venti/arenas0"));
        for (String other : List.of("002", "005")) {
            Path target = Files.createDirectories(temp.resolve("target" + other));
            Files.writeString(target.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
            Files.write(target.resolve("arenas0"), new byte[arenas.length]);
            Files.write(target.resolve("isect0"), new byte[2 << 20]);
            String[] command = {"restore", "home", "-d", home, "--conf", target.resolve("venti.conf").toString(),
                "--format"};
            with("recorder", "op=28 nth=%d swap %s %s".formatted(nth, other, silent).strip(), command);
            Site.Outcome again = site.run(command);
            assertThat(again.code()).as(again.said() + again.out()).isEqualTo(ExitCode.DONE);
            assertThat(site.done("arenas", "check", target.resolve("arenas0").toString())).doesNotContain("damaged");
        }
    }

    /** Whenever the disc is swapped: only the one is formatted that was named when it was asked for. */
    @ParameterizedTest
    @CsvSource({"04,1,''", "23,1,silent", "23,2,silent", "23,3,silent", "51,2,silent", "51,4,silent", "51,6,silent",
        "51,8,silent", "51,10,silent", "51,12,silent", "28,1,silent", "28,2,silent", "28,3,silent", "1E,1,silent",
        "1E,2,silent", "1E,3,silent", "1E,4,silent", "1E,5,silent", "1E,6,silent"})
    void formatSpoilsNoOtherDisc(String op, int nth, String silent) throws IOException {
        home = begin("home", "bd-re", site.recorder("recorder", "bd-re", 3, CAPACITY));
        site.done("backup", "home");
        byte[] second = site.disc("recorder", 2);
        site.done("drive", "insert", home, "1");
        String fault = "op=%s nth=%d swap 002 %s".formatted(op, nth, silent).strip();
        Site.Outcome outcome = with("recorder", fault, "drive", "format", home, "--yes");
        String context = fault + outcome.said() + outcome.out();
        if (!outcome.said().contains("disc home-002 of set 'home')?")) {
            assertThat(Arrays.equals(site.disc("recorder", 2), second)).as(context).isTrue();
            assertThat(site.done("status", "home")).as(context).containsAnyOf("on disc 3", "lost: home-001");
        }
    }

    /** Swaps what lies at a path for another once so many writes went there. */
    private final class Swap implements TappedDisks.Tap {

        private final Path place;
        private final Path other;
        private int writes;

        Swap(Path place, Path other, int writes) {
            this.place = place;
            this.other = other;
            this.writes = writes;
        }

        private void tick(Path path) throws IOException {
            if (path.startsWith(place) && --writes == 0) {
                Files.move(place, temp.resolve("put-away"));
                Files.move(other, place);
            }
        }

        @Override
        public void create(Path path) throws IOException {
            tick(path);
        }

        @Override
        public void write(Path path, long position, ByteBuffer bytes) throws IOException {
            tick(path);
        }

        @Override
        public void force(Path path) throws IOException {
            tick(path);
        }
    }

    private static List<String> contents(Path place) throws IOException {
        if (Files.notExists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).map(file -> {
                try {
                    return "%s %s".formatted(place.relativize(file), new String(Files.readAllBytes(file),
                            StandardCharsets.ISO_8859_1).hashCode());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).sorted().toList();
        }
    }

    private Path empty(String kind, String name) throws IOException {
        Path path = temp.resolve(name);
        if (kind.equals("dir")) {
            return Files.createDirectory(path);
        }
        Disks.REAL.create(path, 8 << 20).close();
        return path;
    }

    @ParameterizedTest
    @CsvSource({"dir,1", "dir,2", "dir,3", "dir,4", "dir,6", "dir,8", "disk,5", "disk,6", "disk,8", "disk,10",
        "disk,12", "disk,15"})
    void aFolderOrDiskThatIsReplacedIsNotWrittenOn(String kind, int writes) throws IOException {
        Path place = empty(kind, "place");
        begin("home", "removable-disk", kind + ":" + place);
        for (String with : List.of("empty", "of another set")) {
            Path other = temp.resolve("other");
            if (with.equals("empty")) {
                empty(kind, "other");
            } else {
                begin("third", "removable-disk", kind + ":" + empty(kind, "other"));
                site.done("backup", "third");
            }
            List<String> before = contents(other);
            site.use(TappedDisks.real(new Swap(place, other, writes)));
            Site.Outcome outcome = site.run("backup", "home");
            site.use(Disks.REAL);
            String context = "%s %d %s: %s %s".formatted(kind, writes, with, outcome.said(), outcome.out());
            assertThat(Files.exists(temp.resolve("put-away"))).as(context).isTrue();
            assertThat(outcome.code()).as(context).isEqualTo(ExitCode.OPERATOR);
            assertThat(contents(place)).as(context).isEqualTo(before);
            assertThat(outcome.said()).as(context).contains("home-00");
            Files.move(place, temp.resolve("done-" + with));
            Files.move(temp.resolve("put-away"), place);
            site.done("backup", "home");
            assertThat(site.done("status", "home")).as(context).contains("on disc 3   verified 3");
            site.done("verify", "home", "--deep");
            for (DiscRecord disc : state("home").discs()) {
                site.done("disc", "mark", "home", Integer.toString(disc.number()), "lost");
            }
            Files.move(place, temp.resolve("over-" + with));
            empty(kind, "place");
        }
    }
}
