package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arenavault.io.Progress;
import org.arenavault.io.World;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.FoundRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the arenas that came back can be opened with. */
class RootsTest {

    private static final RestoreOptions ALL = new RestoreOptions(true, false, 0, Set.of());

    @TempDir
    private Path folder;

    private SampleArena first;
    private SampleArena second;
    private Score old;
    private Score newer;

    /** The old root's tree is in the first arena; of the newer one's a block is, and the rest in the second. */
    @BeforeEach
    void make() throws IOException {
        ArenaMaker one = ArenaMaker.named("one");
        old = one.root(10, one.put(BlockType.DATA, new byte[] {1}, 10));
        Score shared = one.put(BlockType.DATA, new byte[] {2}, 11);
        first = one.seal();
        ArenaMaker two = ArenaMaker.named("two");
        newer = two.root(20, shared);
        second = two.seal();
    }

    private RestoreReport restore(FakeDisc... discs) throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder)
                .restore(ALL, DiscQueue.of(discs));
    }

    @Test
    void theNewestRootWithItsWholeTreeIsPrinted() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(second).with(first));
        assertThat(report.roots().newestWhole()).map(FoundRoot::score).contains(newer);
        assertThat(report.roots().newerButBroken()).isEmpty();
        assertThat(report.roots().found()).isEqualTo(2);
    }

    @Test
    void aNewerRootThatLacksABlockIsNamedWithWhatItLacks() throws IOException {
        ArenaMaker three = ArenaMaker.named("three");
        Score lost = Score.ofBlock(ByteBuffer.wrap(new byte[] {77}));
        Score broken = three.root(30, lost);
        RestoreReport report = restore(FakeDisc.unlabelled().with(first).with(second).with(three.seal()));
        assertThat(report.roots().newestWhole()).map(FoundRoot::score).contains(newer);
        assertThat(report.roots().newerButBroken()).singleElement().satisfies(walked -> {
            assertThat(walked.root().score()).isEqualTo(broken);
            assertThat(walked.report().gapCount()).isEqualTo(1);
            assertThat(walked.report().gaps().get(0).toString()).contains(lost.toString());
        });
    }

    @Test
    void withoutTheArenaThatTheNewerRootNeedsNoneIsWhole() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(second));
        assertThat(report.roots().newestWhole()).isEmpty();
        assertThat(report.roots().newerButBroken()).extracting(walked -> walked.root().score())
                .containsExactly(newer);
    }

    @Test
    void withoutTheSecondArenaTheOldRootIsTheNewest() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(first).with(second).withFlip(2, 2000, 1));
        assertThat(report.roots().newestWhole()).map(FoundRoot::score).contains(old);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void aStoreWithoutRootsHasNoneToPrint() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(ArenaMaker.arena("plain")));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.roots().found()).isZero();
    }

    @Test
    void aBlockThatIsFoundAndDoesNotReadCountsAsMissingWhereArenasWereNotChecked() throws IOException {
        RestoredStore store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        store.restore(ALL, DiscQueue.of(FakeDisc.unlabelled().with(first).with(second)));
        byte[] bytes = store.bytes("arenas0");
        // the payload of the second block of data in the first arena: two raw clumps and two small blocks before it
        int at = find(bytes, new byte[] {2});
        bytes[at] ^= 4;
        Files.write(folder.resolve("arenas0"), bytes);
        RestoreReport report = store.restore(ALL, DiscQueue.of(FakeDisc.unlabelled().with(first)));
        assertThat(report.roots().newestWhole()).map(FoundRoot::score).isNotEqualTo(newer);
    }

    @Test
    void whoeverStopsTheSearchHasHisArenasAndTheReport() throws IOException {
        RestoredStore store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        for (String stage : List.of("looking for root blocks", "walking tree")) {
            AtomicBoolean stop = new AtomicBoolean();
            World world = store.world();
            Progress progress = (what, total) -> {
                if (what.equals(stage)) {
                    stop.set(true);
                }
                return Progress.SILENT.begin(what, total);
            };
            RestoreReport report = store.restore(ALL, DiscQueue.of(FakeDisc.unlabelled().with(first).with(second)),
                    new World(world.clock(), world.disks(), world.terminal(), progress, stop::get, world.uuids()));
            assertThat(report.missing()).as(stage).isEmpty();
            assertThat(report.index()).hasValueSatisfying(index -> assertThat(index.isComplete()).isTrue());
            assertThat(report.isComplete()).as("roots were asked for, too").isFalse();
            assertThat(report.roots().walked()).isEmpty();
            assertThat(report.roots().problems()).singleElement().asString().contains("was stopped");
        }
        assertThat(store.arena("two")).isPresent();
    }

    /** Where the payload of the clump with this block starts. */
    private static int find(byte[] bytes, byte[] block) {
        byte[] score = Score.ofBlock(ByteBuffer.wrap(block)).toBytes();
        for (int at = 0; at < bytes.length - score.length; at++) {
            if (Arrays.equals(bytes, at, at + score.length, score, 0, score.length)) {
                return at + score.length + 9;
            }
        }
        throw new AssertionError("no such block");
    }
}
