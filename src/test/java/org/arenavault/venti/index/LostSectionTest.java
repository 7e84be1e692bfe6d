package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenavault.Keeps;
import org.arenavault.io.MediumFaultException;
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
}
