package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.CrashPoints.When;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.Transport;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies at every command that the drive receives and at every write to the ledger, and is started again:
 * no arena is lost, none is recorded twice as good, none is claimed that does not read back.
 */
class BackupCrashTest {

    private static final int ARENAS = 3;
    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;

    @TempDir
    private static Path shared;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static Path conf;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
    }

    private BackupFixture fixture(String name, String medium) throws IOException {
        return BackupFixture.create(folder.resolve(name), conf, medium, 6, CAPACITY);
    }

    private static void assertComplete(BackupFixture fixture, String context) throws IOException {
        SetState state = fixture.state();
        for (int i = 0; i < ARENAS; i++) {
            List<SetState.Copy> copies = state.copies("arena" + i);
            assertThat(copies).as("copies of arena%d, %s", i, context).hasSize(1);
            assertThat(copies.get(0).track().state()).as("arena%d, %s", i, context).isEqualTo(TrackState.VERIFIED);
        }
        for (DiscRecord disc : state.discs()) {
            assertThat(disc.tracks()).as(context).extracting(TrackRecord::state)
                    .isSubsetOf(TrackState.VERIFIED, TrackState.DEAD);
        }
        assertThat(fixture.labelled()).as(context)
                .isEqualTo(Map.of("arena0", 1, "arena1", 1, "arena2", 1));
        assertThat(fixture.verify()).as(context).isEmpty();
    }

    private static UnaryOperator<Transport> fragile(CrashPoints points) {
        return transport -> new CrashingTransport(transport, points);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bd-r", "dvd+r"})
    void anUninterruptedBackupIsComplete(String medium) throws IOException {
        BackupFixture fixture = fixture("plain", medium);
        assertThat(fixture.backup().failed()).isEmpty();
        assertComplete(fixture, medium);
        assertThat(fixture.backup().recorded()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = When.class, names = {"BEFORE", "AFTER"})
    void goesOnAfterDyingAtAnyCommand(When when) throws IOException {
        CrashPoints all = CrashPoints.none();
        fixture("count", "bd-r").backup(fragile(all), Disks.REAL);
        assertThat(all.steps()).isGreaterThan(200);
        for (long at = 0; at < all.steps(); at++) {
            String context = "died %s command %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run", "bd-r");
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.backup(fragile(points), Disks.REAL))).as(context).isTrue();
            assertThat(fixture.backup().failed()).as(context).isEmpty();
            assertComplete(fixture, context);
            delete(folder.resolve("run"));
        }
    }

    @Test
    void aTrackThatWasNeverBegunDoesNotUseUpTheLimitOfTracks() throws IOException {
        CrashPoints all = CrashPoints.none();
        BackupFixture.create(folder.resolve("count"), conf, "bd-r", ARENAS, CAPACITY, 1)
                .backup(fragile(all), Disks.REAL);
        for (long at = 0; at < all.steps(); at += 3) {
            String context = "died before command %d of %d".formatted(at, all.steps());
            BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", ARENAS, CAPACITY, 1);
            CrashPoints points = CrashPoints.at(at, When.BEFORE);
            assertThat(BackupFixture.dies(() -> fixture.backup(fragile(points), Disks.REAL))).as(context).isTrue();
            assertThat(fixture.backup().left()).as(context).isEmpty();
            assertComplete(fixture, context);
            delete(folder.resolve("run"));
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void goesOnAfterDyingAtAnyWriteToTheLedger(When when) throws IOException {
        CrashPoints all = CrashPoints.none();
        fixture("count", "bd-r").backup(UnaryOperator.identity(), all.disks());
        assertThat(all.steps()).isGreaterThan(2 * 4 * ARENAS);
        for (long at = 0; at < all.steps(); at++) {
            String context = "died %s ledger step %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run", "bd-r");
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.backup(UnaryOperator.identity(), points.disks())))
                    .as(context).isTrue();
            assertThat(fixture.backup().failed()).as(context).isEmpty();
            assertComplete(fixture, context);
            delete(folder.resolve("run"));
        }
    }

    @Test
    void goesOnAfterDyingTwiceInOneTrack() throws IOException {
        for (long first = 60; first < 90; first += 7) {
            for (long second = 20; second < 80; second += 13) {
                String context = "died at command %d, then at command %d".formatted(first, second);
                BackupFixture fixture = fixture("run", "bd-r");
                CrashPoints one = CrashPoints.at(first, When.AFTER);
                CrashPoints two = CrashPoints.at(second, When.BEFORE);
                assertThat(BackupFixture.dies(() -> fixture.backup(fragile(one), Disks.REAL))).isTrue();
                assertThat(BackupFixture.dies(() -> fixture.backup(fragile(two), Disks.REAL))).isTrue();
                fixture.backup();
                assertComplete(fixture, context);
                delete(folder.resolve("run"));
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
