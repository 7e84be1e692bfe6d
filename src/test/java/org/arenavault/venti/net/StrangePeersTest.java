package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against peers that are no ventis, that lie, keep silent, or answer as they please. */
@Timeout(60)
class StrangePeersTest extends ClientFixture {

    @Test
    void nobodyListensThere() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> connect(new Dial("127.0.0.1", port), QUICK))
                .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.UNREACHABLE))
                .hasMessageStartingWith("tcp!127.0.0.1!" + port + ": ");
        assertThatThrownBy(() -> connect(new Dial("no.such.host.invalid", 1), QUICK))
                .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.UNREACHABLE));
    }

    private static void cannotConnect(PeerException.Fault fault, ScriptedPeer.Script script) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(script)) {
            assertThatThrownBy(() -> connect(peer.dial(), QUICK).close())
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(fault));
        }
    }

    @Test
    void whoeverIsNoVentiIsToldApart() throws IOException {
        cannotConnect(PeerException.Fault.UNREACHABLE, connection -> { });
        cannotConnect(PeerException.Fault.SILENT, ScriptedPeer.Connection::silence);
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> c.raw("HTTP/1.0 400 Bad Request\r\n\r\n"));
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> c.raw("x".repeat(5000)));
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> c.raw("venti-03:05-x\n"));
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> c.raw("venti-04-\u001b[2J\n"));
        cannotConnect(PeerException.Fault.SILENT, c -> {
            c.raw("venti-04-");
            c.silence();
        });
        cannotConnect(PeerException.Fault.SILENT, c -> {
            c.raw("venti-04:02-x\n");
            c.silence();
        });
        for (Message reply : List.of(new Message.Synced(), new Message.Block(new byte[9]), new Message.Pong())) {
            cannotConnect(PeerException.Fault.MISBEHAVED, c -> {
                c.raw("venti-04:02-x\n");
                c.readLine();
                c.readMessage();
                c.send(0, reply);
            });
        }
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> {
            c.raw("venti-04:02-x\n");
            c.send(1, new Message.Welcome("x"));
            c.silence();
        });
        cannotConnect(PeerException.Fault.REFUSED, c -> {
            c.raw("venti-04:02-x\n");
            c.readLine();
            c.readMessage();
            c.send(0, new Message.Refusal("go away\nnow"));
        });
        cannotConnect(PeerException.Fault.MISBEHAVED, c -> {
            c.raw("venti-04-x\n\u00ff\u00ff\u00ff\u00ff");
            c.silence();
        });
    }

    @Test
    void listsInDifferentOrdersAreSettledByASecondConnection() throws IOException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.raw("venti-02:04-odd\n");
            lines.add(connection.readLine());
            connection.readMessage();
            connection.send(0, new Message.Welcome("x"));
            connection.serve(new RequestHandler(store));
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            client.ping();
        }
        assertThat(lines).containsExactly("venti-04:02-arenavault", "venti-04-arenavault");
    }

    @FunctionalInterface
    private interface Answer {
        void send(ScriptedPeer.Connection connection, int tag) throws IOException;
    }

    /** What a client makes of a server that answers so when asked for a block. */
    private static void misbehaves(PeerException.Fault fault, Answer answer) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            answer.send(connection, connection.readMessage().tag());
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> client.read(score(noise(1, 50)), BlockType.DATA))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(fault));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private static void leave() throws IOException {
        throw new IOException("the server leaves");
    }

    @Test
    void whateverAServerSendsItEndsInTime() throws IOException {
        byte[] block = noise(1, 50);
        misbehaves(PeerException.Fault.SILENT, (c, tag) -> { });
        misbehaves(PeerException.Fault.UNREACHABLE, (c, tag) -> leave());
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.send(tag + 1, new Message.Block(block)));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.send(0, new Message.Block(block)));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.send(tag, new Message.Synced()));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.send(tag, new Message.Read(Score.ZERO, 13, 1)));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.send(tag, new Message.Block(new byte[100_000])));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.raw(new byte[4]));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.raw(new byte[] {(byte) 0xFF, 0, 0, 0}));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.raw(new byte[] {0, 0, 0, 2, 99, 1}));
        misbehaves(PeerException.Fault.MISBEHAVED, (c, tag) -> c.raw(noise(4, 10_000)));
        misbehaves(PeerException.Fault.REFUSED, (c, tag) -> c.send(tag, new Message.Refusal("x\u0007\n")));
        misbehaves(PeerException.Fault.UNREACHABLE, (c, tag) -> {
            c.raw(new byte[] {0, 0, 1, 0, 13, 1, 5, 6});
            leave();
        });
        misbehaves(PeerException.Fault.SILENT, (c, tag) -> {
            // a long message that comes byte by byte is no answer
            c.raw(new byte[] {0, 0, (byte) 0xE0, 0, 13, 1});
            for (int i = 0; i < 5000; i++) {
                c.raw(new byte[1]);
                sleep(5);
            }
        });
    }

    @Test
    void anAnswerGivenTwiceIsTold() throws IOException {
        byte[] block = noise(1, 50);
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            int tag = connection.readMessage().tag();
            connection.send(tag, new Message.Block(block));
            connection.send(tag, new Message.Block(block));
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThat(client.read(score(block), BlockType.DATA)).isPresent();
            assertThatThrownBy(() -> {
                client.ping();
                client.ping();
            }).satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.MISBEHAVED));
        }
    }

    @Test
    void aServerThatNeverReadsIsNotWaitedForForever() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            sleep(20_000);
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 10_000; i++) {
                    CompletableFuture<Score> unused = client.writeLater(BlockType.DATA, noise(i, 57344));
                }
                client.drain();
            }).satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.SILENT));
        }
    }

    @Test
    void answersMayComeInAnyOrder() throws Exception {
        int count = 30;
        for (int i = 0; i < count; i++) {
            store.write(BlockType.DATA, noise(i, 50));
        }
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            List<Message.Tagged> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                requests.add(connection.readMessage());
            }
            Collections.shuffle(requests, new Random(1));
            for (Message.Tagged request : requests) {
                connection.send(request.tag(), new RequestHandler(store).answer(request.message()).orElseThrow());
            }
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            List<CompletableFuture<ReadResult>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                results.add(client.fetchLater(score(noise(i, 50)), BlockType.DATA));
            }
            for (int i = 0; i < count; i++) {
                assertThat(((ReadResult.Found) results.get(i).get()).data()).isEqualTo(noise(i, 50));
            }
        }
    }

    @Test
    void aBlockThatIsNotWhatItsScoreSaysIsNeverHandedOut() throws IOException {
        byte[] block = noise(1, 50);
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.send(connection.readMessage().tag(), new Message.Block(noise(2, 50)));
            connection.send(connection.readMessage().tag(), new Message.Block(new byte[0]));
            connection.send(connection.readMessage().tag(), new Message.Refusal("clump is marked corrupt"));
            connection.send(connection.readMessage().tag(), new Message.Block(block));
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThat(client.fetch(score(block), BlockType.DATA)).isInstanceOf(ReadResult.Unsound.class);
            assertThat(client.read(score(block), BlockType.DATA)).isEmpty();
            assertThat(((ReadResult.Unsound) client.fetch(score(block), BlockType.DATA)).why())
                    .contains("says that block " + score(block) + " is corrupt");
            assertThat(client.read(score(block), BlockType.DATA)).hasValue(block);
        }
    }

    @Test
    void aWriteThatIsAnsweredWithAnotherScoreEndsEverything() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.send(connection.readMessage().tag(), new Message.Written(score(noise(2, 50))));
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            assertThatThrownBy(() -> client.write(BlockType.DATA, noise(1, 50)))
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.MISBEHAVED));
            assertThatThrownBy(client::sync).isInstanceOf(PeerException.class);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBlockThatWasTakenAndIsRefusedWhenItIsGivenAgainEndsEverything() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.serve(new RequestHandler(store), 1);
        }, connection -> {
            connection.welcome();
            connection.send(connection.readMessage().tag(), new Message.Refusal("no space left in arenas"));
            connection.silence();
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            client.write(BlockType.DATA, noise(1, 50));
            assertThatThrownBy(client::sync)
                    .satisfies(e -> assertThat(faultOf(e)).isEqualTo(PeerException.Fault.FULL));
        }
    }

    @Test
    void aProbeThatIsNotAnsweredClearlyIsFollowedByARead() throws IOException {
        byte[] block = noise(1, 50);
        for (Message unclear : List.of(new Message.Block(new byte[0]), new Message.Block(block),
                new Message.Refusal("what?"))) {
            try (ScriptedPeer peer = new ScriptedPeer(connection -> {
                connection.welcome();
                Message.Tagged probe = connection.readMessage();
                assertThat(((Message.Read) probe.message()).count()).isZero();
                connection.send(probe.tag(), unclear);
                connection.send(connection.readMessage().tag(), new Message.Block(block));
                connection.silence();
            }); VentiClient client = connect(peer.dial(), QUICK)) {
                assertThat(client.contains(score(block), BlockType.DATA)).isTrue();
            }
        }
    }

    @Test
    void anUnknownPingIsASignOfLife() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(connection -> {
            connection.welcome();
            connection.send(connection.readMessage().tag(), new Message.Refusal("unknown request"));
            connection.send(connection.readMessage().tag(), new Message.Pong());
            connection.send(connection.readMessage().tag(), new Message.Refusal("something else"));
        }); VentiClient client = connect(peer.dial(), QUICK)) {
            client.ping();
            client.ping();
            assertThatThrownBy(client::ping).isInstanceOf(PeerException.class);
        }
    }
}
