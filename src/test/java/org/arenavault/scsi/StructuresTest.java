package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.ElementStatus.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The structures as both ends see them, whole, cut short, and damaged. */
class StructuresTest {

    /** Decodes without anything but a CorruptException escaping; null stands for one. */
    private static Object tryDecode(StructureSample.Decoder decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (CorruptException e) {
            assertThat(e.getMessage()).doesNotContain("\n").isNotBlank();
            return null;
        } catch (IOException e) {
            return fail("only corruption can be the matter here", e);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenavault.scsi.StructureSample#all")
    void everyPrefixIsReadOrRefused(StructureSample kind) {
        for (int length = 0; length <= kind.bytes().length; length++) {
            tryDecode(kind.decoder(), Arrays.copyOf(kind.bytes(), length));
        }
        assertThat(tryDecode(kind.decoder(), kind.bytes())).isNotNull();
        assertThat(tryDecode(kind.decoder(), new byte[0])).isNull();
    }

    @ParameterizedTest
    @MethodSource("org.arenavault.scsi.StructureSample#all")
    void everyFlippedBitIsReadOrRefused(StructureSample kind) {
        for (int bit = 0; bit < kind.bytes().length * 8; bit++) {
            byte[] damaged = kind.bytes().clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            tryDecode(kind.decoder(), damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenavault.scsi.StructureSample#all")
    void anyBytesAreReadOrRefused(StructureSample kind) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            try {
                tryDecode(kind.decoder(), bytes);
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }

    /** Trailing zeros are what a bridge appends that hides the residual; they must not change what is read. */
    @ParameterizedTest
    @MethodSource("org.arenavault.scsi.StructureSample#all")
    void zerosBehindTheAnswerChangeNothing(StructureSample kind) {
        assumeFalse(kind.name().equals("MODE_LIST"), "the unit is told the length of a list");
        byte[] padded = Arrays.copyOf(kind.bytes(), kind.bytes().length + 64);
        assertThat(tryDecode(kind.decoder(), padded)).usingRecursiveComparison()
                .isEqualTo(tryDecode(kind.decoder(), kind.bytes()));
    }

    @Test
    void recordsSurviveTheWayThere() throws Exception {
        assertThat(DiscInformation.decode(StructureSample.DISC.encode())).isEqualTo(StructureSample.DISC);
        assertThat(TrackInformation.decode(StructureSample.TRACK.encode())).isEqualTo(StructureSample.TRACK);
        Inquiry inquiry = new Inquiry(1, 8, true, 6, true, "VENDOR", "A PRODUCT", "1.0");
        assertThat(Inquiry.decode(inquiry.encode())).isEqualTo(inquiry);
        EventStatus event = new EventStatus(false, EventStatus.MEDIA, 0x50, 2, 3, 0);
        assertThat(EventStatus.decode(event.encode())).isEqualTo(event);
        assertThat(event.mediaEvent()).isEqualTo(EventStatus.MediaEvent.NEW_MEDIUM);
        assertThat(event.mediumPresent() && event.trayOpen()).isTrue();
        BufferCapacity buffer = new BufferCapacity(true, 4 << 20, 1 << 20);
        assertThat(BufferCapacity.decode(buffer.encode())).isEqualTo(buffer);
        MechanismStatus mechanism = new MechanismStatus(true, 7, true, 3);
        assertThat(MechanismStatus.decode(mechanism.encode())).isEqualTo(mechanism);
        StreamingDescriptor speeds = new StreamingDescriptor(1, true, true, true, 1, 2,
                new StreamingDescriptor.Rate(3, 4), new StreamingDescriptor.Rate(5, 6));
        assertThat(StreamingDescriptor.decode(speeds.encode())).isEqualTo(speeds);
        FormatUnitParameters format = new FormatUnitParameters(true, true, Immed.ON, new FormatDescriptor(1, 2, 3, 4));
        assertThat(FormatUnitParameters.decode(format.encode())).isEqualTo(format);
        NominalPerformance nominal = new NominalPerformance(NominalPerformance.Of.READ,
                List.of(new NominalPerformance.Range(0, 100, 99, 200), new NominalPerformance.Range(1, 2, 3, 4)));
        assertThat(NominalPerformance.decode(nominal.encode())).isEqualTo(nominal);
        ElementAddresses addresses = new ElementAddresses(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(ElementAddresses.decode(addresses.encode())).isEqualTo(addresses);
        DiscInformationUnit unit = new DiscInformationUnit(new DiscInformationUnit.Head(4, 1, 2, 3, 98), "BDW", 4,
                new DiscInformationUnit.Zone(131072, 2084222), new DiscInformationUnit.Maker("SONY", "NQ1", 7));
        assertThat(DiscInformationUnit.decode(unit.encode())).isEqualTo(unit);
        DvdPhysicalFormat physical = new DvdPhysicalFormat(0xA, false, true);
        assertThat(DvdPhysicalFormat.decode(physical.encode())).isEqualTo(physical);
        DvdMediaId plus = new DvdMediaId("CMC MAG", "M01");
        assertThat(DvdMediaId.ofPlus(plus.encodePlus())).isEqualTo(plus);
        assertThat(plus.mediaId()).isEqualTo("CMC MAG/M01");
        DvdMediaId minus = new DvdMediaId("TYG03 MADE12", "");
        assertThat(DvdMediaId.ofMinus(minus.encodeMinus())).isEqualTo(minus);
        assertThat(MediaSerial.decode(new MediaSerial("42-A").encode()).serial()).isEqualTo("42-A");
        assertThat(VitalProductData.decodePageList(VitalProductData.encodePageList(List.of(0, 0x83))))
                .containsExactly(0, 0x83);
        assertThat(VitalProductData.decodeSerial(VitalProductData.encodeSerial("ABC 123"))).isEqualTo("ABC 123");
    }

    @Test
    void modePagesSurviveTheWayThere() throws Exception {
        ErrorRecoveryPage recovery = new ErrorRecoveryPage(0xC4, 7, 3, 9);
        WriteParametersPage write = WriteParametersPage.dvdIncremental();
        CachingPage caching = new CachingPage(true, false);
        CapabilitiesPage capabilities = new CapabilitiesPage(true, true, true, 1, 8,
                new CapabilitiesPage.Speeds(9, 7, 6, 5));
        ModeParameters all = new ModeParameters(List.of(recovery.encode(), write.encode(), caching.encode(),
                capabilities.encode()));
        for (ModeParameters read : List.of(ModeParameters.decode(all.encode()),
                ModeParameters.decodeList(all.encodeList()))) {
            assertThat(ErrorRecoveryPage.decode(read.page(ModePage.ERROR_RECOVERY))).isEqualTo(recovery);
            assertThat(WriteParametersPage.decode(read.page(ModePage.WRITE_PARAMETERS))).isEqualTo(write);
            assertThat(CachingPage.decode(read.page(ModePage.CACHING))).isEqualTo(caching);
            assertThat(CapabilitiesPage.decode(read.page(ModePage.CAPABILITIES))).isEqualTo(capabilities);
            assertThat(read.has(ModePage.TIMEOUT)).isFalse();
            assertThatThrownBy(() -> read.page(ModePage.TIMEOUT)).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void writeParametersAreThoseOfTheSpecification() {
        byte[] cd = WriteParametersPage.cdTrackAtOnce().encode().bytes();
        assertThat(Arrays.copyOf(cd, 16)).containsExactly(0x05, 0x32, 0x41, 0xC4, 0x08, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0x96);
        byte[] dvd = WriteParametersPage.dvdIncremental().encode().bytes();
        assertThat(Arrays.copyOf(dvd, 16)).containsExactly(0x05, 0x32, 0x60, 0xE5, 0x08, 0x10, 0, 0, 0, 0, 0, 0, 0, 16,
                0, 0);
        assertThat(dvd).hasSize(52);
    }

    @Test
    void modePagesBehindABlockDescriptorAreFound() throws Exception {
        byte[] plain = new ModeParameters(List.of(new CachingPage(true, true).encode())).encode();
        byte[] shifted = new byte[plain.length + 8];
        System.arraycopy(plain, 0, shifted, 0, 8);
        System.arraycopy(plain, 8, shifted, 16, plain.length - 8);
        shifted[1] = (byte) (shifted[1] + 8);
        shifted[7] = 8;
        assertThat(CachingPage.decode(ModeParameters.decode(shifted).page(ModePage.CACHING)))
                .isEqualTo(new CachingPage(true, true));
    }

    @Test
    void elementsSurviveTheWayThere() throws Exception {
        ElementStatus read = ElementStatus.decode(
                StructureSample.elements().encode(VolumeTags.WANTED, DeviceIds.WANTED));
        assertThat(read).usingRecursiveComparison().isEqualTo(StructureSample.elements());
        assertThat(read.elements().get(2).device().text()).isEqualTo("VENDOR  SERIAL");

        ElementStatus bare = ElementStatus.decode(
                StructureSample.elements().encode(VolumeTags.LEFT_OUT, DeviceIds.LEFT_OUT));
        assertThat(bare.elements()).extracting(Element::volumeTag).containsExactly("", "", "");
        assertThat(bare.elements()).extracting(e -> e.device().identifier().length).containsExactly(0, 0, 0);
        assertThat(bare.elements()).extracting(Element::address).containsExactly(1024, 1025, 1);
    }

    @Test
    void elementDescriptorsOfNoLengthAreRefused() {
        byte[] bytes = StructureSample.elements().encode(VolumeTags.LEFT_OUT, DeviceIds.LEFT_OUT);
        bytes[10] = 0;
        bytes[11] = 0;
        assertThatThrownBy(() -> ElementStatus.decode(bytes)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("descriptors are of 0 bytes");
    }

    @Test
    void anEmptyPageOfElementsIsPassedOver() throws Exception {
        byte[] page = elementsOfTypes(2, 3);
        assertThat(ElementStatus.decode(page).elements()).isEmpty();
    }

    private static byte[] elementsOfTypes(int... types) {
        byte[] answer = new byte[8 + 8 * types.length];
        answer[7] = (byte) (8 * types.length);
        for (int i = 0; i < types.length; i++) {
            answer[8 + 8 * i] = (byte) types[i];
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 18})
    void contentsTwoBytesShortLoseTheirLastEntry(int length) throws Exception {
        // optical-emulator.md 13.3: one target answers 18 or 10 bytes where 20 or 12 are due
        byte[] bytes = Arrays.copyOf(StructureSample.CONTENTS.encode(), length);
        TableOfContents toc = TableOfContents.decode(bytes);
        assertThat(toc.entries()).hasSize(length == 18 ? 1 : 0);
        assertThat(toc.last()).isEqualTo(2);
    }

    @Test
    void featuresAreFoundByName() throws Exception {
        Configuration configuration = Configuration.decode(StructureSample.CONFIGURATION.encode());
        assertThat(configuration.profile()).isEqualTo(Profile.BD_R);
        assertThat(configuration.supportedProfiles()).containsExactly(Profile.BD_R, Profile.DVD_ROM);
        assertThat(configuration.descriptor(Feature.DRIVE_SERIAL_NUMBER).text()).isEqualTo("SN");
        assertThat(configuration.current(Feature.DRIVE_SERIAL_NUMBER)).isTrue();
        assertThat(configuration.lists(Feature.BD_WRITE)).isFalse();
        assertThat(configuration.current(Feature.BD_WRITE)).isFalse();
        assertThat(configuration.descriptor(Feature.BD_WRITE).bit(4, 0)).isFalse();
        assertThat(configuration.descriptor(Feature.PROFILE_LIST).bit(6, 0)).isTrue();
        assertThat(configuration.descriptor(Feature.PROFILE_LIST).bit(400, 0)).isFalse();
    }

    @Test
    void profilesHaveTheirUse() {
        Map<Integer, Profile.Use> expected = Map.of(0x0000, Profile.Use.NO_MEDIUM, 0x0041, Profile.Use.SEQUENTIAL,
                0x0043, Profile.Use.OVERWRITABLE, 0x0042, Profile.Use.REFUSED, 0x0040, Profile.Use.READ_ONLY,
                0x000A, Profile.Use.SEQUENTIAL_AFTER_BLANK, 0x0004, Profile.Use.DISK_LIKE, 0x1234, Profile.Use.REFUSED);
        expected.forEach((code, use) -> assertThat(Profile.of(code).use()).as("%04X", code).isEqualTo(use));
    }

    @ParameterizedTest
    @EnumSource(TrackInformation.State.class)
    void trackStatesFollowTheFourBits(TrackInformation.State state) {
        boolean reserved = state.name().startsWith("RESERVED");
        boolean blank = state.name().endsWith("BLANK") || state == TrackInformation.State.UNKNOWN;
        boolean damage = state.name().startsWith("DAMAGED");
        boolean writable = switch (state) {
            case CLOSED, DAMAGED_DEAD, UNKNOWN -> false;
            default -> true;
        };
        TrackInformation track = new TrackInformation(1, 1, new TrackInformation.Mode(0, false, 4, true, false, 1),
                new TrackInformation.Flags(damage, reserved, blank, false, writable),
                new TrackInformation.Addresses(0, 0, 0, 32, 0, 0, 0));
        assertThat(track.state()).isEqualTo(state);
    }

    @Test
    void discInformationOfAnotherTypeIsRefused() {
        byte[] resources = StructureSample.DISC.encode();
        resources[2] |= 0x20;
        assertThatThrownBy(() -> DiscInformation.decode(resources)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("data type 1");
    }

    @Test
    void aDvdStructureIsNoDiscInformation() {
        assertThatThrownBy(() -> DiscInformationUnit.decode(new DvdPhysicalFormat(0xA, false, true).encode()))
                .isInstanceOf(CorruptException.class).hasMessageContaining("not a BD disc information");
    }

    @Test
    void whatIsShownIsPrintable() throws Exception {
        byte[] hostile = new Inquiry(0, 5, true, 6, false, "\u001B[31mRED", "A\u0000B", "\u00FF").encode();
        Inquiry inquiry = Inquiry.decode(hostile);
        assertThat(inquiry.vendor()).isEqualTo("?[31mRED");
        assertThat(inquiry.product()).isEqualTo("A");
        assertThat(inquiry.revision()).isEqualTo("?");
    }
}
