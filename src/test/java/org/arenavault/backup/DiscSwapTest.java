package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.VaultException;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another disc lies in the drive from some command of a backup on: nothing of it is taken for the disc that was being
 * written, no line of the ledger is one that its reader refuses, and with the right disc everything is brought to an
 * end.
 */
class DiscSwapTest {

    private static final int ARENAS = 3;
    private static final long CAPACITY = 2_600_000;

    @TempDir
    private static Path shared;

    private static Path conf;
    private static DiscImages images;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
        images = new DiscImages(conf);
    }

    private static void goOn(BackupFixture fixture, String context) throws IOException {
        List<String> said = new ArrayList<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                assertThat(fixture.backup().done()).as(context).isTrue();
                return;
            } catch (VaultException e) {
                said.add(e.getMessage());
            }
        }
        throw new AssertionError(context + ": does not go on: " + said);
    }

    private static void assertComplete(BackupFixture fixture, String context) throws IOException {
        SetState state = fixture.state();
        assertThat(images.falseClaims(state, fixture.recorder())).as(context).isEmpty();
        for (int i = 0; i < ARENAS; i++) {
            assertThat(state.copies("arena" + i)).as("arena%d, %s", i, context).hasSize(1).first()
                    .extracting(copy -> copy.track().state()).isEqualTo(TrackState.VERIFIED);
        }
    }

    /** In the first track, in the second, on the way to a label; noticed by a unit attention, or not at all. */
    @ParameterizedTest
    @CsvSource({"bd-r,2A,3,silent", "bd-r,2A,17,silent", "bd-r,2A,25,silent", "bd-r,2A,34,silent", "bd-r,2A,25,''",
        "bd-r,35,4,silent", "bd-r,5B,2,silent", "bd-r,5B,2,''", "bd-r,28,60,silent", "dvd+r,2A,25,silent",
        "dvd+r,2A,25,''", "dvd-r,2A,25,silent", "bd-r,2A,1,''", "bd-r,2A,2,''", "bd-r,2A,9,''", "bd-r,35,1,''",
        "dvd+r,2A,9,''", "dvd-r,2A,9,''"})
    void aBlankIsNotTakenForTheDiscThatWasBeingWritten(String medium, String op, int nth, String silent)
            throws IOException {
        String fault = "op=%s nth=%d swap 002 %s".formatted(op, nth, silent).strip();
        String context = medium + ": " + fault;
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, medium, 5, CAPACITY);
        fixture.backupWith(fault);
        assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(context).isEmpty();
        goOn(fixture, context);
        assertComplete(fixture, context);
    }

    /**
     * Within the first MiB of the first track, where a drive that is reset may have nothing of it on the disc yet: the
     * change of discs is noticed by what a reset is noticed by, or by what a change is, or by both.
     */
    @ParameterizedTest
    @CsvSource({"bd-r,2A,2,28", "bd-r,2A,2,29", "bd-r,2A,2,both", "bd-r,2A,9,28", "bd-r,2A,9,29", "bd-r,2A,9,both",
        "bd-r,2A,15,29", "bd-r,35,1,28", "bd-r,35,1,29", "dvd+r,2A,9,28", "dvd+r,2A,9,29", "dvd-r,2A,9,28",
        "dvd-r,2A,9,29", "cd-r,2A,9,28", "cd-r,2A,9,29"})
    void aChangeOfDiscsIsNotTakenForAReset(String medium, String op, int nth, String attention) throws IOException {
        String when = "op=%s nth=%d ".formatted(op, nth);
        String fault = attention.equals("28") ? when + "swap 002" : attention.equals("29")
                ? when + "swap 002 silent\n" + when + "ua 29" : when + "ua 29\n" + when + "swap 002";
        String context = medium + ": " + fault;
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, medium, 5, CAPACITY);
        assertThat(stops(fixture, fault)).as(context).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("a blank disc").hasMessageContaining("insert home-001 and start again");
        Path other = fixture.recorder().resolve("002.disc/data");
        assertThat(Files.notExists(other) || Files.size(other) == 0).as(context).isTrue();
        assertThat(fixture.state().disc(2)).as(context).isEmpty();
        goOn(fixture, context);
        assertComplete(fixture, context);
    }

    private static VaultException stops(BackupFixture fixture, String faults) throws IOException {
        Path plan = fixture.recorder().resolve("faults");
        Files.writeString(plan, faults);
        try {
            fixture.backup();
        } catch (VaultException e) {
            return e;
        } finally {
            Files.delete(plan);
        }
        throw new AssertionError("does not stop: " + faults);
    }

    /** A reset alone stops nothing: what is on the disc shows which one it is. */
    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r"})
    void aResetWithinTheFirstMegabyteStopsNothing(String medium) throws IOException {
        for (int nth : new int[] {1, 2, 3, 9, 16}) {
            for (String fault : List.of("ua 29", "powerloss reset", "powerloss keep 1 clusters reset")) {
                String line = "op=* nth=1 quirk backlog=12\nop=2A nth=%d %s".formatted(nth, fault);
                Path run = folder.resolve("run");
                BackupFixture fixture = BackupFixture.create(run, conf, medium, 5, CAPACITY);
                fixture.backupWith(line);
                assertComplete(fixture, medium + " " + line + fixture.terminal().said());
                BackupFaultsTest.delete(run);
            }
        }
    }

    /** What stopped with exit 3 has named the other disc, and nothing has been written on it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 16, 25})
    void theOtherDiscIsNamedAndStaysBlank(int nth) throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 5, CAPACITY);
        fixture.backupWith("op=2A nth=%d swap 002 silent".formatted(nth));
        assertThat(fixture.terminal().said()).last().asString().contains("a blank disc")
                .contains("insert home-001 and start again");
        Path other = fixture.recorder().resolve("002.disc/data");
        assertThat(Files.notExists(other) || Files.size(other) == 0).isTrue();
        assertThat(fixture.state().disc(1).orElseThrow().tracks()).hasSize(nth < 17 ? 1 : 2);
        assertThat(fixture.state().disc(2)).isEmpty();
    }

    /** A disc of another set of the same venti: the same arenas in the same places. */
    @ParameterizedTest
    @CsvSource({"2A,18,silent", "2A,20,silent", "2A,20,''", "2A,26,silent", "2A,34,silent", "35,3,silent",
        "5B,2,silent", "28,40,silent", "28,60,silent"})
    void aDiscOfAnotherSetWithTheSameLayoutIsNotTakenForIt(String op, int nth, String silent) throws IOException {
        String fault = "op=%s nth=%d swap 009 %s".formatted(op, nth, silent).strip();
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 5, CAPACITY, 2);
        fixture.beginAway(conf, 3, CAPACITY);
        // two discs with the first arena alone
        fixture.backupWith("op=2A nth=18 vanish");
        fixture.duplicateFirstDiscOnly();
        copy(fixture.awayRecorder().resolve("001.disc"), fixture.recorder().resolve("009.disc"));
        fixture.backupWith(fault);
        assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(fault).isEmpty();
        goOn(fixture, fault);
        assertComplete(fixture, fault);
    }

    /** Nothing is said of a track by what was read of another disc. */
    @ParameterizedTest
    @CsvSource({"1", "10", "20", "30", "40"})
    void verifyFindsNothingBadOnADiscThatWasSwapped(int nth) throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 5, CAPACITY);
        fixture.backup();
        Files.writeString(fixture.recorder().resolve("faults"), "op=28 nth=%d swap 005 silent".formatted(nth));
        try {
            fixture.verify();
        } catch (OperatorNeededException e) {
            assertThat(e.getMessage()).contains("home-00");
        } finally {
            Files.delete(fixture.recorder().resolve("faults"));
        }
        assertThat(fixture.state().discs()).flatExtracting(disc -> disc.tracks())
                .extracting(track -> track.state()).containsOnly(TrackState.VERIFIED);
    }

    /** A reset in the middle of a track, at any time: it goes on behind what reached the disc, in the same run. */
    @ParameterizedTest
    @CsvSource({"bd-r,2A,5", "bd-r,2A,25", "bd-r,35,2", "bd-r,35,3", "bd-r,5B,2", "dvd+r,2A,25", "dvd+r,2A,5"})
    void aTrackGoesOnAfterAReset(String medium, String op, int nth) throws IOException {
        for (String fault : List.of("ua 29", "powerloss reset", "powerloss keep 3 clusters reset")) {
            String line = "op=* nth=1 quirk backlog=12\nop=%s nth=%d %s".formatted(op, nth, fault);
            Path run = folder.resolve("run");
            BackupFixture fixture = BackupFixture.create(run, conf, medium, 5, CAPACITY);
            fixture.backupWith(line);
            assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(line).isEmpty();
            assertThat(fixture.state().discs()).as(line).flatExtracting(disc -> disc.tracks())
                    .extracting(track -> track.state()).doesNotContain(TrackState.DEAD, TrackState.BAD);
            if (nth > 16) {
                assertComplete(fixture, medium + " " + line);
            }
            BackupFaultsTest.delete(run);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
