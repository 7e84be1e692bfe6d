package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.CrashPoints.When;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.Transport;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Duplicating, verifying and rebuilding, by a process that dies at any command or any write to the ledger. */
class OtherCommandsCrashTest {

    private static final int ARENAS = 3;
    private static final long CAPACITY = 2_600_000;
    private static final int DISCS = 6;

    @TempDir
    private static Path shared;

    private static Path conf;
    private static DiscImages images;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private BackupFixture fixture;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
        images = new DiscImages(conf);
    }

    @BeforeEach
    void recordFirstSet() throws IOException {
        fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", DISCS, CAPACITY);
        fixture.backup();
        fixture.beginAway(conf, DISCS, CAPACITY);
    }

    /** A command that dies at one of these points. */
    @FunctionalInterface
    private interface Work {

        void run(CrashPoints points) throws IOException;
    }

    private static UnaryOperator<Transport> fragile(CrashPoints points) {
        return transport -> new CrashingTransport(transport, points);
    }

    private static long steps(Work work) throws IOException {
        CrashPoints all = CrashPoints.none();
        work.run(all);
        return all.steps();
    }

    /** What lies in the folder of the fixture, to be put back later. */
    private Path keep() throws IOException {
        Path kept = folder.resolve("kept");
        copy(folder.resolve("run"), kept);
        return kept;
    }

    private void putBack(Path kept) throws IOException {
        BackupFaultsTest.delete(folder.resolve("run"));
        copy(kept, folder.resolve("run"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    /** Dies at every point of {@code work}, from the same beginning each time, and looks at what is then so. */
    private void dieEverywhere(Work work, When when, Work then) throws IOException {
        dieAtEvery(1, work, when, then);
    }

    private void dieAtEvery(int stride, Work work, When when, Work then) throws IOException {
        Path kept = keep();
        long all = steps(work);
        assertThat(all).isPositive();
        for (long at = 0; at < all; at += stride) {
            putBack(kept);
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> work.run(points))).as("%s step %d of %d", when, at, all).isTrue();
            then.run(points);
        }
    }

    private void assertDuplicated() throws IOException {
        SetState away = fixture.awayState();
        for (int i = 0; i < ARENAS; i++) {
            List<SetState.Copy> copies = away.copies("arena" + i);
            assertThat(copies).as("arena%d", i).hasSize(1);
            assertThat(copies.get(0).track().state()).isEqualTo(TrackState.VERIFIED);
        }
        assertThat(images.falseClaims(away, fixture.awayRecorder())).isEmpty();
        assertThat(images.falseClaims(fixture.state(), fixture.recorder())).isEmpty();
    }

    private void goOnDuplicating(CrashPoints points) throws IOException {
        assertThat(images.falseClaims(fixture.awayState(), fixture.awayRecorder())).isEmpty();
        assertThat(fixture.duplicate(UnaryOperator.identity(), Disks.REAL).failed()).isEmpty();
        assertDuplicated();
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void duplicateGoesOnAfterDyingAtAnyWriteToTheLedger(When when) throws IOException {
        dieEverywhere(points -> fixture.duplicate(UnaryOperator.identity(), points.disks()), when,
                this::goOnDuplicating);
    }

    @Test
    void duplicateGoesOnAfterDyingAtAnyThirdCommand() throws IOException {
        dieAtEvery(3, points -> fixture.duplicate(fragile(points), Disks.REAL), When.AFTER, this::goOnDuplicating);
    }

    @Test
    void duplicatingTwiceRecordsNothingTwice() throws IOException {
        assertThat(fixture.duplicate(UnaryOperator.identity(), Disks.REAL).recorded()).hasSize(ARENAS);
        assertThat(fixture.duplicate(UnaryOperator.identity(), Disks.REAL).recorded()).isEmpty();
        assertDuplicated();
    }

    /** A source disc that does not read gives nothing to the other set but a message. */
    @Test
    void whatDoesNotReadIsNotDuplicated() throws IOException {
        Path plan = fixture.recorder().resolve("faults");
        Files.writeString(plan, "op=* nth=1 corrupt 100..100 xor=01");
        BackupResult result = fixture.duplicate(UnaryOperator.identity(), Disks.REAL);
        Files.delete(plan);
        assertThat(result.failed()).hasSize(1).first().asString().contains("reads as");
        assertThat(result.recorded()).hasSize(ARENAS - 1);
        assertThat(images.falseClaims(fixture.awayState(), fixture.awayRecorder())).isEmpty();
    }

    private void assertAllVerified() throws IOException {
        assertThat(fixture.state().discs()).flatExtracting(disc -> disc.tracks())
                .extracting(TrackRecord::state).hasSize(ARENAS).containsOnly(TrackState.VERIFIED);
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void verifyLosesNothingByDyingAtAnyWriteToTheLedger(When when) throws IOException {
        dieEverywhere(points -> fixture.verify(UnaryOperator.identity(), points.disks()), when, points -> {
            assertAllVerified();
            assertThat(fixture.verify()).isEmpty();
            assertAllVerified();
        });
    }

    @Test
    void verifyLosesNothingByDyingAtAnyFifthCommand() throws IOException {
        dieAtEvery(5, points -> fixture.verify(fragile(points), Disks.REAL), When.BEFORE, points -> {
            assertAllVerified();
            assertThat(fixture.verify()).isEmpty();
        });
    }

    @Test
    void aTrackThatDoesNotReadAnyMoreCountsNoLongerAndIsRecordedAgain() throws IOException {
        Path plan = fixture.recorder().resolve("faults");
        Files.writeString(plan, "op=* nth=1 readbad 100..100 hard");
        assertThat(fixture.verify()).hasSize(1).first().asString().contains("track ");
        Files.delete(plan);
        assertThat(fixture.state().discs()).flatExtracting(disc -> disc.tracks())
                .filteredOn(track -> track.state() == TrackState.BAD).hasSize(1);
        assertThat(fixture.backup().failed()).isEmpty();
        for (int i = 0; i < ARENAS; i++) {
            assertThat(fixture.state().copies("arena" + i)).hasSize(1);
        }
        assertThat(images.falseClaims(fixture.state(), fixture.recorder())).isEmpty();
    }

    /** The ledger is at any moment the old one or the new one, never a part of it. */
    @ParameterizedTest
    @EnumSource(When.class)
    void rebuildIsDoneOrNotDone(When when) throws IOException {
        long before = fixture.state().lines();
        long after = steps(points -> assertThat(fixture.rebuild(points.disks()).lines()).isPositive());
        assertThat(after).isGreaterThanOrEqualTo(2);
        long rebuilt = fixture.state().lines();
        assertThat(rebuilt).isNotEqualTo(before);
        dieEverywhere(points -> fixture.rebuild(points.disks()), when, points -> {
            assertThat(fixture.state().lines()).isIn(before, rebuilt);
            SetState state = fixture.rebuild(Disks.REAL);
            assertThat(state.discs()).flatExtracting(disc -> disc.tracks()).hasSize(ARENAS);
            assertThat(fixture.verify()).isEmpty();
            assertAllVerified();
            assertThat(fixture.backup().recorded()).isEmpty();
        });
    }
}
