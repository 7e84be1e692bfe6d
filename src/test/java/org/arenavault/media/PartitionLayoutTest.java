package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.SparseStorage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.PartitionHeader;
import org.junit.jupiter.api.Test;

/** A partition whose table was not finished tells its arenas all the same. */
class PartitionLayoutTest {

    private static final int B = 8192;
    private static final long SIZE = 1 << 20;
    private static final long BASE = PartitionLayout.arenaBase(B);

    private final SparseStorage storage = new SparseStorage(BASE + 10 * SIZE);

    private static ArenaMap.Range range(int number) {
        return new ArenaMap.Range("a" + number, BASE + number * SIZE, BASE + (number + 1) * SIZE);
    }

    private void arena(int number, String name, int blockSize) throws IOException {
        ArenaWriter.format(new Arena(storage, name, BASE + number * SIZE, BASE + (number + 1) * SIZE, blockSize), 5, 7);
    }

    private void table(ArenaMap.Range... ranges) throws IOException {
        ArenaPartition.create(storage, PartitionLayout.header(B), new ArenaMap(List.of(ranges)));
    }

    private void assertLayout(int listed, ArenaMap.Range... arenas) throws IOException {
        PartitionLayout layout = PartitionLayout.read(storage);
        assertThat(layout.arenas()).containsExactly(arenas);
        assertThat(layout.listed()).isEqualTo(listed);
        assertThat(layout.unlisted()).isEqualTo(listed < arenas.length ? Optional.of(arenas[listed])
                : Optional.empty());
        assertThat(layout.map()).isEqualTo(new ArenaMap(List.of(arenas)));
        assertThat(layout.end()).isEqualTo(arenas.length == 0 ? BASE : arenas[arenas.length - 1].stop());
    }

    @Test
    void aPartitionOfWhichNothingWasWrittenIsEmpty() throws IOException {
        assertLayout(0);
        assertThat(PartitionLayout.read(storage)).isEqualTo(PartitionLayout.empty(PartitionLayout.header(B)));
        assertThat(BASE % 65_536).isZero();
        assertThat(PartitionLayout.header(B)).isEqualTo(new PartitionHeader(B, BASE));
        storage.write(ArenaFormat.BLANK + 511, new byte[] {1});
        assertThatThrownBy(() -> PartitionLayout.read(storage)).isInstanceOf(CorruptException.class);
    }

    @Test
    void whatTheTableListsIsThere() throws IOException {
        table();
        assertLayout(0);
        table(range(0), range(1));
        assertLayout(2, range(0), range(1));
    }

    @Test
    void aWholeArenaBehindTheTableWantsItsLine() throws IOException {
        table(range(0));
        arena(1, "a1", B);
        assertLayout(1, range(0), range(1));
        arena(2, "a2", B);
        assertLayout(2, range(0), range(1), range(2));
        table();
        assertLayout(0);
        arena(0, "a0", B);
        assertLayout(2, range(0), range(1), range(2));
    }

    @Test
    void whereTheTableIsDamagedTheArenasTell() throws IOException {
        table(range(0), range(1));
        storage.write(PartitionLayout.header(B).tableBase(), "x".getBytes(StandardCharsets.US_ASCII));
        assertLayout(0);
        arena(0, "a0", B);
        arena(1, "a1", B);
        assertLayout(1, range(0), range(1));
    }

    @Test
    void aTableThatNamesWhatCannotBeIsNotBelieved() throws IOException {
        arena(0, "a0", B);
        for (ArenaMap.Range impossible : new ArenaMap.Range[] {
            new ArenaMap.Range("x", BASE - 65_536, BASE + SIZE), new ArenaMap.Range("x", BASE, BASE + 10 * SIZE + 1)}) {
            table(impossible);
            assertLayout(0, range(0));
        }
        ArenaMap.Range all = new ArenaMap.Range("x", BASE, BASE + 10 * SIZE);
        table(all);
        assertLayout(1, all);
    }

    @Test
    void whatIsNoWholeArenaOfThisPartitionIsNotTaken() throws IOException {
        table(range(0));
        arena(1, "a1", 2 * B);
        assertLayout(1, range(0));
        arena(1, "a1", B);
        assertLayout(1, range(0), range(1));
        storage.write(BASE + 2 * SIZE - B + 8, "b".getBytes(StandardCharsets.US_ASCII));
        assertLayout(1, range(0));
    }
}
