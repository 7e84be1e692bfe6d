package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** Messages against the byte vectors of the specification, and everything that is none. */
class MessageCodecTest {

    private static final String HELLO_SCORE = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d";

    private static String encode(int tag, Message message, WireVersion version) {
        return HexFormat.of().formatHex(EncodedMessage.of(new Message.Tagged(tag, message), version).array());
    }

    private static Message.Tagged decode(String hex) throws CorruptException {
        return MessageCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private static Score score() {
        return Score.of(HexFormat.of().parseHex(HELLO_SCORE));
    }

    @Test
    void vectorsOfTheSpecification() {
        byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
        assertThat(encode(0, new Message.Hello("04", "anonymous"), WireVersion.V04))
                .isEqualTo("00000014" + "0400" + "00023034" + "0009616e6f6e796d6f7573" + "000000");
        assertThat(encode(0, new Message.Hello("02", "anonymous"), WireVersion.V02))
                .isEqualTo("0014" + "0400" + "00023032" + "0009616e6f6e796d6f7573" + "000000");
        assertThat(encode(0, new Message.Welcome("anonymous"), WireVersion.V04))
                .isEqualTo("0000000f" + "0500" + "0009616e6f6e796d6f7573" + "0000");
        assertThat(encode(1, new Message.Write(13, hello), WireVersion.V04))
                .isEqualTo("0000000b" + "0e01" + "0d" + "000000" + "68656c6c6f");
        assertThat(encode(1, new Message.Written(score()), WireVersion.V04))
                .isEqualTo("00000016" + "0f01" + HELLO_SCORE);
        assertThat(encode(2, new Message.Read(score(), 13, 8192), WireVersion.V04))
                .isEqualTo("0000001a" + "0c02" + HELLO_SCORE + "0d00" + "2000");
        assertThat(encode(3, new Message.Sync(), WireVersion.V04)).isEqualTo("00000002" + "1003");
        assertThat(encode(7, new Message.Refusal("unknown request"), WireVersion.V04))
                .isEqualTo("00000013" + "0107" + "000f756e6b6e6f776e2072657175657374");
    }

    @Test
    void aCountTakesFourBytesWhereTwoDoNotSuffice() throws CorruptException {
        assertThat(encode(2, new Message.Read(score(), 13, 65536), WireVersion.V04)).endsWith("0d00" + "00010000");
        assertThat(decode("0c02" + HELLO_SCORE + "0d00" + "00010000").message())
                .isEqualTo(new Message.Read(score(), 13, 65536));
        assertThat(decode("0c02" + HELLO_SCORE + "0d00" + "ffffffff").message())
                .isEqualTo(new Message.Read(score(), 13, 0xFFFF_FFFFL));
    }

    @Test
    void whatIsEncodedComesBack() throws CorruptException {
        for (Message message : List.of(new Message.Refusal("no"), new Message.Ping(), new Message.Pong(),
                new Message.Hello("04", ""), new Message.Welcome("me"), new Message.Goodbye(),
                new Message.Read(score(), 2, 0), new Message.Written(score()), new Message.Sync(),
                new Message.Synced())) {
            for (WireVersion version : WireVersion.values()) {
                ByteBuffer bytes = EncodedMessage.of(new Message.Tagged(255, message), version);
                assertThat(MessageCodec.decode(bytes.position(version.lengthSize())))
                        .isEqualTo(new Message.Tagged(255, message));
            }
        }
        assertThat(((Message.Block) decode("0d05 010203").message()).data()).containsExactly(1, 2, 3);
        assertThat(((Message.Write) decode("0e05 0d 000000 0102").message()).data()).containsExactly(1, 2);
    }

    @Test
    void cryptoAndCodecOfAHelloArePassedOver() throws CorruptException {
        assertThat(decode("0400 0002 3034 0000 05 02 aabb 01 cc").message()).isEqualTo(new Message.Hello("04", ""));
    }

    @Test
    void whatIsMissingOrLeftOverIsRefused() {
        for (String message : List.of("0107 0003 616263", "0400 0002 3034 0002 6162 00 01aa 00", "0500 0001 61 0000",
                "0c02" + HELLO_SCORE + "0d00" + "2000", "0f01" + HELLO_SCORE, "0200", "1003", "0600")) {
            String hex = message.replace(" ", "");
            for (int length = 0; length < hex.length(); length += 2) {
                String torn = hex.substring(0, length);
                assertThatThrownBy(() -> decode(torn)).as(torn).isInstanceOf(CorruptException.class);
            }
            assertThatThrownBy(() -> decode(hex + "00")).as(hex).isInstanceOf(CorruptException.class);
        }
        assertThatThrownBy(() -> decode("0e01 0d 0000")).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode("0c02" + HELLO_SCORE + "0d00" + "002000"))
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void unknownTypesAndBadStringsAreRefused() {
        for (String message : List.of("0001", "0701", "0801", "1201", "ff00")) {
            assertThatThrownBy(() -> decode(message)).isInstanceOf(CorruptException.class)
                    .hasMessageContaining("which the protocol has not");
        }
        assertThatThrownBy(() -> decode("0107 0401" + "61".repeat(1025))).hasMessageContaining("string of 1025");
        assertThatThrownBy(() -> decode("0107 0002 6100")).hasMessageContaining("NUL");
    }

    @Test
    void aRefusalThatIsTooLongIsCut() throws CorruptException {
        ByteBuffer bytes = EncodedMessage.of(new Message.Tagged(1, new Message.Refusal("x".repeat(5000))),
                WireVersion.V02);
        assertThat(((Message.Refusal) MessageCodec.decode(bytes.position(2)).message()).text()).hasSize(1024);
    }

    @Test
    void framesAreCutAnyhowTheyArrive() throws CorruptException {
        byte[] block = new byte[57344];
        Arrays.fill(block, (byte) 7);
        List<Message.Tagged> sent = List.of(new Message.Tagged(1, new Message.Ping()),
                new Message.Tagged(2, new Message.Block(block)), new Message.Tagged(3, new Message.Synced()));
        for (WireVersion version : WireVersion.values()) {
            byte[] stream = sent.stream().map(m -> EncodedMessage.of(m, version).array())
                    .reduce(new byte[0], MessageCodecTest::concat);
            for (int step : new int[] {1, 2, 3, 7, 1000, 70_000, 200_000}) {
                assertThat(cut(stream, version, step)).containsExactly(1, 2, 3);
            }
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Tags of the messages that come out when so many bytes go in at a time. */
    private static List<Integer> cut(byte[] stream, WireVersion version, int step) throws CorruptException {
        FrameBuffer frames = new FrameBuffer(version, 16 << 20);
        List<Integer> tags = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            ByteBuffer room = frames.room();
            int count = Math.min(Math.min(step, room.remaining()), stream.length - at);
            room.put(stream, at, count);
            frames.added(count);
            at += count;
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                tags.add(frame.get().body().get(1) & 0xFF);
            }
        }
        assertThat(frames.isWithinMessage()).isFalse();
        return tags;
    }

    @Test
    void ofAMessageThatIsTooLongTheBeginningIsKept() throws CorruptException {
        byte[] big = EncodedMessage.of(new Message.Tagged(9, new Message.Write(13, new byte[300_000])),
                WireVersion.V04).array();
        byte[] ping = EncodedMessage.of(new Message.Tagged(10, new Message.Ping()), WireVersion.V04).array();
        for (int step : new int[] {1, 999, 65_601, 1_000_000}) {
            assertThat(cut(concat(concat(ping, big), ping), WireVersion.V04, step)).containsExactly(10, 9, 10);
        }
    }

    @Test
    void aLengthThatCannotBeIsRefused() {
        for (String length : List.of("00000000", "00000001", "01000001", "ffffffff")) {
            FrameBuffer frames = new FrameBuffer(WireVersion.V04, 16 << 20);
            frames.room().put(HexFormat.of().parseHex(length));
            frames.added(4);
            assertThatThrownBy(frames::next).as(length).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void versionsAreChosenFromTheOthersList() throws Exception {
        assertThat(new String(WireVersion.announce(WireVersion.ALL), StandardCharsets.US_ASCII))
                .isEqualTo("venti-04:02-arenavault\n");
        assertThat(WireVersion.parse("venti-04:02-libventi", "p")).containsExactly(WireVersion.V04, WireVersion.V02);
        assertThat(WireVersion.parse("venti-02:03:04", "p")).containsExactly(WireVersion.V02, WireVersion.V04);
        assertThat(WireVersion.parse("venti-03-x", "p")).isEmpty();
        for (String line : List.of("", "venti", "HTTP/1.0 400 Bad Request", "venti-04\t-x", "venti-04-\u0080",
                "venti-04-" + "x".repeat(1020))) {
            assertThatThrownBy(() -> WireVersion.parse(line, "p")).hasMessageStartingWith("p: is no venti");
        }
        assertThat(WireVersion.choose(List.of(WireVersion.V02, WireVersion.V04), WireVersion.ALL))
                .contains(WireVersion.V02);
    }
}
