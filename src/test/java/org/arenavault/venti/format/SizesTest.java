package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.Test;

/** Partitions of 15 TB and arenas of 8 GiB; tables that do not fit; fields that claim what cannot be. */
class SizesTest {

    private static final long FIFTEEN_TERABYTES = 15_000_000_000_000L;
    private static final long EIGHT_GIBIBYTES = 8L << 30;
    private static final int B = ArenaFormat.DEFAULT_BLOCK_SIZE;
    private static final byte[] BLOCK = "the last block of a large arena".getBytes(StandardCharsets.UTF_8);

    private static PartitionFormatter formatter(long arenaSize, int version) {
        return new PartitionFormatter(arenaSize, B, version, () -> 0x5EED5EEDL);
    }

    @Test
    void aPartitionOfFifteenTerabytesIsFormattedAndReadInConstantMemory() throws IOException {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);
        formatter(EIGHT_GIBIBYTES, 5).format(storage, "arena").close();

        try (ArenaPartition partition = ArenaPartition.open(storage)) {
            assertThat(partition.arenas()).hasSize(1747).allSatisfy(arena -> {
                assertThat(arena.size()).isBetween(EIGHT_GIBIBYTES / 10, EIGHT_GIBIBYTES);
                assertThat(ArenaStatus.of(arena).state()).isEqualTo(ArenaState.EMPTY);
                assertThat(arena.readHead().size()).isEqualTo(arena.size());
            });
            assertThat(partition.tableEnd()).isEqualTo(ArenaFormat.roundDown(FIFTEEN_TERABYTES, B));
        }
        assertThat(storage.largestRead()).isLessThanOrEqualTo(ArenaFormat.TABLE_SPACE);
        assertThat(storage.bytesWritten()).isLessThan(64 << 20);
    }

    @Test
    void aBlockBeyondFourGibibytesOfTheLastArenaIsWrittenAndReadBack() throws IOException {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);
        ArenaPartition partition = formatter(EIGHT_GIBIBYTES, 5).format(storage, "arena");
        Arena arena = partition.arenas().get(1744);
        assertThat(arena.start()).isGreaterThan(14_000_000_000_000L);
        long clumps = 2_000_000;
        long used = 7_900_000_000L;
        ArenaTail tail = arena.readTail();
        storage.write(arena.tailStart(), new ArenaTail(5, arena.name(), 1, 1, tail.clumpMagic(), ArenaStats.EMPTY,
                new ArenaStats(clumps, 0, used, used, false), Score.NONE).encode(B));

        ArenaWriter writer = ArenaWriter.open(arena);
        assertThat(writer.append(BlockType.DATA, ByteBuffer.wrap(BLOCK), 2)).hasValue(used);
        writer.flush();

        assertThat(arena.readTail().memory().clumps()).isEqualTo(clumps + 1);
        assertThat(new ClumpDecoder().read(arena, tail.clumpMagic(), used, BlockType.DATA.toDisk(),
                Score.ofBlock(ByteBuffer.wrap(BLOCK)))).isEqualTo(BLOCK);
    }

    @Test
    void aLargeArenaIsFullWhenClumpAndDirectoryWouldMeet() throws IOException {
        SparseStorage storage = new SparseStorage(2 * EIGHT_GIBIBYTES);
        Arena arena = formatter(EIGHT_GIBIBYTES, 5).format(storage, "arena").arenas().get(0);
        long clumps = 1_000_000;
        long room = arena.usable() - ArenaFormat.directorySize(clumps + 1, B) - 8 - ArenaFormat.CLUMP_HEADER;
        for (int missing = 0; missing <= 1; missing++) {
            long used = room - BLOCK.length + missing;
            storage.write(arena.tailStart(), new ArenaTail(5, arena.name(), 1, 1, 0x5EED5EEDL, ArenaStats.EMPTY,
                    new ArenaStats(clumps, 0, used, used, false), Score.NONE).encode(B));

            assertThat(ArenaWriter.open(arena).append(BlockType.DATA, ByteBuffer.wrap(BLOCK), 2).isPresent())
                    .as("%d bytes missing", missing).isEqualTo(missing == 0);
        }
    }

    @Test
    void moreArenasThanATableMayListAreRefusedBeforeAnythingIsWritten() {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);

        for (int version = 4; version <= 5; version++) {
            PartitionFormatter formatter = formatter(256L << 20, version);
            assertThatThrownBy(() -> formatter.format(storage, "a")).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("take larger arenas");
        }

        assertThat(storage.bytesWritten()).isZero();
    }

    @Test
    void aTableWhoseTextDoesNotFitIsRefusedBeforeAnythingIsWritten() {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);

        assertThatThrownBy(() -> formatter(1L << 30, 5).format(storage, "a-rather-long-name-of-an-arena-"))
                .isInstanceOf(RefusedException.class);

        assertThat(storage.bytesWritten()).isZero();
    }

    @Test
    void aTableThatGrowsOverItsSpaceIsRefusedAndTheOldOneStays() throws IOException {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);
        ArenaPartition partition = formatter(2L << 30, 5).format(storage, "a-rather-long-name-of-an-arena-");
        long written = storage.bytesWritten();
        ArenaMap larger = partition.map();
        while (larger.encode().length < partition.header().tableSize()) {
            long start = larger.ranges().get(larger.ranges().size() - 1).stop();
            larger = larger.plus(new ArenaMap.Range("another" + larger.ranges().size(), start, start + 3 * B));
        }
        ArenaMap tooLarge = larger;

        assertThatThrownBy(() -> partition.writeTable(tooLarge)).isInstanceOf(RefusedException.class);

        assertThat(storage.bytesWritten()).isEqualTo(written);
        assertThat(ArenaPartition.open(storage).map()).isEqualTo(partition.map());
    }

    @Test
    void aTableIsNeverReadBeyondItsLargestSize() throws IOException {
        SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);
        storage.write(ArenaFormat.BLANK, new PartitionHeader(B, (1L << 32) - B).encode());

        assertThatThrownBy(() -> ArenaPartition.open(storage)).isInstanceOf(CorruptException.class);

        assertThat(storage.largestRead()).isLessThanOrEqualTo(PartitionHeader.SIZE);
    }

    @Test
    void headsAndTailsThatClaimTheImpossibleAreRefusedByTheirFields() throws IOException {
        long huge = Long.MAX_VALUE / B * B;
        for (long size : List.of(huge, FIFTEEN_TERABYTES / B * B + B, (long) B, 3L * B + 1)) {
            SparseStorage storage = new SparseStorage(FIFTEEN_TERABYTES);
            storage.write(0, new ArenaHead(5, "a", B, size, 1).encode());
            assertThatThrownBy(() -> Arena.ofImage(storage, 0)).as("size %d", size)
                    .isInstanceOf(VaultException.class);
        }
        SparseStorage storage = new SparseStorage(EIGHT_GIBIBYTES);
        Arena arena = new Arena(storage, "a", 0, EIGHT_GIBIBYTES, B);
        for (ArenaStats stats : List.of(new ArenaStats(0xFFFF_FFFFL, 0, Long.MAX_VALUE, 0, true),
                new ArenaStats(0xFFFF_FFFFL, 0, 0xFFFF_FFFFL * 38, 0, true),
                new ArenaStats(1, 2, 38, 0, false), new ArenaStats(2, 0, 38, 0, false),
                new ArenaStats(1, 0, EIGHT_GIBIBYTES, 0, false))) {
            storage.write(arena.tailStart(), new ArenaTail(5, "a", 1, 1, 1, stats, stats, Score.NONE).encode(B));
            assertThatThrownBy(arena::readTail).as("%s", stats).isInstanceOf(CorruptException.class);
        }
    }
}
