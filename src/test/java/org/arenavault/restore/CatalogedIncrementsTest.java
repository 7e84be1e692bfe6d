package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.arenavault.io.Digests;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that are in increments alone are found on the discs of a set, without any restore. */
class CatalogedIncrementsTest {

    private static final int SIZE = 64 * 1024;
    private static final long BASE = 786944;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private RestoredStore store;
    private RecordedSet set;
    private FakeDisc first;
    private FakeDisc second;
    private Set<Score> scores;

    @BeforeEach
    void record() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("store"));
        set = RecordedSet.of(store, "home", store.folder().resolve("arenas0").toString());
        ArenaMaker life = ArenaMaker.named("a", SIZE, 1).fill(40, 1);
        List<SampleIncrement> increments =
                SampleIncrement.of(life.flushed(), "arenas0", BASE, 9 * 1024, List.of(), 10);
        assertThat(increments).hasSizeGreaterThan(2);
        scores = StoreContents.scores(life.flushed());
        first = set.recorded(1, increments.get(0));
        second = set.recorded(2, increments.subList(1, increments.size()).toArray(new SampleIncrement[0]));
    }

    private void assertAllAreRead(SetBlocks blocks) throws IOException {
        for (Score score : scores) {
            assertThat(blocks.contains(score, BlockType.DATA)).isTrue();
            assertThat(blocks.read(score, BlockType.DATA)).hasValueSatisfying(bytes ->
                    assertThat(Score.of(Digests.sha1().digest(bytes))).isEqualTo(score));
        }
    }

    @Test
    void catalogsAreMadeOfTheDiscs() throws IOException {
        try (SetBlocks blocks = new SetBlocks(SetCatalogs.open(set.set(), store.world()), DiscQueue.of(first, second),
                store.world())) {
            blocks.complete();
            assertThat(blocks.faults()).isEmpty();
            assertAllAreRead(blocks);
        }
    }

    @Test
    void catalogsAreMadeOfThePartitionWithoutADisc() throws IOException {
        store.restore(new RestoreOptions(true, false, 0, Set.of()), DiscQueue.of(first, second));

        SetCatalogs catalogs = SetCatalogs.open(set.set(), store.world());
        catalogs.makeFromPartitions();

        assertThat(catalogs.missing()).isEmpty();
        try (SetBlocks blocks = new SetBlocks(catalogs, DiscQueue.of(first, second), store.world())) {
            assertAllAreRead(blocks);
        }
    }

    /** What the arena holds now is not what the disc has. */
    @Test
    void anArenaThatWasFormattedAnewGivesNoCatalog() throws IOException {
        ArenaMaker other = ArenaMaker.named("a", SIZE, 1).fill(40, 2);
        FakeDisc theirs = set.disc(9);
        SampleIncrement.of(other.flushed(), "arenas0", BASE, SIZE, List.of(), 20).forEach(theirs::with);
        store.restore(new RestoreOptions(true, false, 0, Set.of()), DiscQueue.of(theirs));

        try (SetCatalogs catalogs = SetCatalogs.open(set.set(), store.world())) {
            catalogs.makeFromPartitions();

            assertThat(catalogs.missing()).hasSize(2);
        }
    }
}
