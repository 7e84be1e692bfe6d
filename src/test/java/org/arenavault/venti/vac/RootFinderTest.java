package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.arenavault.Golden;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.parity.HoledStorage;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Root blocks are found through the directories, the newest first. */
class RootFinderTest {

    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 8192;

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    private static RootFinder search(int limit, Arena... arenas) throws IOException {
        RootFinder finder = new RootFinder(limit);
        finder.search(List.of(arenas), Progress.SILENT, StopSignal.NEVER);
        return finder;
    }

    private static byte[] root(int number) {
        return new Root("root " + number, "vac", Score.ZERO, BLOCK, Score.NONE).encode();
    }

    private static ArenaWriter arena(String name) throws IOException {
        return ArenaWriter.format(new Arena(new MemoryStorage(SIZE), name, 0, SIZE, BLOCK), 5, 0x1234);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsTheRecordedRoots(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        RootFinder finder = search(10, golden.arenas().toArray(new Arena[0]));
        assertThat(finder.newestFirst()).extracting(FoundRoot::score)
                .containsExactly(golden.second(), golden.first());
        assertThat(finder.newestFirst()).allMatch(root -> root.time() > 1_700_000_000L);
        assertThat(finder.problems()).isEmpty();
    }

    @Test
    void ordersByTimeThenByPlaceAndKeepsTheNewest() throws IOException {
        ArenaWriter one = arena("one");
        ArenaWriter two = arena("two");
        List<Score> inOrder = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inOrder.add(Score.ofBlock(ByteBuffer.wrap(root(i))));
        }
        one.append(BlockType.ROOT, ByteBuffer.wrap(root(0)), 100);
        one.append(BlockType.ROOT, ByteBuffer.wrap(root(3)), 300);
        one.append(BlockType.DATA, ByteBuffer.wrap(root(9)), 900);
        one.append(BlockType.ROOT, ByteBuffer.wrap(root(1)), 200);
        two.append(BlockType.ROOT, ByteBuffer.wrap(root(4)), 300);
        two.append(BlockType.ROOT, ByteBuffer.wrap(root(2)), 200);
        // stored twice: counts as stored later
        two.append(BlockType.ROOT, ByteBuffer.wrap(root(0)), 400);
        two.append(BlockType.ROOT, ByteBuffer.wrap(new byte[] {1, 2, 3}), 999);
        one.flush();
        two.flush();

        assertThat(search(9, one.arena(), two.arena()).newestFirst()).extracting(FoundRoot::score)
                .containsExactly(inOrder.get(0), inOrder.get(4), inOrder.get(3), inOrder.get(2), inOrder.get(1));
        RootFinder few = search(2, one.arena(), two.arena());
        assertThat(few.newestFirst()).extracting(FoundRoot::score).containsExactly(inOrder.get(0), inOrder.get(4));
        assertThat(few.found()).isEqualTo(6);
        assertThat(few.newestFirst().get(0).arena()).isEqualTo("two");
    }

    @Test
    void aRootThatCannotBeReadHidesNoneBehindIt() throws IOException {
        ArenaWriter writer = arena("faulty");
        long first = writer.append(BlockType.ROOT, ByteBuffer.wrap(root(1)), 100).orElseThrow();
        writer.append(BlockType.ROOT, ByteBuffer.wrap(root(2)), 200);
        writer.flush();
        BitSet holes = new BitSet();
        holes.set((int) (BLOCK + first));
        Storage faulty = new HoledStorage(writer.arena().storage(), holes, 1);

        RootFinder finder = search(10, new Arena(faulty, "faulty", 0, SIZE, BLOCK));

        assertThat(finder.newestFirst()).singleElement().extracting(FoundRoot::time).isEqualTo(200L);
        assertThat(finder.problems()).singleElement().asString().contains("read error");
    }

    @Test
    void damageIsNamedAndTheRestIsFound() throws IOException {
        ArenaWriter damaged = arena("damaged");
        damaged.append(BlockType.ROOT, ByteBuffer.wrap(root(1)), 100);
        long second = damaged.append(BlockType.ROOT, ByteBuffer.wrap(root(2)), 200).orElseThrow();
        damaged.flush();
        ((MemoryStorage) damaged.arena().storage()).flip(BLOCK + second + 12, 3);
        Arena gone = new Arena(new MemoryStorage(SIZE), "gone", 0, SIZE, BLOCK);

        RootFinder finder = search(10, gone, damaged.arena());

        assertThat(finder.newestFirst()).singleElement().extracting(FoundRoot::time).isEqualTo(100L);
        assertThat(finder.problems()).hasSize(2);
        assertThat(finder.problems().get(0)).contains("arena gone");
        assertThat(finder.problems().get(1)).contains("arena damaged: clump at " + second);
    }
}
