package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clumps are appended, taken up after a crash, and sealed; what is on disk is what the server expects there. */
class ArenaWriterTest {

    private static final int B = 512;
    private static final int SIZE = 1 << 20;
    private static final long MAGIC = 0x5EED0001L;

    private final Random random = new Random(11);
    private final MemoryStorage storage = new MemoryStorage(SIZE + B);
    private final Arena arena = new Arena(storage, "a", B, SIZE + B, B);

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer text(int length) {
        return ByteBuffer.wrap("to be or not to be, ".repeat(length / 20 + 1).getBytes(
                StandardCharsets.US_ASCII), 0, length);
    }

    private byte[] block(long offset, BlockType type, ByteBuffer block) throws IOException {
        return new ClumpDecoder().read(arena, MAGIC, offset, type.toDisk(), Score.ofBlock(block));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aFormattedArenaIsEmpty(int version) throws IOException {
        storage.write(arena.dataStart(), noise(9000));
        long magic = version == 4 ? ArenaHead.V4_CLUMP_MAGIC : MAGIC;
        ArenaWriter writer = ArenaWriter.format(arena, version, magic);
        assertThat(writer.arena()).isSameAs(arena);
        assertThat(ArenaStatus.of(arena).state()).isEqualTo(ArenaState.EMPTY);
        assertThat(ArenaStatus.of(arena).version()).isEqualTo(version);
        assertThat(arena.readHead()).isEqualTo(new ArenaHead(version, "a", B, SIZE, magic));
        assertThat(arena.readTail()).isEqualTo(writer.tail());
        assertThat(storage.read(arena.dataStart(), B)).containsOnly(0);
        assertThat(storage.read(arena.dataStart() + B, 1)[0]).as("no more than a block is written").isNotZero();
        Arena impossible = new Arena(storage, "a", 0, SIZE + 2 * B, B);
        assertThatThrownBy(() -> ArenaWriter.format(impossible, 5, MAGIC)).isInstanceOf(CorruptException.class);
    }

    @Test
    void whatIsAppendedIsInDataDirectoryAndTail() throws IOException {
        storage.write(arena.dataStart(), noise(100_000));
        ArenaWriter writer = ArenaWriter.format(arena, 5, MAGIC);
        List<ByteBuffer> blocks = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            ByteBuffer block = i % 2 == 0 ? ByteBuffer.wrap(noise(1 + i)) : text(100 + i);
            blocks.add(block);
            offsets.add(writer.append(i % 3 == 0 ? BlockType.ROOT : BlockType.DATA, block, 1000 + i).orElseThrow());
            if (i % 7 == 6) {
                writer.flush();
                assertThat(arena.readTail()).isEqualTo(writer.tail());
                writer = ArenaWriter.open(arena);
            }
        }
        assertThat(arena.readTail().memory().clumps()).isEqualTo(42);
        writer.flush();
        ArenaTail tail = arena.readTail();
        assertThat(tail.ctime()).isEqualTo(1000);
        assertThat(tail.wtime()).isEqualTo(1044);
        assertThat(tail.memory().clumps()).isEqualTo(45);
        assertThat(tail.memory().cclumps()).isEqualTo(22);
        assertThat(tail.disk()).isEqualTo(ArenaStats.EMPTY);
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(45);
        for (int i = 0; i < 45; i++) {
            BlockType type = i % 3 == 0 ? BlockType.ROOT : BlockType.DATA;
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.offset()).as("clump %d", i).isEqualTo(offsets.get(i));
            assertThat(cursor.info().score()).isEqualTo(Score.ofBlock(blocks.get(i)));
            byte[] plain = new byte[blocks.get(i).remaining()];
            blocks.get(i).duplicate().get(plain);
            assertThat(block(offsets.get(i), type, blocks.get(i))).isEqualTo(plain);
        }
        assertThat(tail.memory().used()).isEqualTo(cursor.nextOffset());
        assertThat(storage.read(arena.dataStart() + tail.memory().used(), 4)).as("end of the log").containsOnly(0);
        assertThat(storage.read(new ClumpDirectory(arena).blockOf(44) + 5 * 25, B - 5 * 25))
                .as("rest of the last directory block").containsOnly(0);
        writer.indexed();
        assertThat(arena.readTail().disk()).isEqualTo(tail.memory()).isEqualTo(arena.readTail().memory());
    }

    @Test
    void aBlockHasFromOneByteTo56Kibibytes() throws IOException {
        ArenaWriter writer = ArenaWriter.format(arena, 5, MAGIC);
        for (int length : new int[] {0, ArenaFormat.MAX_LUMP + 1}) {
            assertThatThrownBy(() -> writer.append(BlockType.DATA, ByteBuffer.allocate(length), 1))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("a block of " + length + " bytes");
        }
        ByteBuffer longest = ByteBuffer.wrap(noise(ArenaFormat.MAX_LUMP));
        long at = writer.append(BlockType.DATA, longest, 1).orElseThrow();
        assertThat(block(at, BlockType.DATA, longest)).isEqualTo(longest.array());
        assertThat(longest.remaining()).isEqualTo(ArenaFormat.MAX_LUMP);
    }

    @Test
    void aFullArenaTakesNothingMore() throws IOException {
        Arena small = new Arena(new MemoryStorage(8 * B), "s", 0, 8 * B, B);
        for (int missing = 0; missing <= 1; missing++) {
            ArenaWriter writer = ArenaWriter.format(small, 5, MAGIC);
            // six blocks, less one of the directory, the clump's header, and the margin of eight bytes
            int room = 6 * B - B - 38 - 8;
            assertThat(writer.append(BlockType.DATA, ByteBuffer.wrap(noise(room + missing)), 1).isPresent())
                    .isEqualTo(missing == 0);
            assertThat(writer.append(BlockType.DATA, ByteBuffer.wrap(noise(1)), 1)).isEmpty();
            assertThat(writer.tail().memory().sealed()).isTrue();
            writer.flush();
            assertThat(ArenaWriter.open(small).append(BlockType.DATA, ByteBuffer.wrap(noise(1)), 1)).isEmpty();
            assertThat(ArenaWriter.open(small).recover()).isZero();
        }
    }

    /** The twentieth entry needs a second block of the directory, which is there before the clump that it is for. */
    @Test
    void theDirectoryHasRoomToGrowBeforeAClumpIsTaken() throws IOException {
        int used = 19 * (38 + 1);
        int appended = 6 * B - used - 2 * B - 38 - 8;
        int recovered = 6 * B - used - 2 * B - 38;
        for (int more = 0; more <= 1; more++) {
            Arena small = new Arena(new MemoryStorage(8 * B), "s", 0, 8 * B, B);
            ArenaWriter writer = ArenaWriter.format(small, 5, MAGIC);
            for (int i = 0; i < 19; i++) {
                writer.append(BlockType.DATA, ByteBuffer.wrap(noise(1)), 1);
            }
            writer.flush();
            byte[] bytes = noise(recovered + more);
            ByteBuffer clump = ByteBuffer.allocate(38 + bytes.length);
            new ClumpHeader(MAGIC, 13, bytes.length, bytes.length, Score.ofBlock(ByteBuffer.wrap(bytes)), 1, 0, 9)
                    .encode(clump, 0);
            small.storage().write(small.dataStart() + used, clump.put(38, bytes));
            assertThat(ArenaWriter.open(small).recover()).isEqualTo(1 - more);
            assertThat(writer.append(BlockType.DATA, ByteBuffer.wrap(noise(appended + more)), 1).isPresent())
                    .isEqualTo(more == 0);
        }
    }

    @Test
    void soundClumpsBehindTheTailAreTakenUp() throws IOException {
        ArenaWriter writer = ArenaWriter.format(arena, 5, MAGIC);
        for (int i = 0; i < 3; i++) {
            writer.append(BlockType.DATA, ByteBuffer.wrap(noise(100 + i)), 50 + i);
        }
        writer.flush();
        ArenaTail known = writer.tail();
        for (int i = 0; i < 4; i++) {
            writer.append(i == 0 ? BlockType.DATA : BlockType.ROOT, i % 2 == 0 ? text(200 + i)
                    : ByteBuffer.wrap(noise(200 + i)), 60 + i);
        }
        ArenaTail all = writer.tail();
        byte[] directory = storage.read(new ClumpDirectory(arena).blockOf(0), B);
        storage.write(new ClumpDirectory(arena).blockOf(0) + 3 * 25, new byte[4 * 25]);

        ArenaWriter again = ArenaWriter.open(arena);
        assertThat(again.tail()).isEqualTo(known);
        assertThat(again.recover()).isEqualTo(4);
        assertThat(again.tail()).isEqualTo(all);
        assertThat(storage.read(new ClumpDirectory(arena).blockOf(0), B)).isEqualTo(directory);
        assertThat(again.recover()).isZero();
        assertThat(arena.readTail()).as("the tail follows with the next flush").isEqualTo(known);
        again.flush();
        assertThat(arena.readTail()).isEqualTo(all);
    }

    /** Each is a clump that was written in part, or none. */
    @Test
    void theLogEndsBeforeWhatIsNoSoundClump() throws IOException {
        ByteBuffer block = ByteBuffer.wrap(noise(300));
        Score score = Score.ofBlock(block);
        ClumpHeader sound = new ClumpHeader(MAGIC, 13, 300, 300, score, ClumpHeader.RAW, 0, 9);
        ArenaWriter.format(arena, 5, MAGIC);
        assertThat(recovered(sound, block.array())).isEqualTo(1);
        assertThat(recovered(new ClumpHeader(MAGIC + 1, 13, 300, 300, score, 1, 0, 9), block.array())).isZero();
        assertThat(recovered(new ClumpHeader(MAGIC, 13, 300, 301, score, 1, 0, 9), block.array())).isZero();
        assertThat(recovered(new ClumpHeader(MAGIC, 13, 300, 300, score, 2, 0, 9), block.array())).isZero();
        assertThat(recovered(new ClumpHeader(MAGIC, 13, 300, 300, score, 3, 0, 9), block.array())).isZero();
        assertThat(recovered(new ClumpHeader(MAGIC, 10, 300, 300, score, 1, 0, 9), block.array())).isZero();
        assertThat(recovered(new ClumpHeader(MAGIC, 13, 300, 300, Score.NONE, 1, 0, 9), block.array())).isZero();
        assertThat(recovered(sound, noise(300))).isZero();
    }

    private long recovered(ClumpHeader header, byte[] payload) throws IOException {
        ByteBuffer clump = ByteBuffer.allocate(38 + payload.length);
        header.encode(clump, 0);
        clump.put(38, payload);
        storage.write(arena.dataStart(), clump);
        return ArenaWriter.open(arena).recover();
    }

    @Test
    void aClumpThatWouldRunIntoTheDirectoryIsNotTakenUp() throws IOException {
        int size = 8 * B;
        for (int payload : new int[] {6 * B - B - 38, 6 * B - B - 38 + 1}) {
            Arena small = new Arena(new MemoryStorage(size), "s", 0, size, B);
            ArenaWriter.format(small, 5, MAGIC);
            byte[] bytes = noise(payload);
            ByteBuffer clump = ByteBuffer.allocate(38 + payload);
            Score score = Score.ofBlock(ByteBuffer.wrap(bytes));
            new ClumpHeader(MAGIC, 13, payload, payload, score, 1, 0, 9).encode(clump, 0);
            clump.put(38, bytes);
            small.storage().write(small.dataStart(), clump);
            assertThat(ArenaWriter.open(small).recover()).as("%d bytes", payload)
                    .isEqualTo(payload == 6 * B - B - 38 ? 1 : 0);
        }
    }

    @Test
    void aSealIsThatOfAllBytesAndStandsInTheTail() throws IOException {
        ArenaWriter writer = ArenaWriter.format(arena, 5, MAGIC);
        writer.append(BlockType.DATA, text(5000), 77);
        Score score = writer.seal();
        assertThat(ArenaStatus.of(arena).state()).isEqualTo(ArenaState.SEALED);
        assertThat(ArenaStatus.of(arena).seal()).isEqualTo(score);
        assertThat(ArenaStatus.of(arena).ctime()).isEqualTo(77);
        assertThat(ArenaStatus.of(arena).wtime()).isEqualTo(77);
        try (Progress.Stage stage = Progress.SILENT.begin("", 0)) {
            assertThat(ArenaSeal.compute(arena.image(), stage, StopSignal.NEVER)).isEqualTo(score);
        }
        assertThat(arena.readTail()).isEqualTo(writer.tail());
    }

    /** What the tail vouches for is on disk before the tail is, and the tail is before anybody relies on it. */
    @Test
    void dataIsForcedBeforeTheTailThatVouchesForIt() throws IOException {
        List<String> steps = new ArrayList<>();
        Storage told = TappedDisks.storage(storage, new TappedDisks.Tap() {
            @Override
            public void write(Path path, long position, ByteBuffer bytes) {
                steps.add(position == SIZE ? "tail" : "data");
            }

            @Override
            public void force(Path path) {
                steps.add("force");
            }
        });
        ArenaWriter.format(arena, 5, MAGIC);
        ArenaWriter writer = ArenaWriter.open(new Arena(told, "a", B, SIZE + B, B));
        writer.append(BlockType.DATA, text(50), 1);
        writer.flush();
        assertThat(steps).containsExactly("data", "data", "force", "tail", "force");
        steps.clear();
        writer.indexed();
        assertThat(steps).containsExactly("force", "tail", "force");
        steps.clear();
        writer.seal();
        assertThat(steps).containsExactly("force", "tail", "force", "tail", "force");
    }
}
