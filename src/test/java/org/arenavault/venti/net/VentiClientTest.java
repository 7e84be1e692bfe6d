package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against our server, and against servers that die and come back. */
@Timeout(60)
class VentiClientTest extends ClientFixture {

    @ParameterizedTest
    @EnumSource(WireVersion.class)
    void blocksGoInAndComeOut(WireVersion version) throws IOException {
        try (VentiServer server = serve();
                VentiClient client = connect(server.address(), ClientOptions.DEFAULT.withOnly(version))) {
            client.ping();
            for (int length : new int[] {1, 300, 8192, 57344}) {
                byte[] block = noise(length, length);
                assertThat(client.contains(score(block), BlockType.DATA)).isFalse();
                assertThat(client.read(score(block), BlockType.DATA)).isEmpty();
                assertThat(client.write(BlockType.DATA, block)).isEqualTo(score(block));
                assertThat(client.contains(score(block), BlockType.DATA)).isTrue();
                assertThat(client.read(score(block), BlockType.DATA)).hasValue(block);
                assertThat(client.fetch(score(block), BlockType.DIRECTORY)).isEqualTo(new ReadResult.Absent());
            }
            client.sync();
            assertThat(store.syncs()).isEqualTo(1);
        }
    }

    @Test
    void theEmptyBlockIsKnownWithoutAsking() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            assertThat(client.read(Score.ZERO, BlockType.DATA)).hasValue(new byte[0]);
            assertThat(client.read(Score.NONE, BlockType.ROOT)).hasValue(new byte[0]);
            assertThat(client.contains(Score.ZERO, BlockType.DATA)).isTrue();
            assertThat(client.write(BlockType.DATA, new byte[0])).isEqualTo(Score.ZERO);
            assertThat(store.blocks().reads()).isZero();
        }
    }

    @Test
    void pointersOfBothTreesAreOneBlock() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            byte[] block = noise(1, 100);
            client.write(BlockType.ofTree(false, 3), block);
            assertThat(client.read(score(block), BlockType.ofTree(true, 3))).hasValue(block);
            assertThat(client.contains(score(block), BlockType.ofTree(true, 2))).isFalse();
        }
    }

    @Test
    void whatAServerWouldLoseIsNotSent() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            assertThatThrownBy(() -> client.write(BlockType.CORRUPT, new byte[] {1}))
                    .isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> client.write(BlockType.DATA, new byte[65536]))
                    .isInstanceOf(RefusedException.class);
            assertThat(client.contains(Score.parse("1".repeat(40)), BlockType.CORRUPT)).isFalse();
            assertThat(client.read(Score.parse("1".repeat(40)), BlockType.CORRUPT)).isEmpty();
            client.sync();
        }
    }

    @Test
    void manyWritesShareTheWindow() throws Exception {
        try (VentiServer server = serve();
                VentiClient client = connect(server.address(), ClientOptions.DEFAULT.withWindow(16))) {
            List<CompletableFuture<Score>> results = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                results.add(client.writeLater(BlockType.DATA, noise(i, 1 + i % 900)));
            }
            client.drain();
            assertThat(results).allMatch(CompletableFuture::isDone);
            for (int i = 0; i < 3000; i++) {
                assertThat(results.get(i).get()).isEqualTo(score(noise(i, 1 + i % 900)));
            }
            assertThat(store.syncs()).isZero();
            client.sync();
            assertThat(store.syncs()).isEqualTo(1);
        }
        assertThat(store.blocks().count()).isEqualTo(3000);
    }

    @Test
    void manyThreadsReadAtOnce() throws IOException {
        for (int i = 0; i < 500; i++) {
            store.write(BlockType.DATA, noise(i, 500));
        }
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), ClientOptions.DEFAULT)) {
            long right = IntStream.range(0, 500).parallel().filter(i -> {
                try {
                    return client.read(score(noise(i, 500)), BlockType.DATA).isPresent();
                } catch (IOException e) {
                    return false;
                }
            }).count();
            assertThat(right).isEqualTo(500);
        }
    }

    @Test
    void tooMuchThatIsNotDurableBringsASync() throws IOException {
        try (VentiServer server = serve();
                VentiClient client = connect(server.address(), QUICK.withMaxUnsynced(20_000).withWindow(4))) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Score> unused = client.writeLater(BlockType.DATA, noise(i, 1000));
            }
            client.drain();
            assertThat(store.syncs()).isBetween(3, 5);
        }
    }

    @Test
    void refusalsAreToldByTheirCause() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            assertThatThrownBy(() -> client.write(BlockType.DATA, new byte[57345]))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.REFUSED))
                    .hasMessageEndingWith("lump too large");
            client.sync();
            store.setRoom(1);
            client.write(BlockType.DATA, noise(1, 10));
            assertThatThrownBy(() -> client.write(BlockType.DATA, noise(2, 10)))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.FULL));
            client.write(BlockType.DATA, noise(1, 10));
            client.sync();
        }
        try (VentiServer server = VentiServer.readOnly(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock()); VentiClient client = connect(server.address(), QUICK)) {
            assertThatThrownBy(() -> client.write(BlockType.DATA, noise(3, 10)))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.READ_ONLY));
            client.sync();
        }
    }

    @Test
    void aRefusedBlockThatNobodyAskedAfterStopsTheNextSync() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            store.setRoom(2);
            List<CompletableFuture<Score>> results = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                results.add(client.writeLater(BlockType.DATA, noise(i, 10)));
            }
            assertThatThrownBy(client::sync).satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.FULL));
            assertThat(results.stream().filter(CompletableFuture::isCompletedExceptionally).count()).isEqualTo(3);
            assertThat(store.syncs()).isZero();
            client.sync();
            assertThat(store.syncs()).isEqualTo(1);
        }
    }

    @Test
    void aSyncThatFailsEndsEverything() throws IOException {
        try (VentiServer server = serve(); VentiClient client = connect(server.address(), QUICK)) {
            client.write(BlockType.DATA, noise(1, 10));
            store.setFailing(true);
            assertThatThrownBy(client::sync)
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.REFUSED))
                    .hasMessageContaining("the disk is gone");
            store.setFailing(false);
            assertThatThrownBy(client::sync).isInstanceOf(PeerException.class);
        }
    }

    /** The server dies after each possible number of answers, and forgets what was not synced. */
    @Test
    void noBlockIsLostWhereverTheServerDies() throws Exception {
        for (int answers = 0; answers <= 25; answers++) {
            MemoryStore fragile = new MemoryStore();
            int dieAfter = answers;
            try (ScriptedPeer peer = new ScriptedPeer(connection -> {
                connection.welcome();
                connection.serve(new RequestHandler(fragile), dieAfter);
                fragile.crash();
            }, connection -> {
                connection.welcome();
                connection.serve(new RequestHandler(fragile));
            }); VentiClient client = connect(peer.dial(), QUICK.withWindow(5))) {
                List<CompletableFuture<Score>> results = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    results.add(client.writeLater(BlockType.DATA, noise(i, 50)));
                    if (i == 9) {
                        client.sync();
                    }
                }
                client.sync();
                for (int i = 0; i < 20; i++) {
                    assertThat(results.get(i).get()).isEqualTo(score(noise(i, 50)));
                    assertThat(fragile.read(score(noise(i, 50)), BlockType.DATA)).as("dies after %d", dieAfter)
                            .isPresent();
                }
                assertThat(peer.connections()).isEqualTo(answers < 22 ? 2 : 1);
            }
        }
    }

    @Test
    void readsAreAskedAgainOnAFreshConnection() throws IOException {
        store.write(BlockType.DATA, noise(1, 50));
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.readMessage();
        }, connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store));
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThat(client.read(score(noise(1, 50)), BlockType.DATA)).isPresent();
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void aSilentConnectionIsReplacedAndTheQuestionAskedAgain() throws IOException {
        store.write(BlockType.DATA, noise(1, 50));
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.silence();
        }, connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store));
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThat(client.read(score(noise(1, 50)), BlockType.DATA)).isPresent();
        }
    }

    @Test
    void aConnectionThatIsClosedWhileNobodyUsesItCostsNothing() throws Exception {
        store.write(BlockType.DATA, noise(1, 50));
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store), 1);
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            for (int i = 1; i <= 10; i++) {
                assertThat(client.read(score(noise(1, 50)), BlockType.DATA)).isPresent();
                Thread.sleep(20);
            }
            assertThat(peer.connections()).isBetween(10, 11);
        }
    }

    @Test
    void aServerThatDoesNotComeBackIsGivenUp() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store), 3);
        }, connection -> { }); VentiClient client = connect(peer.dial(), QUICK)) {
            for (int i = 0; i < 3; i++) {
                client.write(BlockType.DATA, noise(i, 10));
            }
            assertThatThrownBy(() -> client.write(BlockType.DATA, noise(9, 10)))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.UNREACHABLE));
            assertThat(peer.connections()).isEqualTo(QUICK.attempts());
            assertThatThrownBy(client::sync).isInstanceOf(PeerException.class);
            assertThatThrownBy(() -> client.read(score(noise(1, 10)), BlockType.DATA))
                    .isInstanceOf(PeerException.class);
        }
    }

    @Test
    void aServerThatDiesOverAndOverBetweenAnswersIsGivenUp() throws IOException {
        AtomicInteger unsynced = new AtomicInteger();
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store), unsynced.incrementAndGet());
        }); VentiClient client = connect(peer.dial(), QUICK.withWindow(1))) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100; i++) {
                    client.write(BlockType.DATA, noise(i, 10));
                }
            }).satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.MISBEHAVED))
                    .hasMessageContaining("over the same request");
        }
    }

    @Test
    void closingFailsWhatIsUnderWay() throws Exception {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.silence();
        })) {
            VentiClient client = connect(peer.dial(), ClientOptions.DEFAULT);
            CompletableFuture<ReadResult> result = client.fetchLater(score(noise(1, 50)), BlockType.DATA);
            client.close();
            assertThatThrownBy(result::get).isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("closed here");
            assertThatThrownBy(() -> client.read(score(noise(1, 50)), BlockType.DATA))
                    .isInstanceOf(PeerException.class);
            client.close();
        }
    }

    @Test
    void aWaitingThreadCanBeInterrupted() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.silence();
        }); VentiClient client = connect(peer.dial(), ClientOptions.DEFAULT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> client.read(score(noise(1, 50)), BlockType.DATA))
                    .isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void theClientsOwnThreadCannotBeMadeToWaitForItself() throws Exception {
        store.write(BlockType.DATA, noise(1, 50));
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            Message.Tagged request = connection.readMessage();
            sleep(50);
            connection.send(request.tag(), new Message.Block(noise(1, 50)));
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            CompletableFuture<Boolean> chained = client.fetchLater(score(noise(1, 50)), BlockType.DATA)
                    .thenApply(found -> {
                        try {
                            client.ping();
                            return false;
                        } catch (IllegalStateException | IOException e) {
                            return e instanceof IllegalStateException;
                        }
                    });
            assertThat(chained.get()).isTrue();
        }
    }

    @Test
    void theGoodbyeIsSaid() throws Exception {
        CompletableFuture<Message> last = new CompletableFuture<>();
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            last.complete(connection.readMessage().message());
        })) {
            connect(peer.dial(), QUICK).close();
            assertThat(last.get()).isEqualTo(new Message.Goodbye());
        }
        assertThat(new String(WireVersion.announce(List.of(WireVersion.V02)), StandardCharsets.US_ASCII))
                .isEqualTo("venti-02-arenavault\n");
    }
}
