package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.DiscIdentity;
import org.arenavault.restore.increments.Regained;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read of a sealed arena is taken from its increments, if they have it. */
class ClumpMendingTest {

    private static final int SIZE = 512 * 1024;
    private static final long BASE = 786944;
    private static final RestoreOptions ALL = new RestoreOptions(true, false, 0, Set.of());

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private RestoredStore store;
    private ArenaMaker life;
    private List<SampleIncrement> increments;
    private SampleArena sealed;

    @BeforeEach
    void make() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        life = ArenaMaker.named("a", SIZE, 1).fill(700, 1);
        increments = SampleIncrement.of(life.flushed(), "arenas0", BASE, 100_000, List.of(), 10);
        sealed = life.fill(50, 2).seal().from("arenas0", BASE);
    }

    private static FakeDisc home(int number) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number,
                new UUID(1, number)));
    }

    private RestoreReport restore(long... faults) throws IOException {
        FakeDisc first = home(1).with(sealed);
        for (long fault : faults) {
            first.withFault(1, fault);
        }
        FakeDisc second = home(2);
        increments.forEach(second::with);
        return store.restore(ALL, DiscQueue.of(first, second));
    }

    @Test
    void theArenaIsBackAsItWasSealed() throws IOException {
        RestoreReport report = restore(150_000, 70_000, 71_000);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(report.notes()).contains("home-001 track 1: arena a was mended with its increments");
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(sealed.bytes()));
        assertThat(store.files()).noneMatch(name -> name.contains("salvage"));
        assertThat(report.files().regained()).isEmpty();
    }

    /** The partition knows whose arenas it has, so that one of another life of the same venti is taken. */
    @Test
    void anArenaThatWasMendedIsOfItsStore() throws IOException {
        FakeDisc first = home(1).with(sealed).withFault(1, 150_000);
        increments.forEach(first::with);
        assertThat(store.restore(ALL, DiscQueue.of(first)).isComplete()).isTrue();
        SampleArena otherLife = ArenaMaker.named("a", SIZE, 5).fill(9, 3).seal().from("arenas0", BASE);

        RestoreReport report = store.restore(new RestoreOptions(true, false, 1, Set.of()),
                DiscQueue.of(home(3).with(otherLife)));

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(StoreContents.all(store)).hasSize(759);
    }

    /** What came behind the last increment is in no other place. */
    @Test
    void whatNoIncrementHasIsMissed() throws IOException {
        RestoreReport report = restore(150_000, 370_000);

        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(report.files().regained()).extracting(Regained::clumps).containsExactly(700L);
        assertThat(StoreContents.all(store)).hasSize(700);
    }

    @Test
    void aDirectoryThatCannotBeReadTellsOfNothing() throws IOException {
        RestoreReport report = restore(SIZE - 2000);

        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(StoreContents.all(store)).hasSize(700);
    }

    /** Increments of another life are no help, and do no harm. */
    @Test
    void incrementsOfOtherClumpsAreNotUsed() throws IOException {
        ArenaMaker other = ArenaMaker.named("a", SIZE, 1).fill(700, 9);
        increments = SampleIncrement.of(other.flushed(), "arenas0", BASE, 100_000, List.of(), 10);

        RestoreReport report = restore(150_000);

        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(StoreContents.all(store)).isEqualTo(StoreContents.scores(other.flushed()));
    }
}
