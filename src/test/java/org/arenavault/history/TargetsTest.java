package org.arenavault.history;

import java.io.IOException;
import java.util.List;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** What takes a history gives its blocks back as any source of blocks does. */
class TargetsTest {

    private abstract static class ATarget extends BlockSourceContractTest {

        abstract HistoryTarget target() throws IOException;

        @Override
        protected BlockSource open(List<Block> blocks) throws IOException {
            HistoryTarget target = target();
            for (Block block : blocks) {
                target.put(block.type(), block.bytes());
            }
            target.sync();
            return target;
        }
    }

    @Nested
    @Keeps("history.MemoryTarget")
    class Memory extends ATarget {

        @Override
        HistoryTarget target() {
            return new MemoryTarget();
        }
    }

    @Nested
    @Keeps("history.VentiTarget")
    class APartition extends ATarget {

        @Override
        HistoryTarget target() {
            return VentiTarget.of(new MemoryStore());
        }
    }

    @Nested
    @Keeps("history.VentiTarget")
    class AServer extends ATarget {

        private final SystemClock clock = new SystemClock();
        private VentiServer server;
        private VentiClient client;

        @Override
        HistoryTarget target() throws IOException {
            server = VentiServer.writable(new MemoryStore(), new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, clock);
            client = VentiClient.connect(server.address(), ClientOptions.DEFAULT, clock);
            return VentiTarget.of(client);
        }

        @AfterEach
        void stop() throws IOException {
            client.close();
            server.close();
        }
    }
}
