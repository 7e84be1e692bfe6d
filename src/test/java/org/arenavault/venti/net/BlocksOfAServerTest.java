package org.arenavault.venti.net;

import java.io.IOException;
import java.util.List;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.junit.jupiter.api.AfterEach;

/** The blocks of a server keep the contract of a source of blocks. */
@Keeps("venti.net.VentiClient")
class BlocksOfAServerTest extends BlockSourceContractTest {

    private final SystemClock clock = new SystemClock();
    private VentiServer server;

    @Override
    protected BlockSource open(List<Block> blocks) throws IOException {
        MemoryBlocks memory = new MemoryBlocks();
        blocks.forEach(block -> memory.put(block.type(), block.bytes()));
        server = VentiServer.readOnly(memory, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, clock);
        return VentiClient.connect(server.address(), ClientOptions.DEFAULT, clock);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }
}
