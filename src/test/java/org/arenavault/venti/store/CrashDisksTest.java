package org.arenavault.venti.store;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.arenavault.io.Disks;
import org.arenavault.io.DisksContractTest;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.junit.jupiter.api.Nested;

/** Disks that can be left as by a crash keep the contracts of disks and storages as long as they are not. */
class CrashDisksTest {

    private final CrashDisks disks = new CrashDisks();

    private void add(Path path, byte[] content) throws IOException {
        disks.add(path, content.length);
        try (Storage storage = disks.openToWrite(path)) {
            storage.write(0, content);
        }
    }

    @Nested
    @Keeps("venti.store.CrashDisks$CrashFile")
    class AFile extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            add(Path.of("disk"), content);
            return disks.openToWrite(Path.of("disk"));
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("venti.store.CrashDisks")
    class All extends DisksContractTest {

        @Override
        protected Disks disks() {
            return disks;
        }

        @Override
        protected Path folder() {
            return Path.of("/disks");
        }

        @Override
        protected void put(Path path, byte[] bytes) throws IOException {
            add(path, bytes);
        }

        @Override
        protected byte[] get(Path path) throws IOException {
            try (Storage storage = disks.openToRead(path)) {
                return storage.read(0, (int) storage.size());
            }
        }

        @Override
        protected boolean exists(Path path) {
            return disks.has(path);
        }
    }
}
