package org.arenavault.restore.sending;

import java.io.IOException;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A track that is read once for several keeps the contract of a storage. */
@Keeps("restore.sending.TrackWindow")
class TrackWindowTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) throws IOException {
        return new TrackWindow(new MemoryStorage(content), "home-001 track 1");
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
