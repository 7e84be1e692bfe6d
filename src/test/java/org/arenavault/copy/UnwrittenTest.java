package org.arenavault.copy;

import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** The destination of a read test keeps the contract of a storage, and nothing that it is given. */
@Keeps("copy.Unwritten")
class UnwrittenTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new Unwritten(new MemoryStorage(content));
    }

    @Override
    protected Writing writing() {
        return Writing.DROPPED;
    }

    @Override
    protected String place(Storage storage) {
        return "memory";
    }
}
