package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.TappedDisks;
import org.junit.jupiter.api.Test;

/** The directory is read in pieces of 256 KiB, in the order of its entries, also where a read fails at first. */
class ClumpDirectoryTest {

    private static final int B = 8192;
    private static final int PER_BLOCK = 327;
    private static final int PER_CHUNK = 32 * PER_BLOCK;
    private static final int CLUMPS = 2 * PER_CHUNK + 5;
    private static final int SIZE = 4 << 20;

    /** How many reads fail before one succeeds. */
    private int failing;

    private static ClumpInfo entry(int number) {
        return new ClumpInfo(BlockType.DATA.toDisk(), 10 + number % 7, 20 + number % 11,
                Score.ofBlock(ByteBuffer.allocate(4).putInt(0, number)));
    }

    /** An arena image whose directory has all entries; each is put where the specification says. */
    private Arena arena() throws IOException {
        MemoryStorage storage = new MemoryStorage(SIZE);
        for (int i = 0; i < CLUMPS; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(ArenaFormat.CLUMP_INFO);
            entry(i).encode(bytes, 0);
            storage.write(SIZE - B - (i / PER_BLOCK + 1L) * B + i % PER_BLOCK * 25L, bytes.array());
        }
        return new Arena(TappedDisks.read(storage, (path, position, count) -> {
            if (failing > 0) {
                failing--;
                throw new MediumFaultException("cannot be read");
            }
        }), "arena", 0, SIZE, B);
    }

    private static List<ClumpInfo> entries(int from, int to) {
        List<ClumpInfo> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    private static List<ClumpInfo> rest(ClumpDirectory.Cursor cursor) throws IOException {
        List<ClumpInfo> seen = new ArrayList<>();
        while (cursor.next()) {
            assertThat(cursor.type()).isEqualTo(cursor.info().type());
            assertThat(cursor.size()).isEqualTo(cursor.info().size());
            assertThat(cursor.uncsize()).isEqualTo(cursor.info().uncsize());
            seen.add(cursor.info());
        }
        return seen;
    }

    @Test
    void entriesComeInTheirOrderWithWhereTheirClumpsStart() throws IOException {
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena()).cursor(CLUMPS);
        long at = 0;
        for (int i = 0; i < CLUMPS; i++) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.ordinal()).isEqualTo(i);
            assertThat(cursor.offset()).isEqualTo(at);
            at += 38 + entry(i).size();
            assertThat(cursor.nextOffset()).isEqualTo(at);
            assertThat(cursor.info()).isEqualTo(entry(i));
        }
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.ordinal()).isEqualTo(CLUMPS - 1);
    }

    @Test
    void aCursorBeginsAtAnyEntry() throws IOException {
        ClumpDirectory directory = new ClumpDirectory(arena());
        for (int first : new int[] {0, 1, PER_BLOCK - 1, PER_BLOCK, PER_CHUNK - 1, PER_CHUNK, CLUMPS - 1, CLUMPS}) {
            ClumpDirectory.Cursor cursor = directory.cursor(first, 7, CLUMPS);
            assertThat(rest(cursor)).as("from %d", first).isEqualTo(entries(first, CLUMPS));
        }
        assertThat(directory.cursor(3, 77, CLUMPS).nextOffset()).isEqualTo(77);
        assertThat(rest(directory.cursor(PER_BLOCK))).isEqualTo(entries(0, PER_BLOCK));
        assertThat(directory.cursor(0).next()).isFalse();
    }

    @Test
    void anEntryThatCouldNotBeReadIsTheNextOneStill() throws IOException {
        ClumpDirectory directory = new ClumpDirectory(arena());
        for (int read : new int[] {0, PER_CHUNK, 2 * PER_CHUNK}) {
            ClumpDirectory.Cursor cursor = directory.cursor(CLUMPS);
            for (int i = 0; i < read; i++) {
                cursor.next();
            }
            long offset = cursor.nextOffset();
            failing = 2;
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(cursor::next).as("behind %d entries", read).isInstanceOf(MediumFaultException.class);
                assertThat(cursor.ordinal()).isEqualTo(read - 1);
                assertThat(cursor.nextOffset()).isEqualTo(offset);
            }
            assertThat(rest(cursor)).as("behind %d entries", read).isEqualTo(entries(read, CLUMPS));
        }
    }

    @Test
    void anEntryMatchesItsOwnBytesAndOneThatWasNeverWrittenMatchesNone() throws IOException {
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena()).cursor(CLUMPS + 1);
        byte[] bytes = new byte[3 + ArenaFormat.CLUMP_INFO];
        byte[] score = new byte[2 + Score.SIZE];
        for (int i = 0; i < CLUMPS; i++) {
            cursor.next();
            entry(i).encode(ByteBuffer.wrap(bytes), 3);
            assertThat(cursor.matches(bytes, 3)).isTrue();
            bytes[bytes.length - 1] ^= 1;
            assertThat(cursor.matches(bytes, 3)).isFalse();
            cursor.copyScore(score, 2);
            assertThat(score).endsWith(entry(i).score().toBytes());
        }
        cursor.next();
        assertThat(cursor.matches(new byte[ArenaFormat.CLUMP_INFO], 0)).isFalse();
    }

    @Test
    void blocksAreCountedAndFound() throws IOException {
        ClumpDirectory directory = new ClumpDirectory(arena());
        assertThat(directory.blocksFor(0)).isZero();
        assertThat(directory.blocksFor(1)).isEqualTo(1);
        assertThat(directory.blocksFor(PER_BLOCK)).isEqualTo(1);
        assertThat(directory.blocksFor(PER_BLOCK + 1)).isEqualTo(2);
        assertThat(directory.blockOf(0)).isEqualTo(SIZE - 2 * B);
        assertThat(directory.blockOf(PER_BLOCK)).isEqualTo(SIZE - 3 * B);
        assertThat(directory.positionInBlock(PER_BLOCK + 2)).isEqualTo(50);
    }
}
