package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.StopSignal;
import org.arenavault.io.TappedDisks;
import org.arenavault.io.VaultException;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.TappedTransport;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drive, the disc or the power fails at any command of a backup, and the backup is started again: no arena is
 * lost, none is recorded twice as good, and at no moment is one claimed that the discs do not hold.
 */
class BackupFaultsTest {

    private static final int ARENAS = 3;
    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;
    private static final int DISCS = 8;

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

    private BackupFixture fixture(String name, String medium) throws IOException {
        return BackupFixture.create(folder.resolve(name), conf, medium, DISCS, CAPACITY);
    }

    /** How many commands a backup without faults sends; of one operation code where one is given. */
    private int commands(String medium, int opcode) throws IOException {
        int[] count = new int[1];
        fixture("count", medium).backup(transport -> new TappedTransport(transport, command -> {
            count[0] += opcode < 0 || command.opcode() == opcode ? 1 : 0;
        }), Disks.REAL);
        delete(folder.resolve("count"));
        return count[0];
    }

    /** At every command, or at every one of those with an operation code, the fault strikes once. */
    private void strikeAtEvery(String medium, String op, String fault) throws IOException {
        int all = commands(medium, op.equals("*") ? -1 : Integer.parseInt(op, 16));
        assertThat(all).isPositive();
        for (int nth = 1; nth <= all; nth++) {
            strike(medium, "op=%s nth=%d %s".formatted(op, nth, fault));
        }
    }

    private void strike(String medium, String faults) throws IOException {
        BackupFixture fixture = fixture("run", medium);
        fixture.backupWith(faults);
        assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(faults).isEmpty();
        goOn(fixture, faults);
        assertComplete(fixture, faults);
        delete(folder.resolve("run"));
    }

    /** Starts again until it is done; the operator does what he is told to a few times at the most. */
    private static void goOn(BackupFixture fixture, String context) throws IOException {
        List<String> said = new ArrayList<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                BackupResult result = fixture.backup();
                assertThat(result.failed()).as(context).isEmpty();
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
            List<SetState.Copy> copies = state.copies("arena" + i);
            assertThat(copies).as("copies of arena%d, %s", i, context).hasSize(1);
            assertThat(copies.get(0).track().state()).as("arena%d, %s", i, context).isEqualTo(TrackState.VERIFIED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"powerloss reset", "powerloss keep 3 clusters damage writable reset",
        "powerloss damage dead vanish"})
    void powerFailsAtAnyCommand(String fault) throws IOException {
        int all = commands("bd-r", -1);
        for (int nth = 1; nth <= all; nth++) {
            strike("bd-r", "op=* nth=1 quirk backlog=12\nop=* nth=%d %s".formatted(nth, fault));
        }
    }

    @Test
    void aPowerFailureAtAnyTenthCommandOfADvd() throws IOException {
        int all = commands("dvd+r", -1);
        for (int nth = 1; nth <= all; nth += 10) {
            strike("dvd+r", "op=* nth=1 quirk backlog=12\nop=* nth=%d powerloss keep 2 clusters reset".formatted(nth));
        }
    }

    /** One kind of failure a command, each kind at every eighth. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void thePathOrTheDriveFailsAtAnyCommand(int shift) throws IOException {
        List<String> faults = List.of("timeout executed", "timeout lost", "timeout later", "error executed",
                "error lost", "vanish", "sense 4/44/00", "ua 29");
        int all = commands("bd-r", -1);
        for (int nth = 1; nth <= all; nth++) {
            strike("bd-r", "op=* nth=%d %s".formatted(nth, faults.get((nth + shift) % faults.size())));
        }
    }

    @ParameterizedTest
    @CsvSource({"2A,sense 3/0C/00", "2A,sense 3/0C/00 deferred", "2A,sense 5/63/00", "35,sense 3/0C/00",
        "5B,sense 3/73/03", "28,sense 3/11/00", "28,sense 3/11/00 x 40"})
    void theMediumFailsAtAnyWriteOrRead(String op, String fault) throws IOException {
        strikeAtEvery("bd-r", op, fault);
    }

    /** Places in the first two tracks of 544 blocks each: contents, tail, label. */
    @ParameterizedTest
    @CsvSource({"writebad,''", "readbad,' hard'", "readbad,' soft 3'", "corrupt,' xor=FF'"})
    void aBadSpotAnywhere(String kind, String detail) throws IOException {
        for (int at : new int[] {0, 31, 32, 255, 511, 512, 543, 544, 800, 1055, 1087}) {
            strike("bd-r", "op=* nth=1 %s %d..%d%s".formatted(kind, at, at, detail));
        }
    }

    @Test
    void aTrackThatDoesNotReadBackIsBadAndItsArenaGoesToTheNext() throws IOException {
        BackupFixture fixture = fixture("run", "bd-r");
        fixture.backupWith("op=* nth=1 corrupt 100..100 xor=01");
        DiscRecord first = fixture.state().disc(1).orElseThrow();
        assertThat(first.track(1).orElseThrow().state()).isEqualTo(TrackState.BAD);
        assertThat(first.track(2).orElseThrow().content().name()).isEqualTo("arena0");
        assertComplete(fixture, "corrupt");
    }

