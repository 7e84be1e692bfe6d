package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.DiscIdentity;
import org.arenavault.soak.FlakyDisks;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.IndexChecker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies at any write of a restore that places increments or arenas that meet, or that write fails; the next
 * one ends it.
 */
class IncrementsCrashTest {

    private static final int SIZE = 64 * 1024;
    private static final long BASE = 786944;
    private static final RestoreOptions ALL = new RestoreOptions(true, false, 1, Set.of());

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private ArenaMaker life;
    private List<SampleIncrement> increments;

    @BeforeEach
    void make() throws IOException {
        life = ArenaMaker.named("a", SIZE, 1).fill(30, 1);
        increments = SampleIncrement.of(life.flushed(), "arenas0", BASE, 9 * 1024, List.of(), 10);
    }

    private static FakeDisc home(int number) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number,
                new UUID(1, number)));
    }

    private RestoredStore fresh() throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
    }

    /** Puts a store into the state that a restore is to begin with. */
    @FunctionalInterface
    private interface Before {

        void run(RestoredStore store) throws IOException;
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Dies at every {@code step}th write, in the midst of it or after it, and restores once more. */
    private void diesAndGoesOn(Before before, List<FakeDisc> discs, Set<Score> expected, int step) throws IOException {
        RestoredStore store = fresh();
        before.run(store);
        CrashPoints count = CrashPoints.none();
        store.over(count.disks()).restore(ALL, new DiscQueue(discs));
        assertThat(count.steps()).isGreaterThan(20);
        byte[] whole = store.arena("a").orElseThrow();
        remove(store.folder());
        for (long at = 0; at < count.steps(); at += step) {
            CrashPoints.When when = at / step % 2 == 0 ? CrashPoints.When.DURING : CrashPoints.When.AFTER;
            String point = "step %d, %s".formatted(at, when);
            store = fresh();
            before.run(store);
            assertThat(dies(store, CrashPoints.at(at, when), discs)).as(point).isTrue();

            RestoreReport report = store.restore(ALL, new DiscQueue(discs));

            assertThat(report.isComplete()).as("%s: %s", point, report.missing()).isTrue();
            assertThat(StoreContents.all(store)).as(point).isEqualTo(expected);
            assertThat(store.arena("a").orElseThrow()).as(point).isEqualTo(whole);
            assertThat(new IndexChecker(store.world(), 1).check(store.read()).problems()).as(point).isEmpty();
            assertThat(Files.exists(store.folder().resolve("venti.conf.increments"))).as(point).isFalse();
            remove(store.folder());
        }
    }

    /** Every {@code step}th write fails, once or from then on: that is said, and the next one ends it. */
    private void failsAndGoesOn(Before before, List<FakeDisc> discs, Set<Score> expected, int step) throws IOException {
        RestoredStore store = fresh();
        before.run(store);
        CrashPoints count = CrashPoints.none();
        store.over(count.disks()).restore(ALL, new DiscQueue(discs));
        remove(store.folder());
        for (long at = 0; at < count.steps(); at += step) {
            boolean once = at / step % 2 == 0;
            String point = "step %d of %d fails%s".formatted(at, count.steps(), once ? "" : ", and all behind it");
            RestoredStore failing = fresh();
            before.run(failing);
            long first = at;
            assertThatThrownBy(() -> failing.over(FlakyDisks.failing("no space left", first, once))
                    .restore(ALL, new DiscQueue(discs))).as(point).hasMessageContaining("no space left");

            RestoreReport report = failing.restore(ALL, new DiscQueue(discs));

            assertThat(report.isComplete()).as("%s: %s", point, report.missing()).isTrue();
            assertThat(StoreContents.all(failing)).as(point).isEqualTo(expected);
            assertThat(new IndexChecker(failing.world(), 1).check(failing.read()).problems()).as(point).isEmpty();
            remove(failing.folder());
        }
    }

    private static boolean dies(RestoredStore store, CrashPoints points, List<FakeDisc> discs) throws IOException {
        try {
            store.over(points.disks()).restore(ALL, new DiscQueue(discs));
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    @Test
    void whereAnArenaIsMadeAnew() throws IOException {
        FakeDisc first = home(1);
        increments.forEach(first::with);
        diesAndGoesOn(store -> { }, List.of(first), StoreContents.scores(life.flushed()), 2);
    }

    @Test
    void whereASealedArenaTakesThePlaceOfOneThatWasMadeAnew() throws IOException {
        FakeDisc first = home(1);
        increments.forEach(first::with);
        FakeDisc second = home(2).with(life.copy().fill(9, 2).seal().from("arenas0", BASE));
        Set<Score> expected = StoreContents.scores(life.fill(9, 2).flushed());
        diesAndGoesOn(store -> store.restore(ALL, DiscQueue.of(first)), List.of(second), expected, 4);
        failsAndGoesOn(store -> store.restore(ALL, DiscQueue.of(first)), List.of(second), expected, 3);
    }

    @Test
    void whereTheLaterOfTwoSealedArenasTakesThePlace() throws IOException {
        SampleArena older = life.copy().fill(6, 2).seal().from("arenas0", BASE);
        Set<Score> expected = StoreContents.scores(life.copy().fill(6, 2).flushed());
        SampleArena later = life.copy().fill(15, 3).seal().from("arenas0", BASE);
        expected.addAll(StoreContents.scores(life.fill(15, 3).flushed()));
        List<FakeDisc> discs = List.of(home(1).with(older), home(2).with(later));
        diesAndGoesOn(store -> { }, discs, expected, 5);
        failsAndGoesOn(store -> { }, discs, expected, 5);
    }
}
