package org.arenavault.parity;

import java.util.BitSet;
import org.arenavault.Keeps;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** Bytes with holes keep the contract of a storage as long as there are none. */
@Keeps("parity.HoledStorage")
class HoledStorageTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new HoledStorage(content, new BitSet());
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }
}
