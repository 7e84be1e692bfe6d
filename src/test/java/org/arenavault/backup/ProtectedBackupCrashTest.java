package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process dies while it records kit, parity or increments, and is started again: in the end every full disc has its
 * kit and its parity, all that is new is on disc, and nothing is claimed that does not read back.
 */
class ProtectedBackupCrashTest {

    private static final int ARENAS = 3;

    @TempDir
    private static Path shared;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static Path conf;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
    }

    /** Discs of so many bytes that take two arenas; with room for a kit, if there is to be one. */
    private BackupFixture fixture(String name, boolean kit) throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve(name), conf, "bd-r", 6,
                kit ? 16_000_000 : 3_200_000, kit ? 2 : 0);
        fixture.choose("parity.when=full", "parity.share=10%", "kit.when=" + (kit ? "full" : "never"),
                "increments.when=always", "increments.at_least=1k", "increments.share=60%");
        return fixture;
    }

    private static void assertComplete(BackupFixture fixture, boolean kit, String context) throws IOException {
        SetState state = fixture.state();
        for (int i = 0; i < ARENAS; i++) {
            assertThat(state.copies("arena" + i)).as("copies of arena%d, %s", i, context).hasSize(1);
        }
        for (DiscRecord disc : state.discs()) {
            assertThat(disc.tracks()).as(context).extracting(TrackRecord::state)
                    .isSubsetOf(TrackState.VERIFIED, TrackState.DEAD);
            if (!disc.isAppendable() && disc.holding().findAny().isPresent()) {
                List<String> kinds = disc.holding().map(track -> track.content().id().kind()).toList();
                assertThat(kinds).as(context).contains("parity").endsWith("parity");
                assertThat(kinds.contains("kit")).as(context).isEqualTo(kit);
            }
        }
        assertThat(state.discs()).as(context).anyMatch(disc -> !disc.isAppendable());
        Unsealed active = Unsealed.of(arenas(fixture), state).get(0);
        assertThat(active.unrecorded()).as(context).isZero();
        assertThat(fixture.verify()).as(context).isEmpty();
        try (Stream<Path> staged = Files.list(fixture.set().folder().resolve("staging"))) {
            assertThat(staged).as(context).isEmpty();
        }
    }

    private static List<SourceArena> arenas(BackupFixture fixture) throws IOException {
        try (ArenaSource source = ArenaSource.open(fixture.set().config().partitions(Disks.REAL), Disks.REAL)) {
            return source.arenas();
        }
    }

    private static UnaryOperator<Transport> fragile(CrashPoints points) {
        return transport -> new CrashingTransport(transport, points);
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,0", "AFTER,2"})
    void goesOnAfterDyingAtAnyCommand(When when, int first) throws IOException {
        CrashPoints all = CrashPoints.none();
        BackupFixture counted = fixture("count", false);
        assertThat(counted.backup(fragile(all), Disks.REAL).failed()).isEmpty();
        assertComplete(counted, false, "uninterrupted");
        for (long at = first; at < all.steps(); at += 17) {
            String context = "died %s command %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run", false);
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.backup(fragile(points), Disks.REAL))).as(context).isTrue();
            assertThat(fixture.backup().failed()).as(context).isEmpty();
            assertComplete(fixture, false, context);
            delete(folder.resolve("run"));
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,0", "DURING,3", "AFTER,6"})
    void goesOnAfterDyingAtAnyWriteToItsFiles(When when, int first) throws IOException {
        CrashPoints all = CrashPoints.none();
        fixture("count", true).backup(UnaryOperator.identity(), all.disks());
        for (long at = first; at < all.steps(); at += 31) {
            String context = "died %s step %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run", true);
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.backup(UnaryOperator.identity(), points.disks())))
                    .as(context).isTrue();
            assertThat(fixture.backup().failed()).as(context).isEmpty();
            assertComplete(fixture, true, context);
            delete(folder.resolve("run"));
        }
    }

    @Test
    void drivesThatFillTheirDiscsAtTheSameTimeDoNotMixWhatTheyMake() throws IOException {
        Path many = SampleVenti.create(folder.resolve("many"), 8, 8192, 5, 12);
        for (int round = 0; round < 5; round++) {
            BackupFixture fixture = BackupFixture.create(folder.resolve("run"), many, "bd-r", 6, 3_200_000, 0);
            fixture.addRecorder(6, 3_200_000);
            fixture.choose("parity.when=full", "parity.share=10%");

            assertThat(fixture.backupWithTwo(UnaryOperator.identity()).failed()).isEmpty();

            SetState state = fixture.state();
            assertThat(state.discs().stream().filter(disc -> !disc.isAppendable())).hasSizeGreaterThan(1)
                    .allSatisfy(disc -> assertThat(disc.tracks()).last()
                            .satisfies(track -> assertThat(track.content().id().kind()).isEqualTo("parity")));
            assertThat(state.discs().stream().flatMap(disc -> disc.tracks().stream()))
                    .extracting(TrackRecord::state).containsOnly(TrackState.VERIFIED);
            delete(folder.resolve("run"));
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
