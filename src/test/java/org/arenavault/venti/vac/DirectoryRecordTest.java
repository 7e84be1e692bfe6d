package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Directory records of all versions, against the examples of the specification. */
class DirectoryRecordTest {

    /** The root of a fossil archive. */
    static final byte[] FOSSIL = HexFormat.of().parseHex("1c4d90720009" + "0004726f6f74" + "00000000" + "00000000"
            + "00000001" + "00000000" + "0000000000000001" + "000361646d" + "000361646d" + "000361646d" + "6b022e3f"
            + "00000003" + "6b022e3f" + "6b022e6e" + "0000816d" + "03" + "0010" + "0000000000000000"
            + "000000000000000c");

    /** A file that vac(1) archived. */
    static final byte[] VAC = HexFormat.of().parseHex("1c4d90720008" + "0005612e747874" + "00000007"
            + "000000000000009f" + "0004726f6f74" + "0004726f6f74" + "0000" + "40c8f600" + "00000000" + "6b022e0e"
            + "40c8f600" + "000001a0");

    private static DirectoryRecord decode(byte[] bytes) throws IOException {
        return DirectoryRecord.decode(ByteBuffer.wrap(bytes), "here");
    }

    @Test
    void decodesWhatFossilWrites() throws IOException {
        DirectoryRecord record = decode(FOSSIL);
        assertThat(record.version()).isEqualTo(9);
        assertThat(record.elem()).hasToString("root");
        assertThat(record.slots().entry()).isZero();
        assertThat(record.slots().mentry()).isEqualTo(1);
        assertThat(record.qid()).isEqualTo(1);
        assertThat(record.owners().uid()).hasToString("adm");
        assertThat(record.times().mcount()).isEqualTo(3);
        assertThat(record.mode()).hasToString("dr-xr-xr-x");
        assertThat(record.qidSpace()).isEqualTo(new QidSpace(0, 12));
        assertThat(record.encode()).isEqualTo(FOSSIL);
    }

    @Test
    void decodesWhatVacWrites() throws IOException {
        DirectoryRecord record = decode(VAC);
        assertThat(record.elem()).hasToString("a.txt");
        assertThat(record.slots().entry()).isEqualTo(7);
        assertThat(record.slots().mentry()).isEqualTo(8);
        assertThat(record.qid()).isEqualTo(159);
        assertThat(record.owners().mid().length()).isZero();
        assertThat(record.times().mtime()).isEqualTo(0x40c8f600L);
        assertThat(record.mode().permissions()).isEqualTo(0640);
        assertThat(record.mode().isFile()).isTrue();
        assertThat(record.qidSpace()).isEqualTo(QidSpace.INHERITED);
        assertThat(record.encode()).isEqualTo(VAC);
    }

    @Test
    void theOldestVersionHasAScoreThatIsPassedOver() throws IOException {
        byte[] old = HexFormat.of().parseHex(HexFormat.of().formatHex(VAC).replaceFirst("000000000000009f",
                "000000000000009f" + "ab".repeat(20)).replaceFirst("^1c4d90720008", "1c4d90720007"));
        DirectoryRecord record = decode(old);
        assertThat(record.version()).isEqualTo(7);
        assertThat(record.owners().uid()).hasToString("root");
        assertThat(decode(record.encode())).isEqualTo(record);
    }

    @Test
    void optionsThatNobodyKnowsArePassedOver() throws IOException {
        byte[] more = Arrays.copyOf(VAC, VAC.length + 3 + 12 + 3 + 4 + 3);
        ByteBuffer b = ByteBuffer.wrap(more).position(VAC.length);
        b.put((byte) 1).putShort((short) 12).put(new byte[12]);
        b.put((byte) 4).putShort((short) 4).putInt(77);
        b.put((byte) 200).putShort((short) 0);
        assertThat(decode(more).slots().gen()).isEqualTo(77);
        assertThat(decode(decode(more).encode()).slots().gen()).isEqualTo(77);
    }

    @Test
    void everyTruncationIsRefused() {
        for (byte[] whole : new byte[][] {FOSSIL, VAC}) {
            for (int length = 0; length < whole.length; length++) {
                byte[] torn = Arrays.copyOf(whole, length);
                boolean legal = whole == FOSSIL && length == whole.length - 19;
                if (!legal) {
                    assertThatThrownBy(() -> decode(torn)).as("%d bytes", length)
                            .isInstanceOf(CorruptException.class);
                }
            }
        }
    }

    @Test
    void aRecordMustEndWhereItEnds() {
        assertThatThrownBy(() -> decode(Arrays.copyOf(VAC, VAC.length + 1))).isInstanceOf(CorruptException.class);
        byte[] option = Arrays.copyOf(FOSSIL, FOSSIL.length + 1);
        option[FOSSIL.length - 17] = 17;
        assertThatThrownBy(() -> decode(option)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("option 3 that is too long");
    }

    @Test
    void otherMagicsAndVersionsAreNamed() {
        byte[] magic = VAC.clone();
        magic[3] = 0;
        assertThatThrownBy(() -> decode(magic)).hasMessage(
                "here: no directory record: magic 1c4d9000, expected 1c4d9072");
        byte[] version = VAC.clone();
        version[5] = 10;
        assertThatThrownBy(() -> decode(version)).isInstanceOf(UnsupportedVersionException.class);
    }

    @Test
    void whatIsEncodedComesBack() throws IOException {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int version = 7 + random.nextInt(3);
            long entry = random.nextInt(1 << 30);
            boolean nine = version == 9;
            DirectoryRecord record = new DirectoryRecord(version, name(random),
                    new DirectoryRecord.Slots(entry, u32(random), nine ? u32(random) : entry + 1,
                            nine ? u32(random) : 0), random.nextLong(),
                    new DirectoryRecord.Owners(name(random), name(random), name(random)),
                    new DirectoryRecord.Times(u32(random), u32(random), u32(random), u32(random)),
                    new Mode(u32(random)),
                    random.nextBoolean() ? QidSpace.INHERITED : new QidSpace(random.nextLong(), random.nextLong()));
            assertThat(decode(record.encode())).as("seed %d", seed).isEqualTo(record);
        }
    }

    private static long u32(Random random) {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    private static VacName name(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return VacName.of(bytes);
    }
}
