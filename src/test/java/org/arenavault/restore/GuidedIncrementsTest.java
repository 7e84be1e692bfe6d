package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.IncrementFields;
import org.arenavault.restore.increments.Regained;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.TrackEvent;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.IncrementOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set's ledger tells which increments are needed, and what is lost with a disc that is not there. */
class GuidedIncrementsTest {

    private static final int SIZE = 64 * 1024;
    private static final long BASE = 786944;
    private static final long PARTS = 9 * 1024;
    private static final RestoreOptions ALL = new RestoreOptions(true, false, 1, Set.of());

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private RestoredStore store;
    private ArenaMaker life;

    @BeforeEach
    void make() throws IOException {
        store = store("store");
        life = ArenaMaker.named("a", SIZE, 1).fill(40, 1);
    }

    private RestoredStore store(String name) throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve(name));
    }

    private static List<SampleIncrement> increments(ArenaMaker arena) throws IOException {
        return SampleIncrement.of(arena.flushed(), "arenas0", BASE, PARTS, List.of(), 10);
    }

    /** With a ledger only discs are asked for that hold what no sealed copy has. */
    @Test
    void aLedgerTellsWhichDiscsAreNeeded() throws IOException {
        RecordedSet set = RecordedSet.of(store, "home");
        List<SampleIncrement> increments = increments(life);
        ArenaMaker other = ArenaMaker.named("b", SIZE, 3).fill(30, 4);
        SampleIncrement unneeded = SampleIncrement.of(other.flushed(), "arenas0", BASE + SIZE, 1 << 20, List.of(), 70)
                .get(0);
        FakeDisc third = set.recorded(3, other.seal().from("arenas0", BASE + SIZE));
        FakeDisc first = set.recorded(1, increments.get(0), increments.get(1));
        FakeDisc second = set.recorded(2, unneeded);
        FakeDisc fourth = set.recorded(4, increments.subList(2, increments.size()).toArray(new SampleIncrement[0]));
        DiscQueue discs = DiscQueue.of(second, fourth, first, third);

        RestoreReport report = store.restore(ALL, set.read(), discs);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(discs.asked()).hasSize(3).noneMatch(request -> request.contains("home-002"));
        assertThat(report.files().regained()).extracting(Regained::arena).containsExactly("a");
        assertThat(StoreContents.blocks(store).get("a")).isEqualTo(StoreContents.scores(life.flushed()));

        DiscQueue again = DiscQueue.of(first, second, third, fourth);
        assertThat(store.restore(ALL, set.read(), again).isComplete()).isTrue();
    }

    @Test
    void anIncrementWhoseDiscIsLostIsNamed() throws IOException {
        RecordedSet set = RecordedSet.of(store, "home");
        List<SampleIncrement> increments = increments(life);
        FakeDisc first = set.recorded(1, increments.get(0));
        set.recorded(2, increments.get(1));
        set.append(new LedgerEvent.Marked(2, DiscMark.LOST));
        FakeDisc third = set.recorded(3, increments.subList(2, increments.size()).toArray(new SampleIncrement[0]));

        RestoreReport report = store.restore(ALL, set.read(), DiscQueue.of(first, third));

        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo(increments.get(1).name());
            assertThat(missing.reasons()).containsExactly("home-002 is lost");
        });
        assertThat(report.files().regained()).singleElement().satisfies(arena ->
                assertThat(arena.appended()).isPositive());
    }

    /** The program died before the first block of the track: the disc is asked for once. */
    @Test
    void anIncrementThatIsInTheLedgerAndNotOnItsDiscIsNamedAndAskedForOnce() throws IOException {
        RecordedSet set = RecordedSet.of(store, "home");
        List<SampleIncrement> increments = increments(life);
        FakeDisc first = set.recorded(1, increments.subList(0, increments.size() - 1)
                .toArray(new SampleIncrement[0]));
        SampleIncrement last = increments.get(increments.size() - 1);
        set.append(new TrackEvent.Intent(1, increments.size(), 1 << 19, 544, last.content(), ""));
        DiscQueue discs = DiscQueue.of(first, first, first);

        RestoreReport report = store.restore(ALL, set.read(), discs);

        assertThat(discs.asked()).hasSize(1);
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo(last.name());
            assertThat(missing.reasons()).containsExactly("home-001 track %d: is not on the disc".formatted(
                    increments.size()));
        });
    }

    /** The increments give what they have until another copy is found. */
    @Test
    void theIncrementsStandInForASealedCopyThatIsDamaged() throws IOException {
        RecordedSet set = RecordedSet.of(store, "home");
        List<SampleIncrement> increments = increments(life);
        FakeDisc first = set.recorded(1, increments.toArray(new SampleIncrement[0]));
        FakeDisc second = set.recorded(2, life.seal().from("arenas0", BASE));
        second.withFlip(1, 3000, 2);
        DiscQueue discs = DiscQueue.of(first, second);

        RestoreReport report = store.restore(ALL, set.read(), discs);

        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(report.files().regained()).extracting(Regained::clumps).containsExactly(40L);
        assertThat(StoreContents.all(store)).hasSize(40);
    }

    /** A label can say anything of the arena's size; its blocks come back all the same. */
    @Test
    void anArenaThatNoFileSystemHoldsGivesItsBlocksToOthers() throws IOException {
        FakeDisc disc = FakeDisc.labelled(RecordedSet.of(store, "home").identity(1));
        disc.with(ArenaMaker.named("b", SIZE, 3).fill(5, 4).seal().from("arenas0", BASE));
        for (SampleIncrement increment : increments(life)) {
            IncrementOrigin at = increment.recorded().origin();
            ArenaForm form = at.form();
            IncrementOrigin huge = new IncrementOrigin(new ArenaForm(form.name(), 1L << 49, form.blockSize(),
                    form.version(), form.clumpMagic()), at.source(), at.offset(), at.from(), at.to(), at.clumps(),
                    at.chain(), at.entries());
            disc.with(new SampleIncrement(IncrementFields.content(increment.name(), increment.bytes().length,
                    Score.of(Arrays.copyOfRange(increment.bytes(), increment.bytes().length - Score.SIZE,
                    increment.bytes().length)), huge), increment.bytes()));
        }

        RestoreReport report = store.restore(ALL, DiscQueue.of(disc));

        assertThat(report.notes()).anyMatch(note -> note.contains("arena a, of which there are increments, has no "));
        assertThat(StoreContents.all(store)).containsAll(StoreContents.scores(life.flushed()));
        assertThat(Files.size(store.folder().resolve("arenas0"))).isLessThan(8 << 20);
    }

    @Test
    void onlyTheArenaThatIsAskedForIsMadeAnew() throws IOException {
        RecordedSet set = RecordedSet.of(store, "home");
        ArenaMaker other = ArenaMaker.named("b", SIZE, 3).fill(30, 4);
        List<SampleIncrement> others =
                SampleIncrement.of(other.flushed(), "arenas0", BASE + SIZE, 1 << 20, List.of(), 70);
        List<SampleIncrement> all = new ArrayList<>(increments(life));
        all.addAll(others);
        FakeDisc disc = set.recorded(1, all.toArray(new SampleIncrement[0]));
        RestoreOptions only = new RestoreOptions(true, false, 0, Set.of("b"));

        RestoreReport report = store.restore(only, set.read(), DiscQueue.of(disc));

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(StoreContents.blocks(store).keySet()).containsExactly("b");
        assertThat(store("bare").restore(only, DiscQueue.of(disc)).files().regained()).extracting(Regained::arena)
                .containsExactly("b");
    }
}
