package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header of a parity track: its very bytes, and whatever else may stand in its place. */
class ParityHeaderTest {

    private static final String TEXT = "{\"group\":\"00000000-0000-0001-0000-000000000002\",\"k\":2,\"m\":1,"
            + "\"unit\":65536,\"rows\":2,\"first\":0,\"last\":1,\"carries\":[0],\"polynomial\":285,\"h\":1,\"s\":1,"
            + "\"sumscrc\":[4294967295],\"columns\":[[{\"member\":0,\"from\":0,\"units\":2}],"
            + "[{\"member\":0,\"from\":2,\"units\":1}]],\"members\":[{\"kind\":\"arena\",\"name\":\"arena0\","
            + "\"size\":131073,\"digest\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"disc\":1,"
            + "\"discuuid\":\"00000000-0000-0007-0000-000000000007\",\"track\":1,\"lba\":0}]}";

    private static ParityContent content() throws CorruptException {
        ParityLayout layout = ParityLayout.ofOne(List.of(ParityPlanTest.member("arena0", 131_073)), 1, 2);
        return ParityContent.of(new UUID(1, 2), layout, ParityShare.all(layout));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itsTextIsThatOfTheContract() throws Exception {
        assertThat(new String(ParityJson.encode(content(), new int[] {-1}), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        ParityHeader header = ParityJson.decode(bytes(TEXT));
        assertThat(header.content().layout()).isEqualTo(content().layout());
        assertThat(header.content().units()).isEqualTo(1 + 1 + 2 + 1);
        assertThat(header.sumsCrc()).containsExactly(-1);
        byte[] units = new ParityHeader(content(), new int[] {-1}).encode();
        assertThat(units).hasSize(UnitSums.UNIT).startsWith(bytes("arenavault parity 1\n" + TEXT + "\n"));
        assertThat(units).isEqualTo(Arrays.copyOf(ParityFuzz.signed(bytes(TEXT)), UnitSums.UNIT));
    }

    @Test
    void fieldsThatItDoesNotKnowArePassedOver() throws Exception {
        assertThat(ParityJson.decode(bytes(TEXT.replace("\"k\":2", "\"later\":[{\"x\":null}],\"k\":2"))).content()
                .layout()).isEqualTo(content().layout());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"k\":2=\"k\":3", "\"k\":2=\"k\":\"2\"", "\"k\":2=\"k\":2.5", "\"k\":2=\"k\":null", "\"k\":2,=",
        "\"k\":2=\"k\":2,\"k\":2", "\"m\":1=\"m\":0", "\"m\":1=\"m\":33", "\"m\":1=\"m\":-1", "\"m\":1=\"m\":255",
        "65536=32768", "\"rows\":2=\"rows\":1", "\"rows\":2=\"rows\":2147483647", "\"rows\":2=\"rows\":0",
        "\"first\":0=\"first\":-1", "\"first\":0=\"first\":2", "\"last\":1=\"last\":2", "[0]=[]", "[0]=[1]",
        "[0]=[0,0]", "[0]=[null]", "[0]=[-1]", "285=283", "\"h\":1=\"h\":0", "\"h\":1=\"h\":17", "\"s\":1=\"s\":2",
        "\"s\":1=\"s\":2147483647", "[4294967295]=[4294967296]", "[4294967295]=[]", "[4294967295]=[-1]",
        "[4294967295]=[1,2]", "\"from\":2=\"from\":1", "\"from\":2=\"from\":3", "\"from\":0=\"from\":-1",
        "\"units\":1=\"units\":0", "\"units\":1=\"units\":-2147483648", "\"units\":2=\"units\":2147483647",
        "\"member\":0,\"from\":2=\"member\":1,\"from\":2", "\"member\":0,\"from\":2=\"member\":-1,\"from\":2",
        "131073=131072", "131073=0", "131073=-1", "131073=9223372036854775807", "131073=99999999999999999999",
        "aaaaaaaaaa=zz", "\"disc\":1=\"disc\":-1", "\"lba\":0=\"lba\":-1", "\"arena\"=\"\"", "\"arena0\"=null",
        "\"00000000-0000-0007-0000-000000000007\"=\"\"", "\"00000000-0000-0001-0000-000000000002\"=\"\"",
        "\"00000000-0000-0001-0000-000000000002\"=\"no\"", "[{\"member\":0,\"from\":2,\"units\":1}]=null",
        "{\"member\":0,\"from\":2,\"units\":1}=null", "\"columns\"=\"rows\"", "]}]}", "{\"group\"=[\"group\"",
        "}]}=}]}}", "}]}=}]} 1"})
    void aTextThatCannotBeIsRefused(String change) {
        String[] parts = change.split("=", 2);
        String wrong = parts.length == 1 ? TEXT.substring(0, TEXT.lastIndexOf(parts[0]) + 1)
                : TEXT.replace(parts[0], parts[1]);
        assertThat(wrong).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> ParityJson.decode(bytes(wrong))).as(wrong).isInstanceOf(CorruptException.class)
                .message().doesNotContain("\n", "Exception", "org.arenavault", "jackson");
    }

    @Test
    void everyBitOfAHeaderIsCovered() throws Exception {
        byte[] header = new ParityHeader(content(), new int[] {-1}).encode();
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            int bit = i < 200 ? random.nextInt(bytes(TEXT).length * 8 + 900) : random.nextInt(header.length * 8);
            byte[] damaged = header.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ParityHeader.read(new MemoryStorage(damaged), 0)).as("bit %d", bit)
                    .isInstanceOf(VaultException.class);
        }
    }

    @Test
    void anotherVersionIsSaidToBeOne() {
        byte[] later = new byte[UnitSums.UNIT];
        System.arraycopy(bytes("arenavault parity 2\n"), 0, later, 0, 20);
        assertThatThrownBy(() -> ParityTrack.open(new MemoryStorage(later)))
                .isInstanceOf(UnsupportedVersionException.class);
    }

    @Test
    void whatIsNoParityTrackIsSaidToBeNone() {
        for (int size : new int[] {0, 1, 30, UnitSums.UNIT, 5 * UnitSums.UNIT + 3}) {
            assertThatThrownBy(() -> ParityTrack.open(new MemoryStorage(size))).as("%d bytes", size)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("no parity track begins at byte 0");
        }
    }

    /** A header that speaks of more than the file holds must not make anybody ask for memory. */
    @Test
    void aTrackThatEndsBeforeItsSumsIsRefused() {
        assertThatThrownBy(() -> ParityTrack.open(new MemoryStorage(
                Arrays.copyOf(ParityFuzz.signed(bytes(TEXT)), 2 * UnitSums.UNIT - 1))))
                .isInstanceOf(CorruptException.class).hasMessageContaining("ends before its sums do");
    }

    @Test
    void tooManyMembersForAHeaderAreRefused() throws Exception {
        List<ParityMember> many = IntStream.range(0, 6000)
                .mapToObj(i -> ParityPlanTest.member("arena" + i, 1)).toList();
        assertThatThrownBy(() -> ParityPlan.of(many, 500)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("too many");
    }

    @Test
    void randomBytesDoNoHarm() throws Exception {
        Random random = new Random(6);
        for (int i = 0; i < 60; i++) {
            byte[] text = bytes(TEXT);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                text[random.nextInt(text.length)] = (byte) (i % 2 == 0 ? random.nextInt() : '0' + random.nextInt(10));
            }
            ParityFuzz.fuzzerTestOneInput(text);
        }
    }
}
