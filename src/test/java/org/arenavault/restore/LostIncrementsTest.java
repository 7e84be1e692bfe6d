package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.CancelledException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.RefusedException;
import org.arenavault.media.Medium;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Increments that are lost, damaged or another store's: what is whole comes back, what is missing is named. */
class LostIncrementsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private RestoredStore store;
    private ArenaMaker life;

    @BeforeEach
    void make() throws IOException {
        store = store("store");
        life = ArenaMaker.named("a", IncrementsTest.SIZE, 1).fill(40, 1);
    }

    private RestoredStore store(String name) throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve(name));
    }

    private RestoreReport restore(FakeDisc... discs) throws IOException {
        return store.restore(IncrementsTest.ALL, DiscQueue.of(discs));
    }

    private Set<Score> allBlocks() throws IOException {
        return StoreContents.all(store);
    }

    @Test
    void anIncrementThatIsNotShownIsNamedAndFillsItsGapLater() throws IOException {
        List<SampleIncrement> increments = IncrementsTest.increments(life);
        Set<Score> all = StoreContents.scores(life.flushed());
        FakeDisc first = IncrementsTest.home(1).with(increments.get(0));
        FakeDisc third = IncrementsTest.home(3).with(increments.get(2));

        RestoreReport report = restore(first, third);

        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("part of a");
            assertThat(missing.reasons()).singleElement().asString().contains("in no increment that was shown");
        });
        assertThat(report.files().regained()).singleElement().satisfies(arena ->
                assertThat(arena.appended()).isPositive());
        assertThat(allBlocks()).hasSizeLessThan(40);

        FakeDisc rest = IncrementsTest.home(2);
        increments.subList(1, increments.size()).forEach(rest::with);
        assertThat(restore(rest).isComplete()).isTrue();
        assertThat(allBlocks()).isEqualTo(all);
    }

    @Test
    void anIncrementThatIsDamagedIsReplacedByOneThatWasMadeAgain() throws IOException {
        List<SampleIncrement> increments = IncrementsTest.increments(life);

        List<SampleIncrement> again = SampleIncrement.of(life.flushed(), "arenas0", IncrementsTest.BASE,
                IncrementsTest.PARTS, List.of(increments.get(0), increments.get(2)), 50);
        assertThat(again.get(0).recorded().origin().from()).isEqualTo(increments.get(1).recorded().origin().from());
        FakeDisc disc = IncrementsTest.home(1);
        increments.forEach(disc::with);
        disc.withFault(2, 2000);

        assertThat(restore(disc).isComplete()).isFalse();
        RestoreReport report = restoreInto("other", disc, IncrementsTest.home(2).with(again.get(0)));

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(report.files().regained()).singleElement().satisfies(arena ->
                assertThat(arena.appended()).isZero());
        assertThat(allBlocks()).isEqualTo(StoreContents.scores(life.flushed()));
    }

    private RestoreReport restoreInto(String name, FakeDisc... discs) throws IOException {
        store = store(name);
        return restore(discs);
    }

    @Test
    void aDamagedIncrementGivesItsWholeBlocksAndIsNamed() throws IOException {
        List<SampleIncrement> increments = IncrementsTest.increments(life);
        FakeDisc disc = IncrementsTest.home(1);
        increments.forEach(disc::with);
        disc.withFlip(2, 2000, 3);

        RestoreReport report = restore(disc);

        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).contains(increments.get(1).name());
        assertThat(allBlocks()).hasSize(39);
    }

    /** One that the sealed arena holds is not needed; of one with other clumps nobody knows what is lost. */
    @Test
    void anIncrementThatCannotBeReadIsNotNeededOnlyWhereTheSealedArenaHasItsClumps() throws IOException {
        SampleIncrement held = IncrementsTest.increments(life).get(0);
        SampleIncrement other = IncrementsTest.increments(ArenaMaker.named("a", IncrementsTest.SIZE, 1).fill(40, 9))
                .get(0);
        SampleArena sealed = life.fill(10, 2).seal().from("arenas0", IncrementsTest.BASE);

        RestoreReport report = restore(IncrementsTest.home(1).with(sealed).with(held)
                .withFault(2, held.bytes().length - 100));
        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(report.notes()).contains("arena a is there as it was sealed: 1 increment of it is not needed");

        RestoreReport lost = restoreInto("other", IncrementsTest.home(1).with(sealed).with(other)
                .withFault(2, other.bytes().length - 100));
        assertThat(lost.missing()).extracting(RestoreReport.Missing::arena).containsExactly(other.name());
        assertThat(lost.notes()).noneMatch(note -> note.contains("not needed"));
    }

    @Test
    void incrementsOfTwoStoresAreRefused() throws IOException {
        ArenaMaker other = ArenaMaker.named("a", IncrementsTest.SIZE, 2).fill(10, 9);
        FakeDisc ours = IncrementsTest.home(1).with(IncrementsTest.increments(life).get(0));
        FakeDisc theirs = IncrementsTest.disc(5, 1).with(IncrementsTest.increments(other).get(0));

        assertThatThrownBy(() -> restore(ours, theirs)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("two stores in one pile: increments of arena a");
    }

    /** Its arena is not written to, since it is another one. */
    @Test
    void incrementsOfAnotherVentisArenaAreNotMixedIntoAStore() throws IOException {
        ArenaMaker other = ArenaMaker.named("a", IncrementsTest.SIZE, 2).fill(10, 9);
        assertThat(restore(IncrementsTest.disc(5, 1).with(other.seal().from("arenas0", IncrementsTest.BASE)))
                .isComplete()).isTrue();
        Map<String, Score> before = StoreContents.sums(store);
        FakeDisc ours = IncrementsTest.home(1);
        IncrementsTest.increments(life).forEach(ours::with);

        RestoreReport report = restore(ours);

        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).contains("a");
        assertThat(StoreContents.sums(store).get("arenas0")).isEqualTo(before.get("arenas0"));
    }

    @Test
    void whatAnInterruptedRestoreHasKeptIsPlacedByTheNext() throws IOException {
        List<SampleIncrement> increments = IncrementsTest.increments(life);
        FakeDisc first = IncrementsTest.home(1).with(increments.get(0)).with(increments.get(1));
        FakeDisc second = IncrementsTest.home(2);
        increments.subList(2, increments.size()).forEach(second::with);
        DiscQueue queue = DiscQueue.of(first);
        DiscSource stopping = new DiscSource() {
            @Override
            public Optional<Medium> first(DiscRequest request) throws IOException {
                return queue.first(request);
            }

            @Override
            public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
                throw new CancelledException("stopped");
            }

            @Override
            public void close() {
                queue.close();
            }
        };
        assertThatThrownBy(() -> store.restore(IncrementsTest.ALL, stopping)).isInstanceOf(CancelledException.class);
        assertThat(Files.exists(store.folder().resolve("venti.conf.increments"))).isTrue();

        RestoreReport report = restore(second);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(allBlocks()).isEqualTo(StoreContents.scores(life.flushed()));
        assertThat(store.files()).noneMatch(name -> name.startsWith("venti.conf."));
    }
}
