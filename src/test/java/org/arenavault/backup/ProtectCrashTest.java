package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.arenavault.io.RefusedException;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.Transport;
import org.arenavault.sets.DiscMark;
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
 * The process dies while it makes or records parity of other discs, and is started again: in the end all of it is on
 * disc and reads back, no arena lies on a disc with parity, and nothing is left over.
 */
class ProtectCrashTest {

    private static final int ARENAS = 4;
    private static final int DISCS = 2;

    @TempDir
    private static Path shared;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static Path conf;

    @BeforeAll
    static void makeVenti() throws IOException {
        conf = SampleVenti.create(shared.resolve("venti"), ARENAS, 8192, 5, 11);
    }

    /** Two discs with two arenas each. */
    private BackupFixture fixture(String name) throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve(name), conf, "bd-r", 8, 4_000_000, 2);
        fixture.backup();
        return fixture;
    }

    private static void assertProtected(BackupFixture fixture, int columns, String context) throws IOException {
        SetState state = fixture.state();
        List<ProtectedGroup> groups = ProtectedGroup.of(state);
        assertThat(groups).as(context).hasSize(1).allMatch(ProtectedGroup::isWhole)
                .allMatch(group -> group.parity().columns() == columns);
        for (DiscRecord disc : state.discs()) {
            assertThat(disc.tracks()).as(context).extracting(TrackRecord::state)
                    .isSubsetOf(TrackState.VERIFIED, TrackState.DEAD);
            assertThat(disc.protection().isPresent() && disc.arenas().findAny().isPresent()).as(context).isFalse();
            assertThat(disc.protection().isPresent() && disc.isAppendable()).as(context).isFalse();
        }
        for (int i = 0; i < ARENAS; i++) {
            assertThat(state.copies("arena" + i)).as("copies of arena%d, %s", i, context).hasSize(1);
        }
        assertThat(fixture.verify()).as(context).isEmpty();
        assertThat(staged(fixture)).as(context).isEmpty();
    }

    private static List<Path> staged(BackupFixture fixture) throws IOException {
        try (Stream<Path> files = Files.list(fixture.set().folder().resolve("staging"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,0,1", "AFTER,5,2"})
    void goesOnAfterDyingAtAnyCommand(When when, int first, int columns) throws IOException {
        CrashPoints all = CrashPoints.none();
        BackupFixture counted = fixture("count");
        assertThat(counted.protect(1, DISCS, columns, fragile(all), Disks.REAL).failed()).isEmpty();
        assertProtected(counted, columns, "uninterrupted");
        for (long at = first; at < all.steps(); at += Math.max(1, all.steps() / 8)) {
            String context = "died %s command %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run");
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.protect(1, DISCS, columns, fragile(points), Disks.REAL)))
                    .as(context).isTrue();
            if (at % 2 == 0) {
                // a backup in between takes none of the discs, and leaves what was made
                assertThat(fixture.backup().recorded()).as(context)
                        .noneMatch(track -> track.arena().startsWith("arena"));
            }
            assertThat(fixture.protect(1, DISCS, columns).failed()).as(context).isEmpty();
            assertProtected(fixture, columns, context);
            QuickFolder.remove(folder.resolve("run"));
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE,0", "DURING,7", "AFTER,14"})
    void goesOnAfterDyingAtAnyWriteToItsFiles(When when, int first) throws IOException {
        CrashPoints all = CrashPoints.none();
        fixture("count").protect(1, DISCS, 2, UnaryOperator.identity(), all.disks());
        for (long at = first; at < all.steps(); at += Math.max(1, all.steps() / 6)) {
            String context = "died %s step %d of %d".formatted(when, at, all.steps());
            BackupFixture fixture = fixture("run");
            CrashPoints points = CrashPoints.at(at, when);
            assertThat(BackupFixture.dies(() -> fixture.protect(1, DISCS, 2, UnaryOperator.identity(),
                    points.disks()))).as(context).isTrue();
            assertThat(fixture.protect(1, DISCS, 2).failed()).as(context).isEmpty();
            assertProtected(fixture, 2, context);
            QuickFolder.remove(folder.resolve("run"));
        }
    }

    private static UnaryOperator<Transport> fragile(CrashPoints points) {
        return transport -> new CrashingTransport(transport, points);
    }

    @Test
    void whatWasMadeForADiscThatIsMissingIsNotMadeAgain() throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 2, 4_000_000, 2);
        fixture.backup();
        assertThatThrownBy(() -> fixture.protect(1, DISCS, 1)).hasMessageContaining("blank");
        List<Path> made = staged(fixture);
        assertThat(made).hasSizeGreaterThan(1).allMatch(file -> file.getFileName().toString().startsWith("group-"));
        fixture.backup();
        assertThat(staged(fixture)).containsExactlyInAnyOrderElementsOf(made);
        int before = fixture.terminal().said().size();
        fixture.addBlanks(1, 4_000_000);

        assertThat(fixture.protect(1, DISCS, 1).failed()).isEmpty();

        assertThat(fixture.terminal().said().stream().skip(before)).noneMatch(line -> line.startsWith("making parity"));
        assertProtected(fixture, 1, "goes on");
    }

    @Test
    void whatWasMadeAndRottedInItsFileIsMadeAnew() throws IOException {
        BackupFixture fixture = BackupFixture.create(folder.resolve("run"), conf, "bd-r", 2, 4_000_000, 2);
        fixture.backup();
        assertThatThrownBy(() -> fixture.protect(1, DISCS, 1)).hasMessageContaining("blank");
        Path rotten = staged(fixture).get(0);
        byte[] bytes = Files.readAllBytes(rotten);
        bytes[bytes.length / 2] ^= 1;
        Files.write(rotten, bytes);
        fixture.addBlanks(1, 4_000_000);

        assertThat(fixture.protect(1, DISCS, 1).failed()).anyMatch(line -> line.contains("same command"));
        fixture.addBlanks(1, 4_000_000);

        assertThat(fixture.protect(1, DISCS, 1).failed()).isEmpty();
        assertProtected(fixture, 1, "made anew");
    }

    @Test
    void aDiscWithParityThatIsLostIsMadeAnew() throws IOException {
        BackupFixture fixture = fixture("run");
        fixture.protect(1, DISCS, 2);
        fixture.mark(4, DiscMark.LOST);
        assertThat(ProtectedGroup.unfinished(fixture.state())).hasSize(1);
        BackupResult again = fixture.protect(1, DISCS, 2);
        assertThat(again.failed()).isEmpty();
        assertThat(again.recorded()).allMatch(track -> track.disc().equals("home-005"));
        assertThat(ProtectedGroup.of(fixture.state())).hasSize(1).allMatch(ProtectedGroup::isWhole);
    }

    @Test
    void aColumnThatNoDiscTakesIsRefusedWithTheFigure() throws IOException {
        BackupFixture fixture = fixture("run");
        fixture.describe(1200);
        assertThatThrownBy(() -> fixture.protect(1, DISCS, 1)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("a disc with parity of these discs takes 2.8 MiB")
                .hasMessageContaining("takes 2.3 MiB");
        assertThat(fixture.state().discs()).hasSize(2);
    }

    @Test
    void aLedgerMadeAnewFromTheDiscsKnowsWhatIsProtected() throws IOException {
        BackupFixture fixture = fixture("run");
        fixture.protect(1, DISCS, 2);
        SetState rebuilt = fixture.rebuild(Disks.REAL);
        assertThat(ProtectedGroup.of(rebuilt)).hasSize(1).allMatch(ProtectedGroup::isWhole)
                .allMatch(group -> group.protectedDiscs().equals("home-001 to home-002"));
        // no reading back is on record any more; nothing is written
        assertThat(fixture.protect(1, DISCS, 2).recorded()).allMatch(track -> track.state() == TrackState.VERIFIED);
        assertThat(fixture.state().discs()).hasSize(4).allMatch(disc -> disc.tracks().size() <= 3);
    }
}
