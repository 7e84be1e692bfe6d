package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arenavault.io.Dial;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server, asked by hand: it answers as the real one does, and nobody can make it wait or swell. */
@Timeout(60)
class VentiServerTest {

    private static final byte[] BLOCK = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final Score SCORE = Score.ofBlock(ByteBuffer.wrap(BLOCK));
    private static final ServerOptions QUICK =
            new ServerOptions(4, Duration.ofMillis(500), Duration.ofMillis(300));

    private final MemoryStore store = new MemoryStore();
    private VentiServer server;

    @BeforeEach
    void start() throws IOException {
        server = VentiServer.writable(store, new Dial("127.0.0.1", 0), QUICK, new SystemClock());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** A client by hand. */
    private final class Hand implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final WireVersion version;

        Hand(String greeting, WireVersion version) throws IOException {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port());
            this.socket.setSoTimeout(5000);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
            this.version = version;
            assertThat(readLine()).isEqualTo("venti-04:02-arenavault");
            raw(greeting.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Greeted and welcomed. */
        Hand() throws IOException {
            this("venti-04:02-hand\n", WireVersion.V04);
            assertThat(ask(0, new Message.Hello("04", "glenda"))).isEqualTo(new Message.Welcome("glenda"));
        }

        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
            return line.toString();
        }

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        void send(int tag, Message message) throws IOException {
            raw(EncodedMessage.of(new Message.Tagged(tag, message), version).array());
        }

        Message.Tagged receive() throws IOException {
            byte[] body = new byte[version == WireVersion.V04 ? in.readInt() : in.readUnsignedShort()];
            in.readFully(body);
            return MessageCodec.decode(ByteBuffer.wrap(body));
        }

        Message ask(int tag, Message message) throws IOException {
            send(tag, message);
            Message.Tagged answer = receive();
            assertThat(answer.tag()).isEqualTo(tag);
            return answer.message();
        }

        Message ask(Message message) throws IOException {
            return ask(5, message);
        }

        byte[] askForBlock(Message message) throws IOException {
            return ((Message.Block) ask(message)).data();
        }

        boolean isClosed() throws IOException {
            try {
                in.readUnsignedByte();
                return false;
            } catch (EOFException | SocketException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Message.Refusal refusal(String text) {
        return new Message.Refusal(text);
    }

    @Test
    void answersAsTheRealServerDoes() throws IOException {
        store.write(BlockType.DATA, BLOCK);
        Score none = Score.parse("1".repeat(40));
        try (Hand hand = new Hand()) {
            assertThat(hand.askForBlock(new Message.Read(SCORE, 13, 8192))).isEqualTo(BLOCK);
            assertThat(hand.askForBlock(new Message.Read(SCORE, 13, 5))).isEqualTo(BLOCK);
            assertThat(hand.askForBlock(new Message.Read(SCORE, 13, 1 << 20))).isEqualTo(BLOCK);
            assertThat(hand.ask(new Message.Read(SCORE, 13, 4)))
                    .isEqualTo(refusal("read too small: asked for 4 need at least 5"));
            assertThat(hand.ask(new Message.Read(SCORE, 13, 0)))
                    .isEqualTo(refusal("read too small: asked for 0 need at least 5"));
            assertThat(hand.ask(new Message.Read(none, 13, 9)))
                    .isEqualTo(refusal("no block with score " + none + "/0 exists"));
            assertThat(hand.ask(new Message.Read(SCORE, 4, 9)))
                    .isEqualTo(refusal("no block with score " + SCORE + "/10 exists"));
            assertThat(hand.ask(new Message.Read(SCORE, 99, 9)))
                    .isEqualTo(refusal("no block with score " + SCORE + "/255 exists"));
            assertThat(hand.askForBlock(new Message.Read(Score.ZERO, 13, 9))).isEmpty();
            assertThat(hand.askForBlock(new Message.Read(Score.NONE, 1, 0))).isEmpty();
            assertThat(hand.ask(new Message.Write(13, new byte[0]))).isEqualTo(new Message.Written(Score.ZERO));
            assertThat(hand.ask(new Message.Write(2, BLOCK))).isEqualTo(new Message.Written(SCORE));
            assertThat(hand.ask(new Message.Sync())).isEqualTo(new Message.Synced());
            assertThat(hand.ask(new Message.Ping())).isEqualTo(new Message.Pong());
            assertThat(hand.ask(new Message.Hello("04", "x"))).isEqualTo(refusal("unknown request"));
        }
        assertThat(store.syncs()).isEqualTo(1);
        assertThat(store.blocks().count()).isEqualTo(2);
    }

    @Test
    void aBlockOfAnIllegalTypeIsRefusedAndNotLost() throws IOException {
        try (Hand hand = new Hand()) {
            for (int type : new int[] {0, 10, 11, 12, 14, 255}) {
                assertThat(hand.ask(new Message.Write(type, BLOCK))).isEqualTo(refusal("illegal block type " + type));
            }
        }
        assertThat(store.blocks().count()).isZero();
    }

    @Test
    void whatIsTooLongIsRefusedAndTheConnectionGoesOn() throws IOException {
        byte[] longest = new byte[57344];
        new Random(1).nextBytes(longest);
        try (Hand hand = new Hand()) {
            assertThat(hand.ask(new Message.Write(13, longest))).isInstanceOf(Message.Written.class);
            for (int length : new int[] {57345, 65536, 1 << 20, 16 << 20}) {
                assertThat(hand.ask(new Message.Write(13, new byte[length]))).isEqualTo(refusal("lump too large"));
            }
            assertThat(hand.ask(new Message.Ping())).isEqualTo(new Message.Pong());
            hand.raw(new byte[] {0x7F, 0, 0, 0});
            assertThat(hand.isClosed()).isTrue();
        }
    }

    @Test
    void whatIsNoRequestIsPassedOverInSilence() throws IOException {
        try (Hand hand = new Hand()) {
            hand.raw(new byte[] {0, 0, 0, 2, 8, 1});
            hand.raw(new byte[] {0, 0, 0, 2, 99, 1});
            hand.raw(new byte[] {0, 0, 0, 3, 16, 1, 0});
            hand.raw(new byte[] {0, 0, 0, 6, 12, 1, 1, 2, 3, 4});
            hand.send(1, new Message.Synced());
            hand.send(2, new Message.Written(SCORE));
            assertThat(hand.ask(7, new Message.Ping())).isEqualTo(new Message.Pong());
        }
    }

    @Test
    void requestsInOnePieceAreAnsweredInTheirOrder() throws IOException {
        try (Hand hand = new Hand()) {
            for (int tag = 0; tag < 256; tag++) {
                hand.send(tag, new Message.Write(13, new byte[] {(byte) tag}));
            }
            for (int tag = 0; tag < 256; tag++) {
                assertThat(hand.receive().tag()).isEqualTo(tag);
            }
        }
        assertThat(store.blocks().count()).isEqualTo(256);
    }

    @Test
    void everyLegalBeginningLeadsToAConnection() throws IOException {
        for (String greeting : List.of("venti-04-x\n", "venti-04:02-x\n", "venti-04\n", "venti-04:03:02\n")) {
            try (Hand hand = new Hand(greeting, WireVersion.V04)) {
                assertThat(hand.ask(0, new Message.Hello("04", ""))).isEqualTo(new Message.Welcome(""));
            }
        }
        for (String greeting : List.of("venti-02-x\n", "venti-02:04-x\n")) {
            try (Hand hand = new Hand(greeting, WireVersion.V02)) {
                assertThat(hand.ask(0, new Message.Hello("02", "a"))).isEqualTo(new Message.Welcome("a"));
                assertThat(hand.ask(new Message.Write(13, BLOCK))).isEqualTo(new Message.Written(SCORE));
                assertThat(hand.askForBlock(new Message.Read(SCORE, 13, 1 << 20))).isEqualTo(BLOCK);
            }
        }
    }

    @Test
    void everyOtherBeginningEndsIt() throws IOException {
        for (String greeting : List.of("venti-03-x\n", "GET / HTTP/1.0\n", "\n", "x".repeat(1100),
                "venti-04-\u0001\n")) {
            try (Hand hand = new Hand(greeting, WireVersion.V04)) {
                assertThat(hand.isClosed()).as(greeting).isTrue();
            }
        }
        List<Message.Tagged> firsts = new ArrayList<>(List.of(new Message.Tagged(0, new Message.Ping()),
                new Message.Tagged(1, new Message.Hello("04", "x")),
                new Message.Tagged(0, new Message.Hello("02", "x")), new Message.Tagged(0, new Message.Goodbye())));
        for (Message.Tagged first : firsts) {
            try (Hand hand = new Hand("venti-04-x\n", WireVersion.V04)) {
                hand.send(first.tag(), first.message());
                assertThat(hand.isClosed()).as(first.toString()).isTrue();
            }
        }
        try (Hand hand = new Hand("venti-04-x\n", WireVersion.V04)) {
            hand.raw(new byte[] {0, 0, 4, 12, 4, 0, 0, 2, '0', '4', 4, 1});
            hand.raw(new byte[1032]);
            assertThat(hand.isClosed()).isTrue();
        }
    }

    @Test
    void aGoodbyeIsNotAnswered() throws IOException {
        try (Hand hand = new Hand()) {
            hand.send(1, new Message.Goodbye());
            assertThat(hand.isClosed()).isTrue();
        }
    }

    @Test
    void whoeverDawdlesIsCutOff() throws Exception {
        try (Hand silent = new Hand("", WireVersion.V04); Hand greeted = new Hand("venti-04-x\n", WireVersion.V04);
                Hand within = new Hand(); Hand behind = new Hand()) {
            within.raw(new byte[] {0, 0, 0});
            behind.raw(new byte[] {0, 0, 0, 2, 2, 1, 0});
            assertThat(behind.receive().message()).isEqualTo(new Message.Pong());
            assertThat(silent.isClosed()).isTrue();
            assertThat(greeted.isClosed()).isTrue();
            assertThat(within.isClosed()).isTrue();
            assertThat(behind.isClosed()).isTrue();
        }
    }

    @Test
    void aClientThatSendsByteByByteIsCutOffAsWell() throws Exception {
        try (Hand slow = new Hand()) {
            assertThatThrownBy(() -> {
                slow.raw(new byte[] {0, 0, 4, 0});
                for (int i = 0; i < 100; i++) {
                    slow.raw(new byte[1]);
                    Thread.sleep(50);
                }
            }).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aClientThatDoesNotTakeItsAnswersIsCutOff() throws Exception {
        byte[] block = new byte[57344];
        new Random(1).nextBytes(block);
        store.write(BlockType.DATA, block);
        try (Hand greedy = new Hand()) {
            assertThatThrownBy(() -> {
                for (int i = 0; i < 100_000; i++) {
                    greedy.send(i % 250, new Message.Read(Score.ofBlock(ByteBuffer.wrap(block)), 13, 57344));
                }
            }).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aClientMayRestForAsLongAsThereIsRoom() throws Exception {
        try (Hand resting = new Hand()) {
            Thread.sleep(1500);
            assertThat(resting.ask(new Message.Ping())).isEqualTo(new Message.Pong());
        }
    }

    @Test
    void whenThereAreTooManyTheOneThatRestedLongestMakesRoom() throws Exception {
        List<Hand> hands = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                hands.add(new Hand());
            }
            assertThatThrownBy(Hand::new).as("nobody has rested for long").isInstanceOf(IOException.class);
            Thread.sleep(400);
            hands.get(0).ask(new Message.Ping());
            Hand fifth = new Hand();
            assertThat(hands.get(1).isClosed()).isTrue();
            assertThat(hands.get(0).ask(new Message.Ping())).isEqualTo(new Message.Pong());
            fifth.close();
        } finally {
            for (Hand hand : hands) {
                hand.close();
            }
        }
    }

    @Test
    void aSlowSourceIsNotTheClientsFault() throws IOException {
        try (VentiServer slow = VentiServer.readOnly((score, type) -> {
            try {
                Thread.sleep(1200);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return store.read(score, type);
        }, new Dial("127.0.0.1", 0), QUICK, new SystemClock());
                VentiClient client = VentiClient.connect(slow.address(), ClientOptions.DEFAULT, new SystemClock())) {
            assertThat(client.contains(SCORE, BlockType.DATA)).isFalse();
        }
    }

    @Test
    void aSourceThatFailsIsAnErrorAndNotAnAbsence() throws IOException {
        try (VentiServer failing = VentiServer.readOnly((score, type) -> {
            throw new MediumFaultException("disc 3: read error\u0007 at 12");
        }, new Dial("127.0.0.1", 0), QUICK, new SystemClock());
                VentiClient client = VentiClient.connect(failing.address(), ClientOptions.DEFAULT,
                        new SystemClock())) {
            assertThatThrownBy(() -> client.read(SCORE, BlockType.DATA))
                    .hasMessageEndingWith("disc 3: read error? at 12");
            assertThatThrownBy(() -> client.contains(SCORE, BlockType.DATA)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aReadOnlyServerStoresNothing() throws IOException {
        server.close();
        server = VentiServer.readOnly(store, new Dial("127.0.0.1", 0), QUICK, new SystemClock());
        try (Hand hand = new Hand()) {
            assertThat(hand.ask(new Message.Write(13, BLOCK))).isEqualTo(refusal("read only"));
            assertThat(hand.ask(new Message.Write(13, new byte[100_000]))).isEqualTo(refusal("read only"));
            assertThat(hand.ask(new Message.Sync())).isEqualTo(new Message.Synced());
        }
        assertThat(store.blocks().count()).isZero();
        assertThat(store.syncs()).isZero();
    }

    @Test
    void anAddressInUseIsSaid() {
        assertThatThrownBy(() -> VentiServer.readOnly(store, server.address(), QUICK, new SystemClock()))
                .isInstanceOf(OperatorNeededException.class).hasMessageContaining("cannot listen there");
    }

    @Test
    void closingEndsEverything() throws IOException {
        try (Hand hand = new Hand()) {
            server.close();
            assertThat(hand.isClosed()).isTrue();
        }
        assertThatThrownBy(Hand::new).isInstanceOf(IOException.class);
    }
}
