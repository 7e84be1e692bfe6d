package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import org.arenavault.io.UnitSums;
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
}
