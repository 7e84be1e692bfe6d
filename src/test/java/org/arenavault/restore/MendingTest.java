package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.DiscIdentity;
import org.arenavault.sets.LedgerEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discs that are damaged in every way that their own parity can repair, restored without a word from anybody. */
class MendingTest {

    private static final int UNITS = 6;
    private static final int ARENAS = 5;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private MendingRig rig;
    private RestoredStore store;

    @AfterEach
    void switchOff() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    private static DiscIdentity disc(int number) {
        return new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number, new UUID(3, number));
    }

    /** One disc: 5 arenas of 6 units, parity of 3 columns with 5 rows. */
    private void oneDisc() throws IOException {
        rig = new MendingRig(folder.resolve("emu"), UNITS);
        rig.record(disc(1), ARENAS, 3, 5);
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
    }

    private int parity() {
        return rig.content().layout().parityColumns();
    }

    private RestoreReport restore(String... only) throws IOException {
        return store.restore(new RestoreOptions(true, false, 0, Set.of(only)), rig);
    }

    private void assertAllBack(RestoreReport report, String what) throws IOException {
        assertThat(report.missing()).as(what + store.said()).isEmpty();
        assertThat(report.isComplete()).as(what).isTrue();
        for (SampleArena arena : rig.arenas()) {
            assertThat(store.arena(arena.name())).as("%s: %s", what, arena.name())
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(arena.bytes()));
        }
        assertThat(leftovers()).as(what).isEmpty();
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(store.folder())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("venti.conf."))
                    .toList();
        }
    }

    @Test
    void aDiscThatIsWholeIsReadWithoutItsParity() throws IOException {
        oneDisc();
        RestoreReport report = restore();
        assertAllBack(report, "whole");
        assertThat(report.restored()).allMatch(arena -> arena.repaired() == 0);
        assertThat(report.notes()).isEmpty();
        assertThat(rig.asked()).hasSize(1);
    }

    /** Over labels, the borders of tracks and into the parity, as long as no row loses more than there is parity. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void aBurstAnywhereIsRepaired(long seed) throws IOException {
        oneDisc();
        Random random = new Random(seed);
        int from = random.nextInt(rig.unitOf(ARENAS + 1) + 2);
        int length = 0;
        int[] losses = new int[rig.content().layout().rows()];
        // the last unit with the label of the last track is left: nothing else would tell whose disc it is
        for (int unit = from; unit < rig.written() - 1; unit++) {
            int row = rig.row(unit);
            if (row >= 0 && ++losses[row] > parity()) {
                break;
            }
            length++;
        }
        assertThat(length).isGreaterThan(0);
        rig.lose(from, length);
        assertAllBack(restore(), "seed %d, %d units from %d".formatted(seed, length, from));
    }

    @Test
    void everyThirdUnitOverARangeIsRepaired() throws IOException {
        oneDisc();
        int[] losses = new int[rig.content().layout().rows()];
        int lost = 0;
        for (int unit = 1; unit < rig.unitOf(ARENAS + 1); unit += 3) {
            int row = rig.row(unit);
            if (row < 0 || losses[row]++ < parity()) {
                rig.lose(unit);
                lost++;
            }
        }
        assertThat(lost).isGreaterThan(6);
        assertAllBack(restore(), "every third");
    }

    /** Unreadable ones and such as read without an error. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomUnitsAreRepairedUpToTheLastThatCanBe(long seed) throws IOException {
        oneDisc();
        Random random = new Random(seed);
        int[] losses = new int[rig.content().layout().rows()];
        for (int i = 0; i < 200; i++) {
            int unit = random.nextInt(rig.written());
            int row = rig.row(unit);
            if (row >= 0 && losses[row] < parity()) {
                losses[row]++;
                if (random.nextBoolean()) {
                    rig.lose(unit);
                } else {
                    rig.corrupt(unit);
                }
            }
        }
        assertAllBack(restore(), "seed " + seed);
    }

    @Test
    void whatWasChangedWithoutAnyErrorIsRepaired() throws IOException {
        oneDisc();
        rig.corrupt(rig.unitOf(2) + 1);
        rig.corrupt(rig.unitOf(4));
        rig.corrupt(rig.unitOf(4) + UNITS - 1);
        RestoreReport report = restore();
        assertAllBack(report, "changed");
        assertThat(report.restored()).filteredOn(arena -> arena.arena().equals("arenas3"))
                .extracting(RestoreReport.Restored::repaired).containsExactly(2L);
        assertThat(report.notes()).contains("arena arenas1 of home-001 track 2 was mended with the parity on home-001 "
                + "track 6, which gave 1 piece of 64 KiB");
    }

    /** The first, one in the middle, the last; with its label, so that nothing but the parity knows of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, ARENAS})
    void aDeadTrackComesBackWhereItWas(int track) throws IOException {
        oneDisc();
        assertThat(UNITS).isLessThanOrEqualTo(parity() * rig.content().layout().rows());
        rig.lose(rig.unitOf(track), UNITS + 1);
        RestoreReport report = restore();
        assertAllBack(report, "track " + track);
        assertThat(report.restored()).filteredOn(arena -> arena.arena().equals("arenas" + (track - 1)))
                .extracting(RestoreReport.Restored::offset)
                .containsExactly(rig.arenas().get(track - 1).record().offset());
    }

    /** A worn disc: each unit of two tracks and of the parity is read at the fourth try alone. */
    @Test
    void whereTheParityDoesNotSufficeTheDriveIsAskedForAllThatItCanDo() throws IOException {
        oneDisc();
        rig.wear(rig.unitOf(2), 2 * UNITS + 1, 3);
        rig.wear(rig.unitOf(ARENAS + 1) + 2, 10, 3);
        rig.lose(rig.unitOf(2) + 2);
        assertAllBack(restore(), "worn");
    }

    /** A drive that is asked again and again for each unit would take minutes, on a real disc days. */
    @Test
    void aLongBurstTakesNoLongerThanAShortOne() throws IOException {
        rig = new MendingRig(folder.resolve("emu"), 40);
        rig.record(disc(1), 3, 3, 40);
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
        rig.lose(rig.unitOf(1) + 20, 80);
        Duration begun = rig.time();
        assertAllBack(restore(), "80 units");
        assertThat(rig.time().minus(begun)).isLessThan(Duration.ofSeconds(90));
    }

    /** What parity may mend is read in haste; where the parity has died since, patience is all that is left. */
    @Test
    void anArenaThatIsHardToReadComesBackThoughItsParityDiesMeanwhile() throws IOException {
        oneDisc();
        rig.wear(rig.unitOf(2) + 2, 1, 3);
        rig.loseLater(rig.unitOf(ARENAS + 1), rig.written() - 1 - rig.unitOf(ARENAS + 1));
        RestoreReport report = restore();
        assertThat(report.notes()).anyMatch(note -> note.contains("cannot be used"));
        assertAllBack(report, "parity that died");
    }

    @Test
    void whatCannotBeReadIsNamedWhereTheParityDiesMeanwhile() throws IOException {
        oneDisc();
        rig.lose(rig.unitOf(2) + 2);
        rig.loseLater(rig.unitOf(ARENAS + 1), rig.written() - 1 - rig.unitOf(ARENAS + 1));
        RestoreReport report = restore();
        assertThat(report.missing()).singleElement().satisfies(missing ->
                assertThat(missing.reasons()).anyMatch(reason -> reason.contains("5 of its 6 pieces")));
        assertThat(leftovers()).hasSize(1);
    }

    /** A place that cannot be read is tried with patience only where no parity can help. */
    @Test
    void nobodyIsPatientWithWhatParityMends() throws IOException {
        oneDisc();
        rig.wear(rig.unitOf(2) + 2, 1, 3);
        RestoreReport report = restore();
        assertAllBack(report, "with parity");
        assertThat(report.notes()).anyMatch(note -> note.contains("was mended with the parity"));
    }

    @Test
    void aDeadParityTrackIsNoLossOfAnArena() throws IOException {
        oneDisc();
        // its label is left
        rig.lose(rig.unitOf(ARENAS + 1), rig.written() - 1 - rig.unitOf(ARENAS + 1));
        assertAllBack(restore(), "no parity");
    }

    @ParameterizedTest
    @CsvSource({"first,false", "last,false", "first,true", "last,true"})
    void oneHeaderOfTheParityIsEnough(String damaged, boolean labelToo) throws IOException {
        oneDisc();
        rig.lose(damaged.equals("first") ? rig.unitOf(ARENAS + 1) : rig.written() - 2);
        if (labelToo) {
            rig.lose(rig.written() - 1);
        }
        rig.lose(rig.unitOf(2) + 1);
        assertAllBack(restore(), damaged);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneUnitMoreThanCanBeRepairedIsNamedAndTheRestComesBack(boolean silent) throws IOException {
        oneDisc();
        int row = 1;
        int lost = 0;
        Set<Integer> arenas = new TreeSet<>();
        for (int unit = rig.unitOf(1); lost <= parity(); unit++) {
            if (rig.row(unit) == row) {
                if (silent) {
                    rig.corrupt(unit);
                } else {
                    rig.lose(unit);
                }
                lost++;
                arenas.add(unit / (UNITS + 1));
            }
        }
        // this one can be
        rig.lose(rig.unitOf(ARENAS) + (rig.row(rig.unitOf(ARENAS)) == row ? 1 : 0));
        RestoreReport report = restore();
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena)
                .containsExactlyInAnyOrderElementsOf(arenas.stream().map(number -> "arenas" + number).toList());
        assertThat(report.missing()).allSatisfy(missing -> assertThat(missing.reasons()).anyMatch(reason ->
                reason.contains("the parity on home-001 track 6 does not suffice for ")));
        for (int i = 0; i < ARENAS; i++) {
            SampleArena arena = rig.arenas().get(i);
            if (arenas.contains(i)) {
                assertThat(store.arena(arena.name())).isEmpty();
            } else {
                assertThat(store.arena(arena.name())).hasValueSatisfying(bytes ->
                        assertThat(bytes).isEqualTo(arena.bytes()));
            }
        }
    }

    @Test
    void theDiscIsAskedForByNameAfterAllOthersWereRead() throws IOException {
        rig = new MendingRig(folder.resolve("emu"), UNITS);
        rig.record(disc(1), 3, 2, 3);
        rig.lose(rig.unitOf(2) + 1);
        rig.record(disc(2), 2, 2, 3);
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
        rig.show(1, 0);
        assertAllBack(restore(), "two discs");
        assertThat(rig.asked()).containsExactly("the next disc to restore from", "disc home-001");
    }

    @Test
    void aSingleArenaIsRepairedWithTheOthersReadFromTheDisc() throws IOException {
        oneDisc();
        rig.lose(rig.unitOf(3) + 1, 3);
        RestoreReport report = restore("arenas2");
        assertThat(report.isComplete()).as(report.toString()).isTrue();
        assertThat(store.arena("arenas2")).hasValueSatisfying(bytes ->
                assertThat(bytes).isEqualTo(rig.arenas().get(2).bytes()));
        assertThat(store.arena("arenas1")).isEmpty();
    }

    @Test
    void aLedgerTellsWhereTheDiscWithTheParityIsKept() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
        RecordedSet set = RecordedSet.of(store, "home");
        rig = new MendingRig(folder.resolve("emu"), UNITS);
        set.record(rig, 1, 2);
        rig.lose(rig.unitOf(1), UNITS + 1);
        set.record(rig, 2, 2);
        set.append(new LedgerEvent.Moved(1, "the safe"));
        RestoreReport report = store.restore(new RestoreOptions(true, false, 0, Set.of()), set.read(), rig);
        assertAllBack(report, "guided");
        assertThat(rig.asked()).containsExactly("disc home-001 (kept at: the safe)", "disc home-002",
                "disc home-001 (kept at: the safe)");
    }

    /** What was read and found again is there still, and nothing that is wrong. */
    @Test
    void dyingAnywhereAndGoingOnEndsInTheSameBytes() throws IOException {
        oneDisc();
        rig.lose(rig.unitOf(2) + 1, 3);
        rig.corrupt(rig.unitOf(4) + 2);
        CrashPoints count = CrashPoints.none();
        store.over(count.disks()).restore(new RestoreOptions(true, false, 0, Set.of()), rig);
        List<CrashPoints.When> moments = List.of(CrashPoints.When.values());
        for (int i = 0; i < 12; i++) {
            store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store" + i));
            long at = count.steps() * i / 12;
            CrashPoints points = CrashPoints.at(at, moments.get(i % moments.size()));
            boolean died = false;
            try {
                store.over(points.disks()).restore(new RestoreOptions(true, false, 0, Set.of()), rig);
            } catch (Crash e) {
                died = true;
            }
            assertThat(died).as("step %d of %d", at, count.steps()).isTrue();
            assertAllBack(restore(), "after step %d of %d".formatted(at, count.steps()));
        }
    }

    /** Increments of 256 KiB behind two arenas, on one disc with its parity. */
    private List<SampleIncrement> recordIncrements() throws IOException {
        ArenaMaker life = ArenaMaker.named("arenas9", 16 * MendingRig.UNIT, 1).fill(1200, 1);
        List<SampleIncrement> increments = SampleIncrement.of(life.flushed(), "arenas0", 1_573_376, 260_000, List.of(),
                10);
        assertThat(increments).hasSizeGreaterThan(1);
        rig = new MendingRig(folder.resolve("emu"), UNITS);
        rig.record(disc(1), 2, increments, 3, 6);
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
        return increments;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIncrementIsMendedLikeAnArena(boolean silent) throws IOException {
        recordIncrements();
        if (silent) {
            rig.corrupt(rig.unitOf(3) + 1);
        } else {
            rig.lose(rig.unitOf(3) + 1, 2);
        }
        RestoreReport report = restore();
        assertThat(report.missing()).as(store.said().toString()).isEmpty();
        assertThat(StoreContents.all(store)).hasSizeGreaterThan(1200);
        assertThat(report.notes()).as(report.notes().toString()).anyMatch(note -> note.matches(
                "increment arenas9@0\\.10 of home-001 track 3 was mended with the parity on home-001 track [0-9], "
                        + "which gave [12] pieces? of 64 KiB"));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anIncrementThatParityDoesNotSufficeForIsNamed() throws IOException {
        recordIncrements();
        rig.lose(rig.unitOf(1), 4 * UNITS);
        RestoreReport report = restore();
        assertThat(report.missing().toString() + report.notes()).contains("the parity on home-001 track ");
        assertThat(report.isComplete()).isFalse();
    }

    /** What was kept of it is told of as what it is, and goes when the increment comes from another disc. */
    @Test
    void whatIsKeptOfAnIncrementGoesWithItsComing() throws IOException {
        List<SampleIncrement> increments = recordIncrements();
        rig.record(disc(2), 0, increments, 0, 0);
        rig.layIn(0);
        // both arenas and all of the increment but its label, and of the next one what stands in its first row
        rig.lose(rig.unitOf(1), 18);
        rig.lose(rig.unitOf(1) + 19, 3);
        rig.show(0);
        RestoreReport first = restore();
        assertThat(first.notes()).anyMatch(note -> note.startsWith("increment arenas9@0.10: ")
                && note.endsWith("with a copy of the disc and its parity, can fill what is missing; "
                        + "it is of no other use"));
        String digest = "venti.conf.salvage-" + increments.get(0).content().digest();
        assertThat(leftovers()).contains(digest);

        rig.show(1);
        RestoreReport report = restore("arenas9");

        assertThat(report.missing()).isEmpty();
        assertThat(StoreContents.all(store)).hasSizeGreaterThanOrEqualTo(1200);
        assertThat(leftovers()).doesNotContain(digest);
    }
}
