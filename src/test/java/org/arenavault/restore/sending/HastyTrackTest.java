package org.arenavault.restore.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.arenavault.Keeps;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.parity.HoledStorage;
import org.junit.jupiter.api.Test;

/** A track that is read in haste keeps the contract of a storage, and is not asked for all of a burst. */
@Keeps("restore.sending.HastyTrack")
class HastyTrackTest extends StorageContractTest {

    private static final int UNIT = 1 << 16;
    private static final int UNITS = 16_384;

    @Override
    protected Storage open(byte[] content) throws IOException {
        return new HastyTrack(new MemoryStorage(content));
    }

    private static int read(HastyTrack track) throws IOException {
        int sound = 0;
        for (long unit = 0; unit < UNITS; unit++) {
            try {
                track.read(unit * UNIT, ByteBuffer.allocate(UNIT));
                sound++;
            } catch (MediumFaultException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        return sound;
    }

    private static HoledStorage holed(BitSet bad) {
        return new HoledStorage(new SparseStorage((long) UNITS * UNIT), bad, UNIT);
    }

    @Test
    void aBurstOfHalfAGigabyteIsTriedInAFewPlaces() throws IOException {
        BitSet bad = new BitSet();
        bad.set(4_000, 12_000);
        HoledStorage broken = holed(bad);
        try (HastyTrack track = new HastyTrack(broken)) {
            assertThat(read(track)).isBetween(UNITS - 8_000 - 256, UNITS - 8_000);
        }
        assertThat(broken.failures()).isLessThan(40);
    }

    @Test
    void besideFaultsThatStandAloneNothingIsLeftOut() throws IOException {
        BitSet bad = new BitSet();
        for (int unit = 0; unit < UNITS; unit += 2) {
            bad.set(unit);
        }
        try (HastyTrack track = new HastyTrack(holed(bad))) {
            assertThat(read(track)).isEqualTo(UNITS / 2);
        }
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }
}
