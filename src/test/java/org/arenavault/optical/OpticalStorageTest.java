package org.arenavault.optical;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Overwritable discs keep the contract of a storage. */
class OpticalStorageTest {

    private abstract static class OnDisc extends StorageContractTest {

        private final MediumFamily family;
        private final int units;

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        private OpticalBench bench;

        OnDisc(MediumFamily family, int units) {
            this.family = family;
            this.units = units;
        }

        @Override
        protected Storage open(byte[] content) throws IOException {
            bench = OpticalBench.with(folder.resolve("recorder"), family,
                    (long) units * OpticalBench.BLOCKS);
            OpticalStorage storage = OpticalStorage.open(bench.open(), Spares.NONE, DriveOptions.FirstRead.PLAIN);
            // formatted without spares a disc holds more than it promised
            storage.write(0, new byte[1]);
            storage.write(0, content);
            return storage;
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }

        @Override
        protected boolean waits() {
            return true;
        }

        @Override
        protected int size() {
            return units * OpticalBench.CLUSTER;
        }

        @Override
        protected void switchOff() throws IOException {
            bench.close();
        }
    }

    @Nested
    @Keeps("optical.OpticalStorage")
    class ABdRe extends OnDisc {

        ABdRe() {
            super(MediumFamily.BD_RE, 7);
        }
    }

    @Nested
    @Keeps("optical.OpticalStorage")
    class ADvdPlusRw extends OnDisc {

        ADvdPlusRw() {
            super(MediumFamily.DVD_PLUS_RW, 6);
        }
    }
}
