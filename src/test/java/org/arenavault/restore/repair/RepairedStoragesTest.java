package org.arenavault.restore.repair;

import java.util.BitSet;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.junit.jupiter.api.Nested;

/** What a repair reads through keeps the contract of a storage that is read only. */
class RepairedStoragesTest {

    @Nested
    @Keeps("restore.repair.ReadImage")
    class AnImage extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            return new ReadImage(new MemoryStorage(content), new SilentTerminal());
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("restore.repair.MemberCopies")
    class TwoCopiesThatLackDifferentUnits extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            MemberCopies copies = new MemberCopies("memory", content.length);
            for (int lost = 0; lost < 2; lost++) {
                BitSet units = new BitSet();
                units.set(lost);
                copies.add(new MemoryStorage(content), units);
            }
            return copies;
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }
}
