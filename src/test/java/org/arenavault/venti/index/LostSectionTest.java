package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.arenavault.Keeps;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.junit.jupiter.api.Test;

/** A section that cannot be opened is a storage without bytes, and says why. */
@Keeps("venti.index.LostSection")
class LostSectionTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new LostSection("isect1", "isect1: read error at byte 0: Input/output error");
    }

    @Override
    protected int size() {
        return 0;
    }

    @Override
    protected Writing writing() {
        return Writing.KEPT;
    }

    @Override
    protected Class<? extends Throwable> outside() {
        return MediumFaultException.class;
    }

    /** Not even nothing can be had of it. */
    @Test
    @Override
    protected void aReadOfNothingIsNothing() {
        assertThatThrownBy(() -> open(new byte[0]).read(0, 0)).isInstanceOf(MediumFaultException.class)
                .hasMessageContaining("Input/output error");
    }

    /** A server that is gone says nothing of a section; one that refuses it, as where it may not be read, does. */
    @Test
    void onlyWhatAServerRefusesAilsTheSection() throws IOException {
        for (PeerException.Fault fault : PeerException.Fault.values()) {
            LostSection.Attempt attempt = () -> {
                throw new PeerException(fault, "there: " + fault);
            };
            if (fault == PeerException.Fault.REFUSED) {
                assertThat(LostSection.fault(attempt)).contains("there: REFUSED");
            } else {
                assertThatThrownBy(() -> LostSection.fault(attempt)).isInstanceOf(PeerException.class);
            }
        }
    }
}
