package org.arenavault.venti;

import java.util.List;
import org.arenavault.Keeps;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;
import org.junit.jupiter.api.Nested;

/** Blocks on the heap keep the contracts of those in a venti. */
class MemoryBlocksTest {

    @Nested
    @Keeps("venti.MemoryBlocks")
    class ToBeRead extends BlockSourceContractTest {

        @Override
        protected BlockSource open(List<Block> blocks) {
            MemoryBlocks memory = new MemoryBlocks();
            blocks.forEach(block -> memory.put(block.type(), block.bytes()));
            return memory;
        }
    }

    @Nested
    @Keeps("venti.MemoryStore")
    class ToBeWritten extends BlockStoreContractTest {

        @Override
        protected BlockStore open() {
            return new MemoryStore();
        }
    }
}
