package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.junit.jupiter.api.Test;

/** Heads and tails of neighbours are read together, and each fault is told of the arena that it belongs to. */
class ArenaStatusReaderTest {

    private static final int B = 512;
    private static final int SIZE = 8 * B;
    private static final int COUNT = 4;
    private static final long MAGIC = 0x5EED0001L;

    private final MemoryStorage memory = new MemoryStorage(COUNT * SIZE);
    private final List<Long> reads = new ArrayList<>();
    private long bad = -1;
    private int badReads = Integer.MAX_VALUE;

    private List<Arena> arenas() throws IOException {
        Storage told = TappedDisks.read(memory, (path, position, count) -> {
            reads.add(position);
            if (bad >= position && bad < position + count && badReads-- > 0) {
                throw new MediumFaultException("a scratch at byte " + bad);
            }
        });
        List<Arena> arenas = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Arena arena = new Arena(told, "a" + i, (long) i * SIZE, (i + 1L) * SIZE, B);
            ArenaWriter.format(arena, 5, MAGIC);
            arenas.add(arena);
        }
        reads.clear();
        return arenas;
    }

    private static List<ArenaState> states(List<Arena> arenas) throws IOException {
        ArenaStatusReader reader = new ArenaStatusReader();
        List<ArenaState> states = new ArrayList<>();
        for (Arena arena : arenas) {
            states.add(reader.read(arena).state());
        }
        return states;
    }

    @Test
    void neighboursTakeOneReadEach() throws IOException {
        List<Arena> arenas = arenas();
        assertThat(states(arenas)).containsOnly(ArenaState.EMPTY);
        assertThat(reads).containsExactly(SIZE - 512L, 0L, 2L * SIZE - 512, 3L * SIZE - 512, 4L * SIZE - 512);
        reads.clear();
        ArenaStatusReader reader = new ArenaStatusReader();
        assertThat(reader.read(arenas.get(2)).state()).isEqualTo(ArenaState.EMPTY);
        assertThat(reader.read(arenas.get(1)).state()).isEqualTo(ArenaState.EMPTY);
        assertThat(reader.read(arenas.get(3)).state()).isEqualTo(ArenaState.EMPTY);
        assertThat(reads).as("a head is only kept for the arena that follows").hasSize(6);
    }

    @Test
    void aFaultInOnePlaceDamagesTheArenaThatItIsIn() throws IOException {
        List<Arena> arenas = arenas();
        for (int i = 0; i < COUNT; i++) {
            long start = (long) i * SIZE;
            for (long at : new long[] {start, start + 87, start + SIZE - B, start + SIZE - 1}) {
                bad = at;
                List<ArenaState> states = states(arenas);
                for (int j = 0; j < COUNT; j++) {
                    assertThat(states.get(j)).as("arena %d, with byte %d gone", j, at)
                            .isEqualTo(i == j ? ArenaState.DAMAGED : ArenaState.EMPTY);
                }
            }
        }
        bad = 2 * SIZE + 88;
        assertThat(states(arenas)).containsOnly(ArenaState.EMPTY);
    }

    /** A fault that is gone when it is looked for is a fault of the arena whose tail was read. */
    @Test
    void whatComesAndGoesIsAFaultToo() throws IOException {
        List<Arena> arenas = arenas();
        bad = SIZE;
        badReads = 1;
        assertThat(states(arenas)).containsExactly(ArenaState.DAMAGED, ArenaState.EMPTY, ArenaState.EMPTY,
                ArenaState.EMPTY);
    }

    @Test
    void anotherStorageIsAnotherPlace() throws IOException {
        Arena here = arenas().get(1);
        MemoryStorage other = new MemoryStorage(2 * SIZE);
        Arena there = new Arena(other, "b", SIZE, 2 * SIZE, B);
        ArenaWriter.format(there, 4, ArenaHead.V4_CLUMP_MAGIC);
        ArenaStatusReader reader = new ArenaStatusReader();
        assertThat(reader.read(arenas().get(0)).state()).isEqualTo(ArenaState.EMPTY);
        assertThat(reader.read(there).version()).isEqualTo(4);
        assertThat(reader.read(here).version()).isEqualTo(5);
        Arena beyond = new Arena(other, "b", SIZE, 3 * SIZE, B);
        assertThat(reader.read(beyond).state()).isEqualTo(ArenaState.DAMAGED);
        assertThat(reader.read(beyond).problems().get(0)).contains("outside of the");
        assertThat(reader.read(beyond).version()).isZero();
    }

    @Test
    void whatHeadAndTailDisagreeOnIsNamed() throws IOException {
        Arena arena = arenas().get(0);
        ArenaTail good = arena.readTail();
        ArenaHead head = arena.readHead();
        write(head, new ArenaTail(5, "x\u0007", 0, 0, MAGIC, good.disk(), good.memory(), good.score()));
        assertProblem(arena, "its tail says 'x");
        write(head, new ArenaTail(4, "a0", 0, 0, 0, good.disk(), good.memory(), good.score()));
        assertThat(ArenaStatus.of(arena).problems()).hasSize(2);
        assertThat(ArenaStatus.of(arena).problems().get(0)).contains("head of version 5, tail of version 4");
        assertThat(ArenaStatus.of(arena).problems().get(1)).contains("clump magic 5eed0001 in the head, d15cb10c");
        write(new ArenaHead(5, "y", B, SIZE, MAGIC), good);
        assertProblem(arena, "its head says 'y'");
        write(new ArenaHead(5, "a0", B, SIZE + B, MAGIC), good);
        assertProblem(arena, "head says 4608 bytes in blocks of 512, the table 4096 in blocks of 512");
        write(new ArenaHead(5, "a0", 2 * B, SIZE, MAGIC), good);
        assertProblem(arena, "in blocks of 1024");
        write(head, good);
        assertThat(ArenaStatus.of(arena).problems()).isEmpty();
    }

    private void write(ArenaHead head, ArenaTail tail) throws IOException {
        memory.write(0, Arrays.copyOf(head.encode(), B));
        memory.write(SIZE - B, tail.encode(B));
    }

    private static void assertProblem(Arena arena, String words) throws IOException {
        ArenaStatus status = ArenaStatus.of(arena);
        assertThat(status.state()).isEqualTo(ArenaState.DAMAGED);
        assertThat(status.problems()).hasSize(1);
        assertThat(status.problems().get(0)).contains(words).doesNotContain("\u0007");
    }

    @Test
    void theStateIsToldFromCountsAndSeal() throws IOException {
        Arena arena = arenas().get(0);
        ArenaStats one = ArenaStats.EMPTY.plus(1, 1);
        Score seal = Score.ofBlock(ByteBuffer.allocate(3));
        assertThat(state(arena, ArenaStats.EMPTY, one, Score.NONE)).isEqualTo(ArenaState.ACTIVE);
        assertThat(state(arena, one, one, Score.NONE)).isEqualTo(ArenaState.ACTIVE);
        assertThat(state(arena, one, one.seal(), Score.NONE)).isEqualTo(ArenaState.FULL);
        assertThat(state(arena, one.seal(), one.seal(), Score.NONE)).isEqualTo(ArenaState.UNSUMMED);
        assertThat(state(arena, one.seal(), one.seal(), seal)).isEqualTo(ArenaState.SEALED);
        assertThat(state(arena, ArenaStats.EMPTY.seal(), ArenaStats.EMPTY.seal(), seal)).isEqualTo(ArenaState.EMPTY);
        for (ArenaState state : ArenaState.values()) {
            assertThat(state.isSealedOnDisk()).isEqualTo(state == ArenaState.UNSUMMED || state == ArenaState.SEALED);
        }
        assertThat(ArenaState.UNSUMMED).hasToString("unsummed");
    }

    private ArenaState state(Arena arena, ArenaStats disk, ArenaStats all, Score score) throws IOException {
        write(new ArenaHead(5, "a0", B, SIZE, MAGIC), new ArenaTail(5, "a0", 1, 2, MAGIC, disk, all, score));
        ArenaStatus status = ArenaStatus.of(arena);
        assertThat(status.disk()).isEqualTo(disk);
        assertThat(status.memory()).isEqualTo(all);
        assertThat(status.seal()).isEqualTo(score);
        assertThat(status.ctime()).isEqualTo(1);
        assertThat(status.wtime()).isEqualTo(2);
        return status.state();
    }

    @Test
    void aClumpIsReadOnlyWhereOneOfItsTypeAndScoreLies() throws IOException {
        Arena arena = arenas().get(0);
        byte[] text = "a block of some words, a block of some words".getBytes(StandardCharsets.US_ASCII);
        Score score = Score.ofBlock(ByteBuffer.wrap(text));
        ArenaWriter writer = ArenaWriter.open(arena);
        writer.append(BlockType.ROOT, ByteBuffer.wrap(new byte[] {7}), 1);
        long at = writer.append(BlockType.DATA, ByteBuffer.wrap(text), 1).orElseThrow();
        ClumpDecoder decoder = new ClumpDecoder();
        assertThat(decoder.read(arena, MAGIC, at, 13, score)).isEqualTo(text);
        assertThatThrownBy(() -> decoder.read(arena, MAGIC, at, 2, score)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("of type 13, not");
        assertThatThrownBy(() -> decoder.read(arena, MAGIC, at, 13, Score.ZERO)).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decoder.read(arena, MAGIC + 1, at, 13, score)).hasMessageContaining("no legal clump");
        assertThatThrownBy(() -> decoder.read(arena, MAGIC, at + 1, 13, score)).hasMessageContaining("no legal clump");
        for (long outside : new long[] {-1, arena.usable() - 37, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> decoder.read(arena, MAGIC, outside, 13, score)).hasMessageContaining("outside");
        }
        assertThatThrownBy(() -> decoder.read(arena, MAGIC, arena.usable() - 38, 13, score))
                .hasMessageContaining("no legal clump");
        byte[] stored = memory.read(arena.dataStart(), (int) arena.usable());
        assertThat(decoder.decode(stored, (int) at, MAGIC, 13, score)).hasValueSatisfying(
                block -> assertThat(block).isEqualTo(text));
        int length = ClumpHeader.decode(ByteBuffer.wrap(stored), (int) at).length();
        byte[] exact = Arrays.copyOf(stored, (int) at + length);
        assertThat(decoder.decode(exact, (int) at, MAGIC, 13, score)).isPresent();
        List<Optional<byte[]>> none = List.of(decoder.decode(stored, (int) at, MAGIC + 1, 13, score),
                decoder.decode(stored, (int) at, MAGIC, 2, score),
                decoder.decode(stored, (int) at, MAGIC, 13, Score.ZERO),
                decoder.decode(stored, (int) at + 1, MAGIC, 13, score),
                decoder.decode(Arrays.copyOf(exact, exact.length - 1), (int) at, MAGIC, 13, score),
                decoder.decode(exact, exact.length - 37, MAGIC, 13, score));
        assertThat(none).allMatch(Optional::isEmpty);
        memory.flip(arena.dataStart() + at + 38 + 3, 2);
        assertThatThrownBy(() -> decoder.read(arena, MAGIC, at, 13, score)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("clump at " + at);
        byte[] wrong = memory.read(arena.dataStart(), (int) arena.usable());
        assertThat(decoder.decode(wrong, (int) at, MAGIC, 13, score)).isEmpty();
    }

    /** A clump that fills the data area to its last byte is one; a byte more is none. */
    @Test
    void aClumpEndsInsideOfItsArena() throws IOException {
        for (int more = 0; more <= 1; more++) {
            Arena arena = arenas().get(0);
            byte[] bytes = new byte[(int) arena.usable() - 38 + more];
            Score score = Score.ofBlock(ByteBuffer.wrap(bytes));
            ByteBuffer clump = ByteBuffer.allocate(38 + bytes.length);
            new ClumpHeader(MAGIC, 13, bytes.length, bytes.length, score, ClumpHeader.RAW, 0, 1).encode(clump, 0);
            memory.write(arena.dataStart(), clump);
            if (more == 0) {
                assertThat(new ClumpDecoder().read(arena, MAGIC, 0, 13, score)).isEqualTo(bytes);
            } else {
                assertThatThrownBy(() -> new ClumpDecoder().read(arena, MAGIC, 0, 13, score))
                        .hasMessageContaining("no legal clump");
            }
        }
    }

    @Test
    void aHeaderComesBackAndKnowsWhetherItsSizesGoTogether() {
        ClumpHeader header = new ClumpHeader(0xFEDCBA98L, 13, 40_000, 50_000, Score.ZERO, 2, 0xF0000001L, 0xE0000002L);
        ByteBuffer bytes = ByteBuffer.allocate(40);
        header.encode(bytes, 2);
        assertThat(ClumpHeader.decode(bytes, 2)).isEqualTo(header);
        assertThat(header.length()).isEqualTo(40_038);
        assertThat(header.info()).isEqualTo(new ClumpInfo(13, 40_000, 50_000, Score.ZERO));
        assertThat(header.isLegal()).isTrue();
        for (int[] illegal : new int[][] {{5, 5, 2}, {6, 5, 2}, {4, 5, 1}, {6, 5, 1}, {5, 5, 0}, {5, 5, 3}}) {
            assertThat(new ClumpHeader(1, 13, illegal[0], illegal[1], Score.ZERO, illegal[2], 0, 0).isLegal())
                    .isFalse();
        }
        assertThat(new ClumpHeader(1, 13, 5, 5, Score.ZERO, 1, 0, 0).isLegal()).isTrue();
    }
}
