package org.arenavault.restore.placing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;

/** An arena under another name keeps the contract of a storage that is read only. */
@Keeps("restore.placing.OtherName$View")
class OtherNameTest extends StorageContractTest {

    private static final int BLOCK = 8192;
    /** Where a head and a tail have the name, and how long its field is (venti-format 3.2, 3.3). */
    private static final int NAME_AT = 8;
    private static final int FIELD = 64;

    @Override
    protected Storage open(byte[] content) {
        return OtherName.view(new MemoryStorage(content), "arena7", BLOCK);
    }

    @Override
    protected Writing writing() {
        return Writing.REFUSED;
    }

    @Override
    protected byte[] shown(byte[] content) {
        byte[] name = Arrays.copyOf("arena7".getBytes(StandardCharsets.ISO_8859_1), FIELD);
        System.arraycopy(name, 0, content, NAME_AT, FIELD);
        System.arraycopy(name, 0, content, content.length - BLOCK + NAME_AT, FIELD);
        return content;
    }
}