    /** An arena that can be summed and then not be read once more costs a track, but no disc its trust. */
    @Test
    void anArenaThatCannotBeReadAgainFailsAloneAndIsRecordedLater() throws IOException {
        BackupFixture fixture = fixture("run", "bd-r");
        int[] reads = new int[1];
        Disks failing = TappedDisks.reads((path, position, count) -> {
            boolean inSecondArena = position <= 2_300_000 && position + count > 2_300_000;
            reads[0] += inSecondArena ? 1 : 0;
            if (inSecondArena && reads[0] == 2) {
                throw new MediumFaultException("%s: read error at byte %d".formatted(path, position));
            }
        });
        BackupResult result = fixture.backup(UnaryOperator.identity(), Disks.REAL, failing);
        assertThat(result.failed()).hasSize(1).first().asString().contains("read error");
        assertThat(result.recorded()).extracting(BackupResult.Recorded::arena).containsExactly("arena0", "arena2");
        goOn(fixture, "read error");
        assertComplete(fixture, "read error");
    }

    /** Whatever is wrong with the blanks: after a few of them the drive is suspected, and none is wasted more. */
    @Test
    void discsThatAllFailEndTheBackup() throws IOException {
        BackupFixture fixture = fixture("run", "bd-r");
        fixture.backupWith("op=2A nth=3 sense 3/0C/00 x 100000");
        assertThat(fixture.terminal().said()).last().asString().contains("discs in a row failed");
        assertThat(fixture.state().discs()).hasSize(2);
        goOn(fixture, "all failed");
        assertComplete(fixture, "all failed");
    }

    /**
     * Another copy of the disc, with the same label, lies in the drive from some command on: as it was when the second
     * track had been announced, or was half written.
     */
    @ParameterizedTest
    @ValueSource(ints = {18, 26})
    void theDiscIsSwappedForACopyOfItselfAtAnyCommand(int writes) throws IOException {
        int all = commands("bd-r", -1) - 60;
        for (int nth = 1; nth <= all; nth += 2) {
            String context = "swapped at command %d, copied after %d writes".formatted(nth, writes);
            BackupFixture fixture = fixture("run", "bd-r");
            fixture.backupWith("op=2A nth=%d vanish".formatted(writes));
            copy(fixture.recorder().resolve("001.disc"), fixture.recorder().resolve("009.disc"));
            fixture.backupWith("op=* nth=%d swap 009 silent".formatted(nth));
            assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(context).isEmpty();
            goOn(fixture, context);
            assertComplete(fixture, context);
            delete(folder.resolve("run"));
        }
    }

    /** Whenever the operator asks to stop: what is being written can be continued, and no track is lost to it. */
    @Test
    void theOperatorStopsAtAnyCommand() throws IOException {
        int all = commands("bd-r", -1);
        int continued = 0;
        for (int nth = 1; nth <= all; nth += 2) {
            String context = "stopped at command %d of %d".formatted(nth, all);
            BackupFixture fixture = fixture("run", "bd-r");
            AtomicInteger left = new AtomicInteger(nth);
            fixture.stopWhen(() -> left.get() <= 0);
            try {
                fixture.backup(transport -> new TappedTransport(transport, command -> left.decrementAndGet()),
                        Disks.REAL);
            } catch (CancelledException e) {
                fixture.terminal().print(e.getMessage());
            }
            assertThat(images.falseClaims(fixture.state(), fixture.recorder())).as(context).isEmpty();
            fixture.stopWhen(StopSignal.NEVER);
            goOn(fixture, context);
            assertComplete(fixture, context);
            assertThat(fixture.state().discs()).as(context).flatExtracting(disc -> disc.tracks())
                    .extracting(TrackRecord::state).containsOnly(TrackState.VERIFIED);
            continued += fixture.terminal().said().stream().anyMatch(line -> line.startsWith("Continuing")) ? 1 : 0;
            delete(folder.resolve("run"));
        }
        assertThat(continued).isGreaterThan(3);
    }

    /** What was written is put on the disc before the door is unlocked, wherever in a track the operator stops. */
    @ParameterizedTest
    @CsvSource({"bd-r,1", "bd-r,2", "bd-r,9", "bd-r,25", "dvd+r,5", "dvd-r,5"})
    void afterAStopTheCacheIsSynchronisedBeforeTheDoorIsUnlocked(String medium, int writes) throws IOException {
        BackupFixture fixture = fixture("run", medium);
        AtomicInteger left = new AtomicInteger(writes);
        List<String> order = new ArrayList<>();
        fixture.stopWhen(() -> left.get() <= 0);
        assertThatThrownBy(() -> fixture.backup(transport -> new TappedTransport(transport, command -> {
            Opcode opcode = Opcode.of(command.cdb());
            if (opcode == Opcode.WRITE_10 || opcode == Opcode.WRITE_12) {
                left.decrementAndGet();
                order.add("write");
            } else if (opcode == Opcode.SYNCHRONIZE_CACHE) {
                order.add("synchronise");
            } else if (opcode == Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL) {
                order.add((command.cdb()[4] & 1) == 1 ? "lock" : "unlock");
            }
        }), Disks.REAL)).isInstanceOf(CancelledException.class);
        List<String> end = order.subList(order.lastIndexOf("write"), order.size());
        assertThat(end).as("%s", order).startsWith("write", "synchronise").contains("unlock");
        assertThat(order.subList(0, order.lastIndexOf("write"))).contains("lock");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void aDriveThatClosesNothingDoesNotUseUpTheSpindle() throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 6, CAPACITY);
        fixture.backupWith("op=5B sense 5/72/03 x 99");
        assertThat(fixture.state().discs()).hasSizeLessThanOrEqualTo(2);
        assertThat(fixture.terminal().said()).last().asString().contains("2 discs in a row failed");
    }

    static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
