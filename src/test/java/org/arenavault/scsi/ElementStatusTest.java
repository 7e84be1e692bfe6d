package org.arenavault.scsi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.ElementStatus.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** READ ELEMENT STATUS of every type, with descriptors of every length and every flag. */
class ElementStatusTest {

    private static final byte[] ID = "SERIAL77".getBytes(US_ASCII);

    /** A page of two places: 100, full, with whatever fits; 101, empty. */
    private static byte[] page(int type, int flags, int length, byte[] tag) {
        byte[] page = new byte[8 + 2 * length];
        page[0] = (byte) type;
        page[1] = (byte) flags;
        BigEndian.put16(page, 2, length);
        BigEndian.put24(page, 5, 2 * length);
        for (int i = 0; i < 2; i++) {
            byte[] d = new byte[Math.max(length, 512)];
            BigEndian.put16(d, 0, 100 + i);
            d[2] = (byte) (i == 0 ? 0x09 : 0x08);
            d[9] = (byte) (i == 0 ? 0x80 : 0);
            BigEndian.put16(d, 10, i == 0 ? 1030 : 0);
            int at = 12;
            if ((flags & 0x80) != 0) {
                System.arraycopy(tag, 0, d, at, tag.length);
                at += 36;
            }
            if ((flags & 0x40) != 0) {
                System.arraycopy("OTHERSIDE".getBytes(US_ASCII), 0, d, at, 9);
                at += 36;
            }
            d[at] = 2;
            d[at + 1] = 1;
            d[at + 3] = (byte) ID.length;
            System.arraycopy(ID, 0, d, at + 4, ID.length);
            System.arraycopy(d, 0, page, 8 + i * length, length);
        }
        return page;
    }

