package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.arenavault.scsi.BufferCapacity;
import org.arenavault.scsi.CachingPage;
import org.arenavault.scsi.CapabilitiesPage;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.FeatureRequest;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.ErrorRecoveryPage;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.MechanismStatus;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.NominalPerformance;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.PageControl;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.StreamingDescriptor;
import org.arenavault.scsi.VitalProductData;
import org.arenavault.scsi.WriteSpeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of {@code optical-emulator.md} 5 that have no test of their own elsewhere. */
class CommandsTest extends CommandFixture {

    @Test
    void senseOfAFailureIsToldOnceMoreByRequestSense() throws IOException {
        assertThat(host.writeFails(64, 32)).hasToString("5/21/02");
        assertThat(host.requestSense()).hasToString("5/21/02");
        assertThat(host.requestSense()).isEqualTo(SenseData.NONE);
        assertThat(host.writeFails(64, 32)).hasToString("5/21/02");
        host.ok(Cdb.testUnitReady());
        assertThat(host.requestSense()).isEqualTo(SenseData.NONE);
        byte[] descriptors = host.in(OtherCdb.requestDescriptorSense(252), 252);
        assertThat(descriptors[0]).isEqualTo((byte) 0x72);
    }

    @Test
    void requestSenseTakesAPendingAttention() throws IOException {
        Host fresh = new Host(rig.drive().connect());
        assertThat(fresh.requestSense()).hasToString("6/29/00");
        fresh.ok(Cdb.testUnitReady());
    }

    @Test
    void inquiryTellsWhatTheDriveIs() throws IOException {
        Inquiry inquiry = Inquiry.decode(host.in(Cdb.inquiry(96), 96));
        assertThat(inquiry).isEqualTo(
                new Inquiry(0, Inquiry.MMC, true, 6, false, "ARENAVLT", "EMULATED BD-RE", "1.00"));
        assertThat(VitalProductData.decodePageList(host.in(Cdb.inquiryVpd(0, 64), 64))).containsExactly(0, 0x80, 0x83);
        String serial = VitalProductData.decodeSerial(host.in(Cdb.inquiryVpd(0x80, 64), 64));
        assertThat(serial).startsWith("T");
        assertThat(VitalProductData.decodeIdentification(host.in(Cdb.inquiryVpd(0x83, 64), 64)).get(0).text())
                .isEqualTo("ARENAVLTEMULATED BD-RE  " + serial);
        assertThat(host.failsIn(Cdb.inquiryVpd(0xB0, 64), 64)).hasToString("5/24/00");
        byte[] pageWithoutEvpd = Cdb.inquiry(64);
        pageWithoutEvpd[2] = (byte) 0x80;
        assertThat(host.failsIn(pageWithoutEvpd, 64)).hasToString("5/24/00");
        assertThat(rig.host().transport().identity()).contains(serial);
    }

    @Test
    void anAllocationLengthCutsTheAnswer() throws IOException {
        assertThat(host.in(Cdb.inquiry(5), 96)).hasSize(5);
        assertThat(host.in(Cdb.inquiry(0), 96)).isEmpty();
        assertThat(host.in(Cdb.readTrackInformation(1, 48), 20)).hasSize(20);
    }

    @ParameterizedTest
    @EnumSource(MediumFamily.class)
    void configurationNamesTheProfileAndItsFeatures(MediumFamily family) throws IOException {
        try (Rig other = Rig.of(temp, family, 0)) {
            byte[] all = other.host().in(Cdb.getConfiguration(FeatureRequest.ALL, 0, 2048), 2048);
            Configuration configuration = Configuration.decode(all);
            assertThat(configuration.profile()).isEqualTo(family.profile());
            assertThat(configuration.supportedProfiles()).contains(Profile.BD_R, Profile.DVD_PLUS_R, Profile.CD_R);
            assertThat(configuration.current(Feature.CORE)).isTrue();
            assertThat(configuration.current(Feature.RANDOM_READABLE)).isTrue();
            assertThat(configuration.descriptor(Feature.DRIVE_SERIAL_NUMBER).text()).startsWith("T");
            Feature write = switch (family) {
                case BD_R, BD_R_DL, BD_R_TL, BD_R_QL, BD_RE, BD_RE_DL -> Feature.BD_WRITE;
                case DVD_PLUS_R -> Feature.DVD_PLUS_R;
                case DVD_PLUS_R_DL -> Feature.DVD_PLUS_R_DL;
                case DVD_R -> Feature.DVD_R_WRITE;
                case DVD_PLUS_RW -> Feature.DVD_PLUS_RW;
                case CD_R -> Feature.CD_TRACK_AT_ONCE;
                case REMOVABLE -> Feature.RANDOM_WRITABLE;
            };
            assertThat(configuration.current(write)).isTrue();

            Configuration current = Configuration.decode(
                    other.host().in(Cdb.getConfiguration(FeatureRequest.CURRENT, 0, 2048), 2048));
            assertThat(current.features()).allMatch(Configuration.Descriptor::current)
                    .hasSizeLessThan(configuration.features().size());
            Configuration one = Configuration.decode(
                    other.host().in(Cdb.getConfiguration(FeatureRequest.ONE, Feature.CORE.code(), 2048), 2048));
            assertThat(one.features()).extracting(Configuration.Descriptor::code).containsExactly(1);
            byte[] from = other.host().in(Cdb.getConfiguration(FeatureRequest.ALL, 0x100, 2048), 2048);
            assertThat(Configuration.decode(from).features()).allMatch(f -> f.code() >= 0x100);
        }
    }

