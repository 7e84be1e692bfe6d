package org.arenavault.disk;

import org.arenavault.Keeps;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A file of a FAT file system keeps the contract of a storage. */
@Keeps("disk.FatFile")
class FatFileTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) {
        return new FatFile("disk:9fat/file", content);
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }

    @Override
    protected String place(Storage storage) {
        return "disk:9fat/file";
    }
}
