package org.arenavault.mirror;

import org.arenavault.Keeps;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;

/** A store that can die keeps the contract of a store as long as it does not. */
@Keeps("mirror.MortalStore")
class MortalStoreTest extends BlockStoreContractTest {

    @Override
    protected BlockStore open() {
        return new MortalStore();
    }
}