    @Test
    void withoutADiscThereIsNoProfile() throws IOException {
        rig.drive().remove();
        assertThat(host.profile()).isEqualTo(Profile.NONE);
        byte[] reserved = Cdb.getConfiguration(FeatureRequest.ALL, 0, 64);
        reserved[1] = 3;
        assertThat(host.failsIn(reserved, 64)).hasToString("5/24/00");
    }

    @Test
    void aFinalDiscHasNoWriteFeature() throws IOException {
        host.burn(32);
        host.ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF));
        Configuration all = Configuration.decode(host.in(Cdb.getConfiguration(FeatureRequest.ALL, 0, 2048), 2048));
        assertThat(all.current(Feature.BD_WRITE)).isFalse();
        assertThat(all.current(Feature.BD_READ)).isTrue();
    }

    @Test
    void modePagesAreSensedAndSelected() throws IOException {
        assertThat(sense(PageControl.CURRENT, ModePage.ALL).pages()).extracting(ModePage::code)
                .containsExactly(0x01, 0x08, 0x1A, 0x1D, 0x2A);
        assertThat(host.failsIn(Cdb.modeSense10(PageControl.CURRENT, 0x0E, 64), 64)).hasToString("5/24/00");
        assertThat(host.failsIn(Cdb.modeSense10(PageControl.SAVED, 0x01, 64), 64)).hasToString("5/39/00");

        ErrorRecoveryPage fewer = new ErrorRecoveryPage(0, 1, 0, 1);
        byte[] list = new ModeParameters(List.of(fewer.encode())).encodeList();
        Host.good(host.out(Cdb.modeSelect10(list.length), list));
        assertThat(ErrorRecoveryPage.decode(sense(PageControl.CURRENT, 1).page(1))).isEqualTo(fewer);
        assertThat(ErrorRecoveryPage.decode(sense(PageControl.DEFAULT, 1).page(1)).readRetries()).isEqualTo(8);
        assertThat(sense(PageControl.CHANGEABLE, 1).page(1).bytes()[3]).isEqualTo((byte) 0xFF);
        assertThat(sense(PageControl.CHANGEABLE, 8).page(8).bytes()[2]).isZero();

        rig.drive().powerCycle();
        host.hearAttentions();
        assertThat(ErrorRecoveryPage.decode(sense(PageControl.CURRENT, 1).page(1)).readRetries()).isEqualTo(8);
    }

    @Test
    void aModeListWithAFaultIsRefused() throws IOException {
        byte[] caching = new ModeParameters(List.of(new CachingPage(false, false).encode())).encodeList();
        assertThat(Host.failed(host.out(Cdb.modeSelect10(caching.length), caching))).hasToString("5/26/00");
        byte[] same = new ModeParameters(List.of(new CachingPage(true, false).encode())).encodeList();
        Host.good(host.out(Cdb.modeSelect10(same.length), same));

        byte[] headed = same.clone();
        headed[1] = 18;
        assertThat(Host.failed(host.out(Cdb.modeSelect10(headed.length), headed)).fieldPointer().byteIndex())
                .isEqualTo(1);
        byte[] saved = same.clone();
        saved[8] |= (byte) 0x80;
        assertThat(Host.failed(host.out(Cdb.modeSelect10(saved.length), saved))).hasToString("5/26/00");
        byte[] cut = Arrays.copyOf(same, same.length - 1);
        assertThat(Host.failed(host.out(Cdb.modeSelect10(cut.length), cut))).hasToString("5/1A/00");

        byte[] withoutPf = Cdb.modeSelect10(same.length);
        withoutPf[1] = 0;
        assertThat(Host.failed(host.out(withoutPf, same))).hasToString("5/24/00");
        byte[] withSp = Cdb.modeSelect10(same.length);
        withSp[1] = 0x11;
        assertThat(Host.failed(host.out(withSp, same))).hasToString("5/24/00");
        host.ok(Cdb.modeSelect10(0));
    }

    @Test
    void speedsAreOfferedChosenAndReadBack() throws IOException {
        WriteSpeeds offered = WriteSpeeds.decode(host.in(Cdb.getWriteSpeeds(16), 512));
        assertThat(offered.speeds()).hasSize(3).extracting(WriteSpeeds.Speed::writeSpeed)
                .containsExactly(53_946L, 26_973L, 13_486L);
        assertThat(offered.speeds()).allMatch(s -> s.endLba() == 4095);
        assertThat(WriteSpeeds.decode(host.in(Cdb.getWriteSpeeds(1), 512)).speeds()).hasSize(1);

        byte[] descriptor = StreamingDescriptor.ofSpeeds(4095, 18_000, 13_486).encode();
        Host.good(host.out(Cdb.setStreaming(), descriptor));
        assertThat(nominal(NominalPerformance.Of.WRITE)).isEqualTo(13_486);
        assertThat(nominal(NominalPerformance.Of.READ)).isEqualTo(18_000);
        assertThat(CapabilitiesPage.decode(sense(PageControl.CURRENT, 0x2A).page(0x2A)).speeds().write())
                .isEqualTo(13_486);
        Host.good(host.out(Cdb.setStreaming(), StreamingDescriptor.defaults().encode()));
        assertThat(nominal(NominalPerformance.Of.WRITE)).isEqualTo(53_946);
        host.ok(Cdb.setCdSpeed(0xFFFF, 26_973));
        assertThat(nominal(NominalPerformance.Of.WRITE)).isEqualTo(26_973);
        host.ok(Cdb.setCdSpeed(0xFFFF, 0xFFFF));
        assertThat(nominal(NominalPerformance.Of.WRITE)).isEqualTo(53_946);

        byte[] wrongType = Cdb.getWriteSpeeds(4);
        wrongType[10] = 7;
        assertThat(host.failsIn(wrongType, 64)).hasToString("5/24/00");
        byte[] otherType = Cdb.setStreaming();
        otherType[8] = 5;
        assertThat(Host.failed(host.out(otherType, descriptor))).hasToString("5/24/00");
        byte[] backwards = new StreamingDescriptor(0, false, false, false, 9, 8,
                new StreamingDescriptor.Rate(1, 1), new StreamingDescriptor.Rate(1, 1)).encode();
        assertThat(Host.failed(host.out(Cdb.setStreaming(), backwards))).hasToString("5/26/00");
    }

    private long nominal(NominalPerformance.Of of) throws IOException {
        NominalPerformance performance = NominalPerformance.decode(
                host.in(Cdb.getNominalPerformance(of, 0, 4), 512));
        assertThat(performance.of()).isEqualTo(of);
        return performance.ranges().get(0).endSpeed();
    }

    @Test
    void theBufferTellsItsFill() throws IOException {
        rig.quirk(Quirk.BACKLOG, "10");
        assertThat(BufferCapacity.decode(host.in(Cdb.readBufferCapacity(), 12)))
                .isEqualTo(new BufferCapacity(false, 4 << 20, 4 << 20));
        host.write(0, 32);
        host.write(32, 32);
        assertThat(BufferCapacity.decode(host.in(Cdb.readBufferCapacity(), 12)).free())
                .isEqualTo((4 << 20) - 2 * 65536);
        byte[] inBlocks = Cdb.readBufferCapacity();
        inBlocks[1] = 1;
        assertThat(BufferCapacity.decode(host.in(inBlocks, 12))).isEqualTo(new BufferCapacity(true, 2048, 1984));
        host.sync();
        rig.quirk(Quirk.STRICT_BUFFER);
        assertThat(host.failsIn(Cdb.readBufferCapacity(), 12)).hasToString("5/2C/00");
    }

    @Test
    void calibrationIsGoodUnlessInjected() throws Exception {
        host.ok(Cdb.sendOpc());
        rig.faults("op=54 sense 3/73/03");
        assertThat(host.fails(Cdb.sendOpc()).describe()).isEqualTo("power calibration failed (3/73/03)");
        byte[] without = Cdb.sendOpc();
        without[1] = 0;
        assertThat(host.fails(without)).hasToString("5/24/00");
    }

    @Test
    void theMechanismTellsTheTray() throws IOException {
        assertThat(MechanismStatus.decode(host.in(Cdb.mechanismStatus(), 8)).doorOpen()).isFalse();
        rig.drive().pressEject();
        assertThat(MechanismStatus.decode(host.in(Cdb.mechanismStatus(), 8)).doorOpen()).isTrue();
    }

    @Test
    void commandsAreCounted() throws IOException {
        long before = rig.drive().counters().commands();
        host.write(0, 32);
        host.writeFails(0, 32);
        assertThat(rig.drive().counters().commands(Opcode.WRITE_10)).isEqualTo(2);
        assertThat(rig.drive().counters().commands() - before).isEqualTo(2);
        assertThat(rig.drive().counters().written()).isEqualTo(65536);
    }

    @Test
    void descriptorSenseIsTheSameSense() throws IOException {
        rig.quirk(Quirk.DESCRIPTOR_SENSE);
        SenseData sense = host.readFails(10, 1);
        assertThat(sense.describe()).isEqualTo("address out of range (5/21/00, at 10)");
        assertThat(host.run(OtherCdb.verify10(10, 1)).sense()[0]).isEqualTo((byte) 0x72);
    }
}
