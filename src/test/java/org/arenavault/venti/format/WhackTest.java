package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whack against vectors of the stock server (venti-format 13.6) and against itself. */
class WhackTest {

    private static byte[] decode(byte[] packed, int length) throws CorruptException {
        byte[] out = new byte[length];
        new WhackDecoder().decode(packed, 0, packed.length, out, 0, length);
        return out;
    }

    private static int encode(byte[] block, byte[] out) {
        return new WhackEncoder().encode(block, 0, block.length, out);
    }

    @ParameterizedTest
    @CsvSource({
        "61616161, 30c000",
        "6161616161616161, 30f800",
        "414141414141414141 0a 414141414141414141, 20fa0002bd8240",
        "7469636b20746f636b207469636b20746f636b207469636b20746f636b 0a, 3a1a4c66b20746fc04fc812250",
        "76656e746920636166c3a90a76656e746920636166c3a90a76656e7469209020ff2001 20636166c3a90a"
            + "76656e746920636166c3a90a, 3b194dc7469206361660 0d520afc81690103fc4001fcc3a0",
    })
    void decodesWhatTheStockServerWrote(String plain, String packed) throws CorruptException {
        byte[] block = HexFormat.of().parseHex(plain.replace(" ", ""));
        byte[] stream = HexFormat.of().parseHex(packed.replace(" ", ""));

        assertThat(decode(stream, block.length)).isEqualTo(block);
    }

    @Test
    void decodesALongRunOfOneByte() throws CorruptException {
        byte[] expected = new byte[2000];
        Arrays.fill(expected, (byte) 'p');

        assertThat(decode(HexFormat.of().parseHex("387ffce58000"), 2000)).isEqualTo(expected);
    }

    @Test
    void decodesAnElevenBitLiteral() throws CorruptException {
        byte[] text = "abcd".getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder bits = new StringBuilder();
        for (byte b : text) {
            bits.append('0').append(String.format("%8s", Integer.toBinaryString(b)).replace(' ', '0'));
        }
        bits.append("00011010000");
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        byte[] stream = new byte[bits.length() / 8];
        for (int i = 0; i < stream.length; i++) {
            stream[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }

        assertThat(decode(stream, 5)).endsWith((byte) 0x90);
    }

    @Test
    void storesRawWhatDoesNotGetShorter() {
        assertThat(encode("abc".getBytes(StandardCharsets.US_ASCII), new byte[3])).isEqualTo(-1);
        byte[] noise = new byte[8192];
        new Random(1).nextBytes(noise);
        assertThat(encode(noise, new byte[8192])).isEqualTo(-1);
        assertThat(encode(new byte[0], new byte[0])).isEqualTo(-1);
    }

    @Test
    void whatIsEncodedComesBack() throws CorruptException {
        for (int seed = 0; seed < 400; seed++) {
            byte[] block = someText(new Random(seed));
            byte[] packed = new byte[block.length];
            int length = encode(block, packed);
            assertThat(length).as("seed %d", seed).isLessThan(block.length);
            if (length >= 0) {
                assertThat(decode(Arrays.copyOf(packed, length), block.length)).as("seed %d", seed).isEqualTo(block);
            }
        }
    }

    /** Blocks of a venti are the same to the last bit whichever version stored them. */
    @Test
    void whatIsEncodedIsWhatThePlainEncoderWrites() {
        WhackEncoder encoder = new WhackEncoder();
        PlainWhackEncoder plain = new PlainWhackEncoder();
        for (int seed = 0; seed < 150; seed++) {
            byte[] block = someText(new Random(seed));
            int from = seed % 9;
            byte[] packed = new byte[block.length];
            byte[] expected = new byte[block.length];
            int length = encoder.encode(block, from, Math.max(0, block.length - from), packed);
            assertThat(length).as("seed %d", seed)
                    .isEqualTo(plain.encode(block, from, Math.max(0, block.length - from), expected));
            assertThat(Arrays.mismatch(packed, 0, Math.max(0, length), expected, 0, Math.max(0, length)))
                    .as("seed %d", seed).isEqualTo(-1);
        }
    }

    /** Blocks of 1 to 57344 bytes with runs, repeats near and far, and bytes of every kind. */
    private static byte[] someText(Random random) {
        byte[] block = new byte[1 + random.nextInt(ArenaFormat.MAX_LUMP)];
        int at = 0;
        while (at < block.length) {
            int count = Math.min(block.length - at, 1 + random.nextInt(random.nextInt(20) == 0 ? 4000 : 60));
            int kind = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                block[at + i] = switch (kind) {
                    case 0 -> (byte) random.nextInt(256);
                    case 1 -> (byte) ('a' + random.nextInt(26));
                    case 2 -> (byte) 7;
                    default -> at + i > 20000 ? block[at + i - 16384] : at + i > 99 ? block[at + i - 99] : (byte) 'x';
                };
            }
            at += count;
        }
        return block;
    }

    @Test
    void refusesEveryTruncation() {
        byte[] packed = HexFormat.of().parseHex("3a1a4c66b20746fc04fc812250");
        for (int length = 0; length < packed.length - 1; length++) {
            byte[] torn = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> decode(torn, 30)).as("%d bytes", length).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void refusesALengthThatDiffers() {
        byte[] packed = HexFormat.of().parseHex("30c000");
        assertThatThrownBy(() -> decode(packed, 3)).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(packed, 5)).isInstanceOf(CorruptException.class);
    }

    @Test
    void neverLeavesItsBoundsWhateverItIsGiven() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            byte[] out = new byte[300];
            int limit = random.nextInt(200);
            try {
                new WhackDecoder().decode(noise, 0, noise.length, out, 50, limit);
            } catch (CorruptException e) {
                assertThat(e).hasMessageContaining("compressed block");
            }
            for (int i = 0; i < out.length; i++) {
                if (i < 50 || i >= 50 + limit) {
                    assertThat(out[i]).as("seed %d, byte %d", seed, i).isZero();
                }
            }
        }
    }
}
