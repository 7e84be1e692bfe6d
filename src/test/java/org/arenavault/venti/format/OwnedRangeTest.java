package org.arenavault.venti.format;

import java.io.IOException;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** A range that closes its file with itself keeps the contract of a storage. */
@Keeps("venti.format.OwnedRange")
class OwnedRangeTest extends StorageContractTest {

    @Override
    protected Storage open(byte[] content) throws IOException {
        MemoryStorage whole = new MemoryStorage(content.length + 2000);
        whole.write(777, content);
        return new OwnedRange(whole, whole.slice(777, 777L + content.length), "memory:777");
    }

    @Override
    protected Writing writing() {
        return Writing.KEPT;
    }

    @Override
    protected String place(Storage storage) {
        return "memory";
    }
}