    private static byte[] answer(byte[]... pages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[8]);
        for (byte[] page : pages) {
            all.writeBytes(page);
        }
        byte[] b = all.toByteArray();
        BigEndian.put24(b, 5, b.length - 8);
        return b;
    }

    @Test
    void typeLengthAndFlagsDecideWhatIsThere() throws Exception {
        byte[] tag = Arrays.copyOf("BD0001".getBytes(US_ASCII), 36);
        for (int type = 1; type <= 4; type++) {
            for (int flags : new int[] {0, 0x80, 0x40, 0xC0}) {
                for (int length = 4; length <= 300; length++) {
                    String what = "type %d flags %02X length %d".formatted(type, flags, length);
                    List<Element> both = ElementStatus.decode(answer(page(type, flags, length, tag))).elements();
                    assertThat(both).as(what).hasSize(2);
                    Element full = both.get(0);
                    assertThat(full.type().code()).as(what).isEqualTo(type);
                    assertThat(full.address()).as(what).isEqualTo(100);
                    assertThat(full.full()).as(what).isTrue();
                    assertThat(both.get(1).address()).as(what).isEqualTo(101);
                    assertThat(both.get(1).full()).as(what).isFalse();
                    assertThat(full.trouble().asc()).as(what).isZero();
                    assertThat(full.origin().valid()).as(what).isEqualTo(length >= 10);
                    assertThat(full.origin().slot()).as(what).isEqualTo(length >= 12 ? 1030 : length == 11 ? 1024 : 0);
                    boolean labelled = (flags & 0x80) != 0 && length >= 48;
                    assertThat(full.volumeTag()).as(what).isEqualTo(labelled ? "BD0001" : "");
                    int id = 12 + Integer.bitCount(flags) * 36;
                    assertThat(full.device().text()).as(what).isEqualTo(length >= id + 4 + ID.length ? "SERIAL77" : "");
                }
            }
        }
    }

    /** A label or serial number of which the answer holds but the beginning could be that of another disc or drive. */
    @Test
    void aNameThatIsCutIsNone() throws Exception {
        byte[] tag = Arrays.copyOf("BD0001BD0001BD0001BD0001BD0001BD".getBytes(US_ASCII), 36);
        byte[] whole = answer(page(4, 0x80, 12 + 36 + 4 + ID.length, tag));
        for (int end = 8 + 8 + 12; end <= whole.length; end++) {
            List<Element> seen = ElementStatus.decode(Arrays.copyOf(whole, end)).elements();
            for (Element place : seen) {
                assertThat(place.volumeTag()).as("cut at %d", end).isIn("", "BD0001BD0001BD0001BD0001BD0001BD");
                assertThat(place.device().text()).as("cut at %d", end).isIn("", "SERIAL77");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void descriptorsWithoutAStateAreRefused(int length) {
        assertThatThrownBy(() -> ElementStatus.decode(answer(page(2, 0, length, new byte[0]))))
                .isInstanceOf(CorruptException.class).hasMessageContaining("descriptors are of " + length + " bytes");
    }

    @Test
    void aPageOfAnotherKindIsNoPlace() throws Exception {
        byte[] tag = new byte[36];
        for (int type : new int[] {0, 5, 9, 0x7F, 0xFF}) {
            assertThat(ElementStatus.decode(answer(page(type, 0, 12, tag), page(2, 0, 12, tag))).elements())
                    .extracting(Element::type).containsExactly(ElementType.STORAGE, ElementType.STORAGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"ff", "00", "20"})
    void aVoidTagIsNone(String filler) throws Exception {
        byte[] tag = new byte[36];
        Arrays.fill(tag, (byte) Integer.parseInt(filler, 16));
        assertThat(ElementStatus.decode(answer(page(2, 0x80, 48, tag))).elements()).extracting(Element::volumeTag)
                .containsExactly("", "");
        System.arraycopy("AB12L4".getBytes(US_ASCII), 0, tag, 0, 6);
        assertThat(ElementStatus.decode(answer(page(2, 0x80, 48, tag))).elements().get(0).volumeTag())
                .isEqualTo("AB12L4");
    }

    @Test
    void anAlternateTagThatWasNotSentHidesNoIdentifier() throws Exception {
        byte[] page = page(4, 0x80, 12 + 36 + 4 + ID.length, new byte[36]);
        page[1] = (byte) 0xC0;
        assertThat(ElementStatus.decode(answer(page)).elements().get(0).device().text()).isEqualTo("SERIAL77");
        byte[] bare = page(4, 0, 12 + 4 + ID.length, new byte[36]);
        bare[1] = 0x40;
        assertThat(ElementStatus.decode(answer(bare)).elements().get(0).device().text()).isEqualTo("SERIAL77");
    }

    @ParameterizedTest
    @CsvSource({"0,83,02,false", "0,83,04,false", "0,3B,12,false", "0,3B,1A,false", "0,83,00,true", "0,3A,00,true",
        "1,83,02,true"})
    void whatIsNotInstalledIsNotEmpty(int full, String asc, String ascq, boolean installed) throws Exception {
        byte[] page = page(2, 0, 12, new byte[0]);
        page[8 + 2] = (byte) (0x04 | full);
        page[8 + 4] = (byte) Integer.parseInt(asc, 16);
        page[8 + 5] = (byte) Integer.parseInt(ascq, 16);
        Element element = ElementStatus.decode(answer(page)).elements().get(0);
        assertThat(element.installed()).isEqualTo(installed);
        assertThat(element.free()).isEqualTo(installed && full == 0);
        page[8 + 2] = (byte) full;
        assertThat(ElementStatus.decode(answer(page)).elements().get(0).installed()).as("no exception").isTrue();
    }

    @Test
    void whateverIsSentIsReadWithinItsBounds() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] sent = answer(page(random.nextInt(7), random.nextInt(4) << 6, random.nextInt(64), new byte[36]),
                    page(1 + random.nextInt(4), 0x80, 4 + random.nextInt(120), new byte[36]));
            for (int i = random.nextInt(6); i > 0; i--) {
                sent[random.nextInt(sent.length)] = (byte) random.nextInt();
            }
            byte[] bytes = Arrays.copyOf(sent, random.nextInt(sent.length + 1));
            try {
                List<Element> elements = new ArrayList<>(ElementStatus.decode(bytes).elements());
                assertThat(elements).as("seed %d", seed).hasSizeLessThanOrEqualTo(bytes.length / 4)
                        .allMatch(e -> e.type() != ElementType.ALL && e.volumeTag().length() <= 32);
            } catch (CorruptException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("READ ELEMENT STATUS");
            }
        }
    }
}
