package org.arenavault.restore.mending;

import java.util.BitSet;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A parity track that was copied keeps the contract of a storage as long as all of it is there. */
@Keeps("restore.mending.KeptParity$1")
class KeptParityTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return KeptParity.without(new MemoryStorage(content), new BitSet());
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }
}
