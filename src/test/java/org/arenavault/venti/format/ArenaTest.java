package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads, tails and seals: what fits to the last byte is taken, one byte more is refused. */
class ArenaTest {

    private static final int B = 512;
    private static final int SIZE = 32 * B;
    private static final Score SCORE = Score.ofBlock(ByteBuffer.allocate(1));

    private static ArenaTail tail(int version, ArenaStats disk, ArenaStats memory) {
        return new ArenaTail(version, "a", 3_000_000_001L, 4_000_000_002L,
                version == 4 ? ArenaHead.V4_CLUMP_MAGIC : 0xFEDCBA98L, disk, memory, SCORE);
    }

    private static Arena arena(ArenaTail tail) throws IOException {
        Arena arena = new Arena(new MemoryStorage(SIZE + 7), "a", 0, SIZE, B);
        arena.storage().write(arena.tailStart(), tail.encode(B));
        arena.storage().write(0, new ArenaHead(tail.version(), "a", B, SIZE, tail.clumpMagic()).encode());
        return arena;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aTailComesBackAsItWasWritten(int version) throws IOException {
        ArenaStats disk = new ArenaStats(0x80000001L, 3, 0x7000000000000004L, 5, false);
        for (ArenaStats memory : new ArenaStats[] {disk, disk.seal(), disk.plus(10, 20), disk.plus(20, 20).seal(),
            new ArenaStats(0x90000001L, 0xA0000000L, 0x7100000000000004L, 0x6200000000000003L, false)}) {
            for (ArenaStats known : new ArenaStats[] {disk, disk.seal()}) {
                ArenaTail tail = tail(version, known, known.sealed() ? memory.seal() : memory);
                byte[] block = tail.encode(B);
                assertThat(block).hasSize(B);
                ByteBuffer within = ByteBuffer.allocate(B + 20).put(10, block).position(10).limit(10 + B);
                assertThat(ArenaTail.decode(within, "x")).isEqualTo(tail);
            }
        }
    }

    /** The places of all fields (venti-format 3.3). */
    @ParameterizedTest
    @CsvSource({"4, 88", "5, 92"})
    void theFieldsOfATailStandWhereTheServerLooks(int version, int usedAt) {
        ByteBuffer b = ByteBuffer.wrap(tail(version, new ArenaStats(1, 2, 3, 4, true), new ArenaStats(5, 6, 7, 8, true))
                .encode(B));
        assertThat(b.getInt(0)).isEqualTo(0xF2A14EAD);
        assertThat(b.getInt(4)).isEqualTo(version);
        assertThat(b.get(8)).isEqualTo((byte) 'a');
        assertThat(new int[] {b.getInt(72), b.getInt(76), b.getInt(80), b.getInt(84)})
                .containsExactly(1, 2, (int) 3_000_000_001L, (int) 4_000_000_002L);
        assertThat(b.getInt(88)).isEqualTo(version == 4 ? 0 : 0xFEDCBA98);
        assertThat(b.getLong(usedAt)).isEqualTo(3);
        assertThat(b.getLong(usedAt + 8)).isEqualTo(4);
        assertThat(b.get(usedAt + 16)).isEqualTo((byte) 1);
        assertThat(b.get(usedAt + 17)).isEqualTo((byte) 1);
        assertThat(b.getInt(usedAt + 18)).isEqualTo(5);
        assertThat(b.getInt(usedAt + 22)).isEqualTo(6);
        assertThat(b.getLong(usedAt + 26)).isEqualTo(7);
        assertThat(b.getLong(usedAt + 34)).isEqualTo(8);
        assertThat(b.get(usedAt + 42)).isEqualTo((byte) 1);
        assertThat(SCORE.matches(b.array(), B - 20)).isTrue();
    }

    @Test
    void anArenaIsUnusedUntilItHasAClumpOrIsSealed() {
        assertThat(tail(5, ArenaStats.EMPTY, ArenaStats.EMPTY).isUnused()).isTrue();
        assertThat(tail(5, ArenaStats.EMPTY, ArenaStats.EMPTY.plus(1, 1)).isUnused()).isFalse();
        assertThat(tail(5, ArenaStats.EMPTY, ArenaStats.EMPTY.seal()).isUnused()).isFalse();
    }

    /** 30 blocks for clumps and directory; 20 entries a block, and one block more where they fill the last one. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0, true", "1, 0, 38, true", "1, 1, 38, true", "1, 2, 38, false", "1, 0, 37, false",
        "19, 0, 14848, true", "19, 0, 14849, false", "20, 0, 14336, true", "20, 0, 14337, false",
        "0, 0, 14848, true", "0, 0, 14849, false", "0, 0, 15361, false"})
    void aTailClaimsNoMoreThanFits(long clumps, long compressed, long used, boolean fits) throws IOException {
        ArenaStats stats = new ArenaStats(clumps, compressed, used, 9, false);
        Arena arena = arena(tail(5, ArenaStats.EMPTY, stats));
        if (fits) {
            assertThat(arena.readTail().memory()).isEqualTo(stats);
            assertThat(arena(tail(5, stats, stats)).readTail().disk()).isEqualTo(stats);
        } else {
            assertThatThrownBy(arena::readTail).isInstanceOf(CorruptException.class)
                    .hasMessage("memory: arena a: tail claims %d clumps (%d compressed) in %d bytes, of 15360 that "
                            .formatted(clumps, compressed, used) + "there are");
            Arena other = arena(tail(5, stats, ArenaStats.EMPTY));
            assertThatThrownBy(other::readTail).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void noMoreIsIndexedThanWritten() throws IOException {
        ArenaStats less = new ArenaStats(2, 0, 100, 9, false);
        for (ArenaStats more : new ArenaStats[] {new ArenaStats(2, 0, 101, 9, false),
            new ArenaStats(2, 0, 100, 9, false).plus(0, 0)}) {
            Arena arena = arena(tail(5, more, less));
            assertThatThrownBy(arena::readTail).isInstanceOf(CorruptException.class)
                    .hasMessageContaining("more is indexed than written");
            assertThat(arena(tail(5, less, more)).readTail().memory()).isEqualTo(more);
        }
        Arena fewer = arena(tail(5, new ArenaStats(2, 0, 100, 9, false), new ArenaStats(1, 0, 100, 9, false)));
        assertThatThrownBy(fewer::readTail).isInstanceOf(CorruptException.class);
    }

    @ParameterizedTest
    @CsvSource({"-512, 16384, outside", "512, 0, outside", "0, 16896, outside", "0, 1024, multiple",
        "0, 16383, multiple", "7, 16384, multiple"})
    void anArenaThatCannotLieThereIsNotRead(long start, long end, String why) {
        Arena arena = new Arena(new MemoryStorage(SIZE), "a", start, end, B);
        assertThatThrownBy(arena::readHead).isInstanceOf(CorruptException.class).hasMessageContaining(why);
        assertThatThrownBy(arena::readTail).isInstanceOf(CorruptException.class).hasMessageContaining(why);
        assertThatThrownBy(arena::image).isInstanceOf(CorruptException.class).hasMessageContaining(why);
    }

    @Test
    void itsPartsLieWhereTheyShould() throws IOException {
        Arena arena = new Arena(new MemoryStorage(SIZE + B), "a\u001b", B, SIZE + B, B);
        assertThat(arena.size()).isEqualTo(SIZE);
        assertThat(arena.dataStart()).isEqualTo(2 * B);
        assertThat(arena.tailStart()).isEqualTo(SIZE);
        assertThat(arena.usable()).isEqualTo(30 * B);
        assertThat(arena.image().size()).isEqualTo(SIZE);
        assertThat(arena.where()).startsWith("memory: arena a").doesNotContain("\u001b").isSameAs(arena.where());
        assertThat(new Arena(new MemoryStorage(3 * B), "a", 0, 3 * B, B).image().size()).isEqualTo(3 * B);
    }

    @Test
    void anImageIsDescribedByItsHead() throws IOException {
        MemoryStorage storage = new MemoryStorage(SIZE + B);
        ArenaHead head = new ArenaHead(5, "b", B, SIZE, 7);
        storage.write(B, head.encode());
        Arena arena = Arena.ofImage(storage, B);
        assertThat(arena.start()).isEqualTo(B);
        assertThat(arena.end()).isEqualTo(SIZE + B);
        assertThat(arena.readHead()).isEqualTo(head);
        assertThatThrownBy(() -> Arena.ofImage(storage, 0)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("memory at 0: no arena head here");
        MemoryStorage cut = new MemoryStorage(SIZE - 1);
        cut.write(0, head.encode());
        assertThat(Arena.headOf(cut)).isEqualTo(head);
        assertThatThrownBy(() -> Arena.ofImage(cut, 0)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("outside");
    }

    @Test
    void aHeadSaysWhatCanBe() throws IOException {
        ArenaHead least = new ArenaHead(4, "a", B, 3 * B, ArenaHead.V4_CLUMP_MAGIC);
        assertThat(ArenaHead.decode(ByteBuffer.wrap(least.encode()), "x")).isEqualTo(least);
        byte[] short88 = Arrays.copyOf(least.encode(), 88);
        assertThat(ArenaHead.decode(ByteBuffer.wrap(short88), "x")).isEqualTo(least);
        for (long size : new long[] {2 * B, 3 * B + 1, 3 * B - B}) {
            byte[] block = new ArenaHead(5, "a", B, size, 1).encode();
            assertThatThrownBy(() -> ArenaHead.decode(ByteBuffer.wrap(block), "x"))
                    .isInstanceOf(CorruptException.class);
        }
        assertThatThrownBy(() -> ArenaHead.decode(ByteBuffer.allocate(87), "x")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("cut short");
        for (int version : new int[] {3, 6}) {
            byte[] block = new ArenaHead(version, "a", B, SIZE, 1).encode();
            assertThatThrownBy(() -> ArenaHead.decode(ByteBuffer.wrap(block), "x"))
                    .isInstanceOf(UnsupportedVersionException.class).hasMessageContaining("knows 4 to 5");
        }
    }

    @Test
    void theSealCoversAllButItsOwnPlace() throws IOException {
        Random random = new Random(4);
        for (int size : new int[] {20, 21, 512, 262_144, 262_145, 600_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            MemoryStorage image = new MemoryStorage(bytes);
            long[] told = new long[1];
            Score seal;
            try (Progress.Stage stage = counting(told)) {
                seal = ArenaSeal.compute(image, stage, StopSignal.NEVER);
            }
            assertThat(told[0]).isEqualTo(size);
            Arrays.fill(bytes, size - 20, size, (byte) 0);
            assertThat(seal).as("%d bytes", size).isEqualTo(Score.ofBlock(ByteBuffer.wrap(bytes)));
            ArenaSeal pieces = new ArenaSeal(size);
            for (int at = 0; at < size; at += 13_007) {
                pieces.update(ByteBuffer.wrap(image.read(at, Math.min(13_007, size - at))));
            }
            pieces.update(ByteBuffer.allocate(5));
            assertThat(pieces.finish()).isEqualTo(seal);
        }
        ArenaSeal missing = new ArenaSeal(100);
        missing.update(ByteBuffer.allocate(99));
        assertThatThrownBy(missing::finish).isInstanceOf(CorruptException.class)
                .hasMessage("arena ends after 99 of its 100 bytes");
    }

    private static Progress.Stage counting(long[] told) {
        return new Progress.Stage() {
            @Override
            public void add(long bytes) {
                told[0] += bytes;
            }

            @Override
            public void detail(String text) {
                // nothing is told
            }

            @Override
            public void close() {
                // nothing is shown
            }
        };
    }

    @Test
    void aNameHasUpTo63SignsThatCanBePrinted() {
        for (String name : new String[] {"a", " ", "~", "a b/c", "x".repeat(63)}) {
            assertThat(ArenaNames.isValid(name)).as(name).isTrue();
        }
        for (String name : new String[] {"", "\u001f", "\u007f", "a\u00e4", "x".repeat(64), "a\nb"}) {
            assertThat(ArenaNames.isValid(name)).as(name).isFalse();
            assertThat(ArenaNames.isPortable(name)).as(name).isFalse();
        }
        assertThat(ArenaNames.isPortable("!a~/")).isTrue();
        for (String name : new String[] {"a b", "a\"", "'a", "#"}) {
            assertThat(ArenaNames.isPortable(name)).as(name).isFalse();
        }
    }

    @Test
    void blockSizesArePowersOfTwoAndSizesAreRounded() {
        for (long size : new long[] {512, 1024, 8192, 65536}) {
            assertThat(ArenaFormat.isBlockSize(size)).as("%d", size).isTrue();
        }
        for (long size : new long[] {0, 256, 513, 1000, 131_072, -512, 1L << 40}) {
            assertThat(ArenaFormat.isBlockSize(size)).as("%d", size).isFalse();
        }
        assertThat(ArenaFormat.roundUp(0, 512)).isZero();
        assertThat(ArenaFormat.roundUp(1, 512)).isEqualTo(512);
        assertThat(ArenaFormat.roundUp(512, 512)).isEqualTo(512);
        assertThat(ArenaFormat.roundDown(1023, 512)).isEqualTo(512);
        assertThatThrownBy(() -> ArenaFormat.roundUp(Long.MAX_VALUE, 512)).isInstanceOf(ArithmeticException.class);
        assertThat(ArenaFormat.infosPerBlock(8192)).isEqualTo(327);
        assertThat(ArenaFormat.directorySize(0, 8192)).isEqualTo(8192);
        assertThat(ArenaFormat.directorySize(326, 8192)).isEqualTo(8192);
        assertThat(ArenaFormat.directorySize(327, 8192)).isEqualTo(16384);
    }
}
