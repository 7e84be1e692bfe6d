package org.arenavault.restore.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** A track that is read once for several keeps the contract of a storage. */
@Keeps("restore.sending.TrackWindow")
class TrackWindowTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) throws IOException {
        return new TrackWindow(new MemoryStorage(content), "home-001 track 1");
    }

    /** Of a disc that gives nothing, what is remembered of its faults has an end; the last are not tried again. */
    @Test
    void faultsAreRememberedUpToABound() throws IOException {
        BitSet everywhere = new BitSet();
        everywhere.set(0, TrackWindow.MOST_FAULTS + 1);
        HoledStorage broken = new HoledStorage(new SparseStorage(1L << 30), everywhere, 1);
        try (TrackWindow window = new TrackWindow(broken, "home-001 track 1")) {
            for (int at = 0; at <= TrackWindow.MOST_FAULTS; at++) {
                assertFault(window, at);
            }
            int tried = broken.failures();
            assertFault(window, TrackWindow.MOST_FAULTS);
            assertThat(broken.failures()).as("one that is remembered").isEqualTo(tried);
            assertFault(window, 0);
            assertThat(broken.failures()).as("the oldest").isEqualTo(tried + 1);
        }
    }

    private static void assertFault(TrackWindow window, int at) {
        assertThatThrownBy(() -> window.read(at, ByteBuffer.allocate(1))).isInstanceOf(MediumFaultException.class)
                .hasMessageEndingWith("unit " + at);
    }

    @Override
    protected int size() {
        return 2_500_001;
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }

    @Override
    protected String place(Storage storage) {
        return "home-001 track 1";
    }
}
