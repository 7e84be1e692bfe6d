package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.Test;

/** Metadata blocks: the example of the specification, and everything a hostile one can say. */
class MetaBlockTest {

    private final List<String> problems = new ArrayList<>();

    private MetaBlock decode(byte[] stored) throws CorruptException {
        return MetaBlock.decode(stored, 8192, "here", problems::add);
    }

    /** Begins as the example does, with its record at 0x150. */
    private static byte[] example() {
        byte[] block = new byte[0x1aa];
        byte[] start = HexFormat.of().parseHex("5656fc7a" + "01aa" + "0000" + "0051" + "0001" + "0150" + "005a");
        System.arraycopy(start, 0, block, 0, start.length);
        System.arraycopy(DirectoryRecordTest.FOSSIL, 0, block, 0x150, 0x5a);
        return block;
    }

    private static byte[] with(int at, int value) {
        byte[] block = example();
        ByteBuffer.wrap(block).putShort(at, (short) value);
        return block;
    }

    @Test
    void decodesTheExample() throws CorruptException {
        assertThat(DirectoryRecordTest.FOSSIL).hasSize(0x5a);
        MetaBlock block = decode(example());
        assertThat(block.magic()).isEqualTo(MetaBlock.FOSSIL);
        assertThat(block.records()).containsExactly(ByteBuffer.wrap(DirectoryRecordTest.FOSSIL));
        assertThat(problems).isEmpty();
    }

    @Test
    void zerosAtTheEndMayBeGone() throws CorruptException {
        byte[] last = example();
        last[last.length - 1] = 0;
        assertThat(decode(ZeroTruncation.truncate(BlockType.DATA, last)).records())
                .singleElement().satisfies(record -> assertThat(record.remaining()).isEqualTo(0x5a));
    }

    @Test
    void nothingButZerosIsABlockWithoutRecords() throws CorruptException {
        assertThat(decode(new byte[0]).records()).isEmpty();
        assertThat(decode(new byte[8192]).records()).isEmpty();
    }

    @Test
    void aHeaderThatCannotBeIsRefused() {
        assertThatThrownBy(() -> decode(with(0, 0x1234))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("magic 1234fc7a");
        assertThatThrownBy(() -> decode(with(4, 8193))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(with(4, 0x14f))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(with(8, 0))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(with(8, 0xFFFF))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(with(10, 0x52))).isInstanceOf(CorruptException.class);
    }

    @Test
    void aRecordThatLiesElsewhereIsLeftOutAndNamed() throws CorruptException {
        assertThat(decode(with(12, 0x14f)).records()).isEmpty();
        assertThat(decode(with(12, 0x151)).records()).isEmpty();
        assertThat(decode(with(14, 7)).records()).isEmpty();
        assertThat(decode(with(14, 0xFFFF)).records()).isEmpty();
        assertThat(problems).hasSize(4).allMatch(problem -> problem.startsWith("here: record 0 lies at "));
    }

    @Test
    void whatIsEncodedComesBack() throws CorruptException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<ByteBuffer> records = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                byte[] record = new byte[8 + random.nextInt(200)];
                random.nextBytes(record);
                records.add(ByteBuffer.wrap(record));
            }
            MetaBlock block = new MetaBlock(MetaBlock.VAC, records);
            assertThat(decode(block.encode())).as("seed %d", seed).isEqualTo(block);
        }
    }

    @Test
    void noFlippedBitLeadsOutOfTheBlock() {
        byte[] block = example();
        for (int at = 0; at < 16; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = block.clone();
                flipped[at] ^= (byte) (1 << bit);
                try {
                    decode(flipped).records().forEach(record -> assertThat(record.remaining()).isLessThan(0x1ab));
                } catch (CorruptException e) {
                    assertThat(e).hasMessageStartingWith("here: ");
                }
            }
        }
        assertThat(Arrays.equals(block, example())).isTrue();
    }
}
