package org.arenavault.mirror;

import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A partition of the source keeps the contract of a storage. */
@Keeps("mirror.SourceStorage")
class SourceStorageTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new SourceStorage(new MemoryStorage(content));
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }

    @Override
    protected String place(Storage storage) {
        return "memory";
    }
}
