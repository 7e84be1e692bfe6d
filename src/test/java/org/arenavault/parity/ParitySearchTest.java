package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import org.arenavault.io.UnitSums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parity track that lies somewhere in the image of a disc. */
class ParitySearchTest {

    private static final int UNIT = UnitSums.UNIT;
    /** Units of the disc before the track. */
    private static final int BEFORE = 20;

    /** In what the image begins with, in the first header, in what is read along with it. */
    @ParameterizedTest
    @ValueSource(ints = {0, BEFORE, BEFORE + 13})
    void aUnitThatCannotBeReadHidesNoTrack(int hole) throws IOException {
        ParityBox box = ParityBox.of(new Random(1), 2, 20, 30 * UNIT);
        byte[] disc = new byte[BEFORE * UNIT + box.track().length];
        System.arraycopy(box.track(), 0, disc, BEFORE * UNIT, box.track().length);
        BitSet holes = new BitSet();
        holes.set(hole);
        ParityTrack track = ParitySearch.open(new HoledStorage(disc, holes), ParityBox.WORLD);
        assertThat(track.content().layout()).isEqualTo(box.layout());
        assertThat(track.damagedSums()).isZero();
    }

    private static final int BLOCK = 2048;
    private static final int BLOCKS = UNIT / BLOCK;

    /** A disc with the track somewhere on it, of which blocks cannot be read. */
    private static ParityTrack open(ParityBox box, BitSet blocks) throws IOException {
        byte[] disc = new byte[BEFORE * UNIT + box.track().length + 3 * UNIT];
        System.arraycopy(box.track(), 0, disc, BEFORE * UNIT, box.track().length);
        return ParitySearch.open(new HoledStorage(disc, blocks, BLOCK), ParityBox.WORLD);
    }

    /** Every block of the header, of what is read along with it, of the one at the end: one at a time. */
    @Test
    void noSingleBlockThatCannotBeReadHidesATrack() throws IOException {
        ParityBox box = ParityBox.of(new Random(2), 2, 20, 30 * UNIT);
        int units = (int) box.content().units();
        for (int block = (BEFORE - 1) * BLOCKS; block < (BEFORE + units + 1) * BLOCKS; block++) {
            BitSet holes = new BitSet();
            holes.set(block);
            assertThat(open(box, holes).content().layout()).as("block %d", block).isEqualTo(box.layout());
        }
    }

    /** What stands behind its text in a header is padding: whether it can be read is no matter. */
    @Test
    void aHeaderWhosePaddingCannotBeReadServes() throws IOException {
        ParityBox box = ParityBox.of(new Random(3), 2, 20, 30 * UNIT);
        BitSet holes = new BitSet();
        int header = BEFORE * BLOCKS;
        holes.set(header + BLOCKS - 5, header + BLOCKS);
        // the other header is gone, and so is all between
        holes.set((BEFORE + (int) box.content().units() - 1) * BLOCKS, (BEFORE + (int) box.content().units())
                * BLOCKS);
        assertThat(open(box, holes).content().layout()).isEqualTo(box.layout());
    }

    /** A bad block in every MiB of the disc: none of them hides what stands beside it. */
    @Test
    void aBadBlockInEveryPieceThatIsReadHidesNoTrack() throws IOException {
        ParityBox box = ParityBox.of(new Random(4), 2, 20, 30 * UNIT);
        BitSet holes = new BitSet();
        for (int block = 7; block < (BEFORE + (int) box.content().units()) * BLOCKS; block += 511) {
            holes.set(block);
        }
        holes.clear(BEFORE * BLOCKS, BEFORE * BLOCKS + 2);
        assertThat(open(box, holes).content().layout()).isEqualTo(box.layout());
    }
}
