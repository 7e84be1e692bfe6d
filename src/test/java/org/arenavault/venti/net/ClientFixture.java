package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.Score;

/** A client, and whom it talks to. */
abstract class ClientFixture {

    static final ClientOptions QUICK =
            ClientOptions.DEFAULT.withPatience(Duration.ofMillis(400), Duration.ofMillis(1));

    final MemoryStore store = new MemoryStore();

    static VentiClient connect(Dial dial, ClientOptions options) throws IOException {
        return VentiClient.connect(dial, options, new SystemClock());
    }

    VentiServer serve() throws IOException {
        return VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, new SystemClock());
    }

    static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Score score(byte[] block) {
        return Score.ofBlock(ByteBuffer.wrap(block));
    }

    static PeerException.Fault faultOf(Throwable thrown) {
        assertThat(thrown).isInstanceOf(PeerException.class);
        assertThat(thrown.getMessage()).doesNotContain("\n");
        return ((PeerException) thrown).fault();
    }

    static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
