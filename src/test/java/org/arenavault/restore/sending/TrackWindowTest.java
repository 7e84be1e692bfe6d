package org.arenavault.restore.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.Keeps;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
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
        AtomicLong alone = new AtomicLong();
        Storage broken = new ReadOnlyStorage() {

            @Override
            public String name() {
                return "broken";
            }

            @Override
            public long size() {
                return 1L << 30;
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                alone.addAndGet(target.remaining() == 1 ? 1 : 0);
                throw new MediumFaultException("unrecovered read error at " + position);
            }

            @Override
            public void close() {
                // nothing to release
            }
        };
        try (TrackWindow window = new TrackWindow(broken, "home-001 track 1")) {
            for (int at = 0; at <= TrackWindow.MOST_FAULTS; at++) {
                assertFault(window, at);
            }
            assertThat(alone).hasValue(TrackWindow.MOST_FAULTS + 1);
            assertFault(window, TrackWindow.MOST_FAULTS);
            assertThat(alone).as("one that is remembered").hasValue(TrackWindow.MOST_FAULTS + 1);
            assertFault(window, 0);
            assertThat(alone).as("the oldest").hasValue(TrackWindow.MOST_FAULTS + 2);
        }
    }

    private static void assertFault(TrackWindow window, int at) {
        assertThatThrownBy(() -> window.read(at, ByteBuffer.allocate(1))).isInstanceOf(MediumFaultException.class)
                .hasMessage("unrecovered read error at " + at);
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
