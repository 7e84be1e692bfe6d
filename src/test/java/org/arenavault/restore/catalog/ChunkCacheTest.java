package org.arenavault.restore.catalog;

import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A medium that is read in large pieces keeps the contract of a storage. */
@Keeps("restore.catalog.ChunkCache$2")
class ChunkCacheTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new ChunkCache(2).over(new MemoryStorage(content));
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }

    /** More than two pieces. */
    @Override
    protected int size() {
        return 900_001;
    }
}
