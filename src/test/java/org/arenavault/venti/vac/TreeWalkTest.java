package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.arenavault.Golden;
import org.arenavault.io.CancelledException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Is the whole tree there? Every block that is taken away must be missed, and nothing else. */
class TreeWalkTest {

    @TempDir
    private Path folder;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final TreeBuilder build = new TreeBuilder(blocks);

    static List<String> samples() {
        return Golden.names();
    }

    private static TreeWalk walk(BlockSource source, WalkOptions options) {
        return new TreeWalk(source, options, Progress.SILENT, StopSignal.NEVER);
    }

    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Files of 0 to 200 blocks in a directory of 30 entries, in a directory. */
    private Score someTree(int seed, Score prev) {
        List<Entry> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            files.add(build.file(noise(seed * 100 + i, i * i * 100)));
        }
        return build.root(build.directory(List.of(build.directory(files), build.file(noise(seed, 700)))), prev);
    }

    private record Block(Score score, BlockType type) {
    }

    private static List<Block> allOf(MemoryBlocks blocks) {
        List<Block> all = new ArrayList<>();
        blocks.forEach((score, type, block) -> all.add(new Block(score, type)));
        return all;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedTreesAreWhole(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        for (WalkOptions options : List.of(WalkOptions.STRUCTURE, WalkOptions.FULL, WalkOptions.FULL.with(4))) {
            List<WalkReport> reports = walk(golden.blocks(), options).walkChain(golden.second(), 10);

            assertThat(reports).hasSize(2).allMatch(WalkReport::whole);
            assertThat(reports).allMatch(report -> report.gaps().isEmpty() && report.oddities().isEmpty());
            assertThat(reports.get(0).score()).isEqualTo(golden.second());
            assertThat(reports.get(1).score()).isEqualTo(golden.first());
            assertThat(reports.get(0).blocks(BlockType.ROOT)).isEqualTo(1);
            assertThat(reports.get(0).blocks(BlockType.DATA)).isGreaterThan(20);
            // the second day was built on the first
            assertThat(reports.get(1).totalBlocks()).isLessThan(reports.get(0).totalBlocks());
        }
    }

    @Test
    void everyBlockCountsOnceAndDataIsReadOnlyWhenAsked() throws IOException {
        Score root = someTree(1, Score.NONE);

        WalkReport probed = walk(blocks, WalkOptions.STRUCTURE).walk(root);
        assertThat(probed.whole()).isTrue();
        assertThat(probed.totalBlocks()).isEqualTo(blocks.count());
        assertThat(blocks.probes()).isEqualTo(probed.blocks(BlockType.DATA));
        assertThat(blocks.reads()).isEqualTo(blocks.count() - blocks.probes());

        WalkReport read = walk(blocks, WalkOptions.FULL).walk(root);
        assertThat(read.blocks()).isEqualTo(probed.blocks());
        assertThat(read.bytes()).isGreaterThan(probed.bytes());
        assertThat(blocks.probes()).isEqualTo(probed.blocks(BlockType.DATA));
    }

    @Test
    void eachMissingBlockIsMissedInBothModesAndWithAnyNumberOfThreads() throws IOException {
        Score root = someTree(2, Score.NONE);
        List<Block> all = allOf(blocks);
        Collections.shuffle(all, new Random(5));
        for (int i = 0; i < all.size(); i += i < 40 ? 1 : 25) {
            Block lost = all.get(i);
            MemoryBlocks damaged = blocks.copy();
            damaged.remove(lost.score(), lost.type());
            WalkOptions options = (i % 2 == 0 ? WalkOptions.STRUCTURE : WalkOptions.FULL).with(1 + i % 5);
            WalkReport report = walk(damaged, options).walk(root);

            assertThat(report.whole()).as("without %s", lost).isFalse();
            assertThat(report.gapCount()).isEqualTo(1);
            Gap gap = report.gaps().get(0);
            assertThat(gap.score()).isEqualTo(lost.score());
            assertThat(gap.type().toDisk()).isEqualTo(lost.type().toDisk());
            assertThat(gap.reason()).isEqualTo(Gap.Reason.MISSING);
        }
    }

    @Test
    void aGapIsNamedByItsPlace() throws IOException {
        List<Entry> files = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            files.add(build.file(noise(i, 200 * TreeBuilder.DSIZE)));
        }
        Score root = build.root(build.directory(List.of(build.file(new byte[0]), build.directory(files))), Score.NONE);
        Score leaf = Score.ofBlock(ByteBuffer.wrap(noise(25, 200 * TreeBuilder.DSIZE),
                177 * TreeBuilder.DSIZE, TreeBuilder.DSIZE));
        blocks.remove(leaf, BlockType.DATA);

        WalkReport report = walk(blocks, WalkOptions.STRUCTURE).walk(root);

        assertThat(report.gaps()).singleElement()
                .hasToString("entry /0/1/25, block 177: data block %s is missing".formatted(leaf));
    }

    @Test
    void knowledgeOfLostBlocksHoldsForLaterWalks() throws IOException {
        Entry shared = build.directory(List.of(build.file(noise(1, 9000)), build.file(noise(2, 9000))));
        Entry sound = build.file(noise(3, 9000));
        Score oldest = build.root(build.directory(List.of(sound)), Score.NONE);
        Score older = build.root(build.directory(List.of(sound, shared)), oldest);
        Score newest = build.root(build.directory(List.of(shared, build.file(noise(4, 900)))), older);
        Score lost = Score.ofBlock(ByteBuffer.wrap(noise(2, 9000), 0, TreeBuilder.DSIZE));
        blocks.remove(lost, BlockType.DATA);
        TreeWalk walk = walk(blocks, WalkOptions.STRUCTURE);

        List<WalkReport> reports = walk.walkChain(newest, 100);

        assertThat(reports).extracting(WalkReport::whole).containsExactly(false, false, true);
        assertThat(reports.get(0).gaps()).singleElement().extracting(Gap::reason).isEqualTo(Gap.Reason.MISSING);
        assertThat(reports.get(1).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.reason()).isEqualTo(Gap.Reason.INCOMPLETE);
            assertThat(gap.score()).isEqualTo(shared.score());
        });
        assertThat(walk.walk(oldest).totalBlocks()).isZero();
        assertThat(walk.walk(newest).whole()).isFalse();
    }

    @Test
    void theChainEndsAtAMissingRootAndAtTheLimit() throws IOException {
        Score first = someTree(1, Score.ZERO);
        Score second = someTree(2, first);
        Score third = someTree(3, second);
        assertThat(walk(blocks, WalkOptions.STRUCTURE).walkChain(third, 2)).hasSize(2);
        assertThat(walk(blocks, WalkOptions.STRUCTURE).walkChain(third, 99)).hasSize(3).allMatch(WalkReport::whole);
        blocks.remove(second, BlockType.ROOT);
        assertThat(walk(blocks, WalkOptions.STRUCTURE).walkChain(third, 99)).extracting(WalkReport::whole)
                .containsExactly(true, false);
    }

    @Test
    void emptyBlocksAreThereInBothForms() throws IOException {
        Entry zeros = new Entry(0, TreeBuilder.PSIZE, TreeBuilder.DSIZE,
                Entry.flags(BlockType.ofTree(false, 2)), 5_000_000, Score.ZERO);
        Entry none = new Entry(0, TreeBuilder.PSIZE, TreeBuilder.DSIZE, Entry.ACTIVE, 5, Score.NONE);
        Score root = build.root(build.directory(List.of(zeros, none)), Score.NONE);
        assertThat(walk(blocks, WalkOptions.FULL).walk(root).whole()).isTrue();
        assertThat(walk(blocks, WalkOptions.FULL).walk(Score.NONE).whole()).isTrue();
        assertThat(walk(blocks, WalkOptions.FULL).walk(Score.ZERO).whole()).isTrue();
    }

    @Test
    void aTreeThatNamesItsBlocksOverAndOverIsWalkedOnce() throws IOException {
        Score score = build.put(BlockType.DATA, noise(1, 512));
        for (int depth = 1; depth <= 7; depth++) {
            score = build.pointers(Collections.nCopies(400, score), BlockType.ofTree(false, depth));
        }
        Entry bomb = new Entry(0, 8000, 512, Entry.flags(BlockType.ofTree(false, 7)), (1L << 48) - 1, score);
        for (int level = 0; level < 50; level++) {
            bomb = build.directory(Collections.nCopies(12, bomb));
        }
        Score root = build.root(bomb, Score.NONE);
        for (int threads : new int[] {1, 8}) {
            WalkReport report = walk(blocks, WalkOptions.FULL.with(threads)).walk(root);
            assertThat(report.whole()).isTrue();
            assertThat(report.totalBlocks()).isEqualTo(blocks.count());
        }
    }

    @Test
    void aTreeWithoutABottomIsRefused() throws IOException {
        Entry top = build.file(noise(1, 10));
        for (int level = 0; level < 6000; level++) {
            top = build.directory(List.of(top));
        }
        Score root = build.root(top, Score.NONE);
        WalkReport report = walk(blocks, WalkOptions.STRUCTURE).walk(root);
        assertThat(report.whole()).isFalse();
        assertThat(report.gaps()).singleElement().extracting(Gap::reason).isEqualTo(Gap.Reason.TOO_DEEP);
    }

    @Test
    void aBlockThatContainsItselfEndsTheWalk() throws IOException {
        Score score = Score.of(noise(9, 20));
        byte[] block = new byte[Entry.SIZE];
        new Entry(0, 512, 512, Entry.flags(BlockType.DIRECTORY), 40, score)
                .encode(ByteBuffer.wrap(block), 0);
        for (int threads : new int[] {1, 3}) {
            WalkReport report = walk((s, t) -> Optional.of(block), WalkOptions.FULL.with(threads))
                    .walk(score, BlockType.DIRECTORY);
            assertThat(report.whole()).isFalse();
            assertThat(report.gaps()).singleElement().extracting(Gap::where).isEqualTo("a tree that contains itself");
        }
    }

    @Test
    void memoryThatDoesNotSufficeIsSaid() throws IOException {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(build.directory(List.of(build.file(noise(i, 40)))));
        }
        Score root = build.root(build.directory(many), Score.NONE);
        WalkOptions small = new WalkOptions(1, WalkOptions.Data.PROBE, 100_000, 10, KnownSubtrees.NONE);
        assertThatThrownBy(() -> walk(blocks, small).walk(root)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("-Xmx");
        assertThat(walk(blocks, WalkOptions.STRUCTURE).walk(root).whole()).isTrue();
    }

    @Test
    void tooManyGapsEndTheWalkEarly() throws IOException {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(new Entry(0, 512, 512, Entry.ACTIVE, 20, Score.of(noise(i, 20))));
        }
        Score root = build.root(build.directory(many), Score.NONE);
        WalkOptions some = new WalkOptions(3, WalkOptions.Data.PROBE, 1 << 20, 50, KnownSubtrees.NONE);
        WalkReport report = walk(blocks, some).walk(root);
        assertThat(report.cutShort()).isTrue();
        assertThat(report.whole()).isFalse();
        assertThat(report.gapCount()).isBetween(50L, 60L);
        WalkReport all = walk(blocks, WalkOptions.STRUCTURE).walk(root);
        assertThat(all.gapCount()).isEqualTo(3000);
        assertThat(all.gaps()).hasSize(1000);
        assertThat(all.cutShort()).isFalse();
    }

    @Test
    void whatIsKnownIsPassedOverAndWhatIsLearnedIsTold() throws IOException {
        Set<Score> learned = new HashSet<>();
        KnownSubtrees memory = new KnownSubtrees() {
            @Override
            public boolean isComplete(Score score, BlockType type) {
                return learned.contains(score);
            }

            @Override
            public void learn(Score score, BlockType type) {
                learned.add(score);
            }
        };
        Score root = someTree(1, Score.NONE);
        assertThat(walk(blocks, WalkOptions.STRUCTURE.with(memory)).walk(root).whole()).isTrue();
        assertThat(learned).contains(root).hasSizeGreaterThan(30);
        WalkReport again = walk(new MemoryBlocks(), WalkOptions.STRUCTURE.with(memory)).walk(root);
        assertThat(again.whole()).isTrue();
        assertThat(again.known()).isEqualTo(1);
    }

    @Test
    void nothingIsLearnedAboveAGap() throws IOException {
        Set<Score> learned = new HashSet<>();
        KnownSubtrees memory = new KnownSubtrees() {
            @Override
            public boolean isComplete(Score score, BlockType type) {
                return false;
            }

            @Override
            public void learn(Score score, BlockType type) {
                learned.add(score);
            }
        };
        Entry file = build.file(noise(1, 9000));
        Entry other = build.file(noise(2, 9000));
        Entry directory = build.directory(List.of(file, other));
        Score root = build.root(directory, Score.NONE);
        blocks.remove(Score.ofBlock(ByteBuffer.wrap(noise(2, 9000), 0, TreeBuilder.DSIZE)), BlockType.DATA);
        walk(blocks, WalkOptions.STRUCTURE.with(memory)).walk(root);
        assertThat(learned).contains(file.score()).doesNotContain(root, directory.score(), other.score());
    }

    @Test
    void anEntryThatNobodyCanReadIsOddButHidesNothing() throws IOException {
        byte[] block = noise(3, 2 * Entry.SIZE);
        build.file(noise(1, 100)).encode(ByteBuffer.wrap(block), 0);
        new Entry(0, 8180, 17, Entry.ACTIVE, 0, Score.of(noise(1, 20)))
                .encode(ByteBuffer.wrap(block), Entry.SIZE);
        Score root = build.root(build.put(BlockType.DIRECTORY, block), Score.NONE);
        WalkReport report = walk(blocks, WalkOptions.FULL).walk(root);
        assertThat(report.whole()).isTrue();
        assertThat(report.oddities()).singleElement().asString().contains("data blocks of 17 bytes");
    }

    @Test
    void aRootThatIsNoneMakesTheTreeUnknowable() throws IOException {
        Score root = blocks.put(BlockType.ROOT, noise(1, 300));
        WalkReport report = walk(blocks, WalkOptions.STRUCTURE).walk(root);
        assertThat(report.whole()).isFalse();
        assertThat(report.gaps()).singleElement().extracting(Gap::reason).isEqualTo(Gap.Reason.MALFORMED);
        assertThat(walk(blocks, WalkOptions.STRUCTURE).walkChain(root, 9)).hasSize(1);
    }

    @Test
    void aFailingSourceSaysNothingOfTheTree() {
        Score root = someTree(1, Score.NONE);
        int[] left = {40};
        BlockSource failing = (score, type) -> {
            synchronized (left) {
                if (left[0]-- == 0) {
                    throw new MediumFaultException("the disk is gone");
                }
            }
            return blocks.read(score, type);
        };
        for (int threads : new int[] {1, 4}) {
            left[0] = 40;
            assertThatThrownBy(() -> walk(failing, WalkOptions.FULL.with(threads)).walk(root))
                    .isInstanceOf(MediumFaultException.class).hasMessage("the disk is gone");
        }
    }

    @Test
    void stopsOnRequest() {
        Score root = someTree(1, Score.NONE);
        TreeWalk walk = new TreeWalk(blocks, WalkOptions.FULL.with(2), Progress.SILENT, () -> blocks.reads() > 10);
        assertThatThrownBy(() -> walk.walk(root)).isInstanceOf(CancelledException.class);
        assertThat(blocks.reads()).isLessThan(20);
    }
}
