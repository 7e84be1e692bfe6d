package org.arenavault.bench;

import java.util.Arrays;
import org.arenavault.Keeps;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** Bytes that are repeated keep the contract of a storage. */
@Keeps("bench.RepeatedStorage")
class RepeatedStorageTest extends StorageContractTest {

    private static final int UNIT = 1000;

    @Override
    protected Storage open(byte[] content) {
        return new RepeatedStorage(Arrays.copyOf(content, UNIT), content.length);
    }

    @Override
    protected byte[] shown(byte[] content) {
        for (int i = UNIT; i < content.length; i++) {
            content[i] = content[i - UNIT];
        }
        return content;
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }
}
