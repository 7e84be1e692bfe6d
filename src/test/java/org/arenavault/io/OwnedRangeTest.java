package org.arenavault.io;

import java.io.IOException;
import org.arenavault.Keeps;

/** A range that closes its file with itself keeps the contract of a storage. */
@Keeps("io.OwnedRange")
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
