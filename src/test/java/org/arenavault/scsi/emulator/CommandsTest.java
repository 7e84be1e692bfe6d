package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.arenavault.scsi.BufferCapacity;
import org.arenavault.scsi.CachingPage;
import org.arenavault.scsi.CapabilitiesPage;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.FeatureRequest;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformationUnit;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.DvdMediaId;
import org.arenavault.scsi.DvdPhysicalFormat;
import org.arenavault.scsi.ErrorRecoveryPage;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.MechanismStatus;
import org.arenavault.scsi.MediaSerial;
import org.arenavault.scsi.ModePage;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.NominalPerformance;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.PageControl;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.StreamingDescriptor;
import org.arenavault.scsi.TableOfContents;
import org.arenavault.scsi.TrackInformation;
import org.arenavault.scsi.VitalProductData;
import org.arenavault.scsi.WriteSpeeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of {@code optical-emulator.md} 5 that have no test of their own elsewhere. */
class CommandsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    private Rig rig;
    private Host host;

    @BeforeEach
    void insertABdR() throws IOException {
        rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        host = rig.host();
    }

    @AfterEach
    void switchOff() throws IOException {
        rig.close();
    }

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

    private ModeParameters sense(PageControl control, int page) throws IOException {
        return ModeParameters.decode(host.in(Cdb.modeSense10(control, page, 1024), 1024));
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
    void structuresTellMakerAndKind() throws IOException {
        byte[] di = host.in(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_DISC_INFORMATION, 4100), 4100);
        assertThat(di).hasSize(4100);
        DiscInformationUnit unit = DiscInformationUnit.decode(DiscStructure.decode(di).payload());
        assertThat(unit.kind()).isEqualTo("BDR");
        assertThat(unit.mediaId()).isEqualTo("EMULAT/E1r");
        assertThat(unit.capacity()).as("of a disc as it is sold").isEqualTo(12_219_392);

        byte[] list = host.in(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.STRUCTURE_LIST, 64), 64);
        assertThat(DiscStructure.decode(list).list()).extracting(DiscStructure.Listed::code).containsExactly(0, 0xFF);
        assertThat(host.failsIn(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_SPARE_AREA, 16), 16))
                .as("unformatted").hasToString("5/24/00");
        assertThat(host.failsIn(Cdb.readDiscStructure(StructureMedium.DVD, 0, 16), 16)).hasToString("5/24/00");
        byte[] layer = Cdb.readDiscStructure(StructureMedium.BD, 0, 16);
        layer[6] = 1;
        assertThat(host.failsIn(layer, 16)).hasToString("5/24/00");

        rig.quirk(Quirk.STRUCTURE_IGNORES_MEDIUM);
        byte[] dvd = host.in(Cdb.readDiscStructure(StructureMedium.BD, 0, 4100), 4100);
        assertThat(dvd).as("the length gives it away").hasSize(2052);
    }

    @ParameterizedTest
    @CsvSource({"BD_R_DL, 24438784", "BD_R_TL, 48878592", "BD_R_QL, 62500864", "BD_RE, 12219392"})
    void discInformationGivesTheCapacityOfItsFamily(MediumFamily family, long blocks) throws IOException {
        try (Rig other = Rig.of(temp, family, 0)) {
            byte[] di = other.host().in(Cdb.readDiscStructure(StructureMedium.BD, 0, 4100), 4100);
            DiscInformationUnit unit = DiscInformationUnit.decode(DiscStructure.decode(di).payload());
            assertThat(unit.capacity()).isEqualTo(blocks);
            assertThat(unit.kind()).isEqualTo(family == MediumFamily.BD_RE ? "BDW" : "BDR");
        }
    }

    @Test
    void dvdStructuresTellMakerAndKind() throws IOException {
        try (Rig plus = Rig.of(temp, MediumFamily.DVD_PLUS_R, 0); Rig minus = Rig.of(temp, MediumFamily.DVD_R, 0)) {
            byte[] physical = plus.host().in(Cdb.readDiscStructure(StructureMedium.DVD, 0, 2052), 2052);
            assertThat(DvdPhysicalFormat.decode(DiscStructure.decode(physical).payload()))
                    .isEqualTo(new DvdPhysicalFormat(0xA, false, true));
            byte[] adip = plus.host().in(
                    Cdb.readDiscStructure(StructureMedium.DVD, DiscStructure.DVD_ADIP, 260), 260);
            assertThat(DvdMediaId.ofPlus(DiscStructure.decode(adip).payload()).mediaId()).isEqualTo("EMULATED/E1p");
            byte[] pre = minus.host().in(
                    Cdb.readDiscStructure(StructureMedium.DVD, DiscStructure.DVD_PRERECORDED, 64), 64);
            assertThat(DvdMediaId.ofMinus(DiscStructure.decode(pre).payload()).mediaId()).isEqualTo("EMULATED-R01");
            assertThat(plus.host().failsIn(Cdb.readDiscStructure(StructureMedium.DVD, 0x0E, 64), 64))
                    .hasToString("5/24/00");
            assertThat(minus.host().failsIn(Cdb.readDiscStructure(StructureMedium.DVD, 0x11, 64), 64))
                    .hasToString("5/24/00");
        }
    }

    @Test
    void aMediumMayHaveASerialNumber() throws IOException {
        assertThat(host.failsIn(Cdb.readMediaSerialNumber(64), 64)).hasToString("5/24/00");
        assertThat(host.failsIn(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_BURST_CUTTING_AREA, 68),
                68)).hasToString("5/24/00");
        EmulatedDisc.create(temp.resolve("numbered.disc"), MediumFamily.BD_R, 4096, "SN-42");
        try (Rig numbered = Rig.open(temp.resolve("numbered.disc"))) {
            assertThat(MediaSerial.decode(numbered.host().in(Cdb.readMediaSerialNumber(64), 64)).serial())
                    .isEqualTo("SN-42");
            byte[] bca = numbered.host().in(
                    Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_BURST_CUTTING_AREA, 68), 68);
            byte[] area = DiscStructure.decode(bca).payload();
            assertThat(area).hasSize(64);
            assertThat(Arrays.copyOf(area, 16)).isEqualTo(Arrays.copyOfRange(area, 16, 32)).isNotEqualTo(new byte[16]);
        }
    }

    @Test
    void contentsFollowTheQuirks() throws IOException {
        assertThat(host.failsIn(OtherCdb.readToc(0, 64), 64)).as("blank").hasToString("5/24/00");
        host.burn(64);
        host.burn(32);
        assertThat(host.failsIn(OtherCdb.readToc(0, 64), 64)).as("no closed session").hasToString("5/24/00");
        rig.quirk(Quirk.TOC, "one");
        assertThat(host.contents().last()).isEqualTo(1);
        rig.quirk(Quirk.TOC, "all");
        assertThat(host.contents().entries()).extracting(TableOfContents.Entry::start).containsExactly(0L, 64L, 96L);
        rig.drive().quirks().clear(Quirk.TOC);
        host.closeSession();
        assertThat(host.contents().last()).isEqualTo(2);
        TableOfContents sessions = TableOfContents.decode(host.in(OtherCdb.readSessionInfo(12), 12));
        assertThat(sessions).isEqualTo(new TableOfContents(1, 1, List.of(new TableOfContents.Entry(1, 4, 1, 0))));
        assertThat(TableOfContents.decode(host.in(OtherCdb.readToc(2, 64), 64)).entries()).hasSize(2);
        assertThat(TableOfContents.decode(host.in(OtherCdb.readToc(0xAA, 64), 64)).entries()).hasSize(1);
        assertThat(host.failsIn(OtherCdb.readToc(3, 64), 64)).hasToString("5/24/00");
        byte[] atip = OtherCdb.readToc(0, 64);
        atip[2] = 4;
        assertThat(host.failsIn(atip, 64)).hasToString("5/24/00");
        byte[] time = OtherCdb.readToc(2, 64);
        time[1] = 2;
        assertThat(TableOfContents.decode(host.in(time, 64)).entries().get(0).start()).as("00:02:64")
                .isEqualTo(2 << 8 | 64);
    }

    @Test
    void capacityOfAnOpenDiscFollowsTheQuirks() throws IOException {
        host.burn(64);
        assertThat(host.capacity().blocks()).isZero();
        rig.quirk(Quirk.CAPACITY_OPEN, "tracks");
        assertThat(host.capacity().blocks()).isEqualTo(64);
        rig.quirk(Quirk.CAPACITY_OPEN, "area");
        assertThat(host.capacity().blocks()).isEqualTo(4096);
    }

    @Test
    void tracksAreFoundByAddressSessionAndOpenBit() throws IOException {
        host.burn(64);
        host.closeSession();
        assertThat(track(OtherCdb.readTrackInformationAt(63, 48)).track()).isEqualTo(1);
        assertThat(track(OtherCdb.readTrackInformationAt(64, 48)).track()).isEqualTo(2);
        assertThat(track(OtherCdb.readTrackInformationOfSession(2, 48)).track()).isEqualTo(2);
        assertThat(track(OtherCdb.readOpenTrackInformation(1, 48)).track()).isEqualTo(2);
        assertThat(host.failsIn(OtherCdb.readOpenTrackInformation(3, 48), 48)).hasToString("5/24/00");
        assertThat(host.failsIn(OtherCdb.readTrackInformationAt(4096, 48), 48)).hasToString("5/21/00");
        assertThat(host.failsIn(OtherCdb.readTrackInformationOfSession(3, 48), 48)).hasToString("5/24/00");
        assertThat(host.noTrack(0)).hasToString("5/24/00");
        rig.quirk(Quirk.NO_OPEN);
        assertThat(host.failsIn(OtherCdb.readOpenTrackInformation(1, 48), 48)).hasToString("5/24/00");
    }

    private TrackInformation track(byte[] cdb) throws IOException {
        return TrackInformation.decode(host.in(cdb, 48));
    }

    @Test
    void discInformationOfType1TellsTrackResources() throws IOException {
        host.ok(OtherCdb.reserveTrack(64));
        byte[] resources = Cdb.readDiscInformation(12);
        resources[1] = 1;
        assertThat(host.in(resources, 12)).containsExactly(0, 10, 0x20, 0, 0, 16, 0, 1, 0, 16, 0, 15);
        resources[1] = 2;
        assertThat(host.failsIn(resources, 12)).hasToString("5/24/00");
    }

    @Test
    void verifyAndWriteAndVerifyFindBadSpots() throws Exception {
        byte[] data = Host.pattern(0, 32);
        Host.good(host.run(Command.out(OtherCdb.writeAndVerify10(0, 32), ByteBuffer.wrap(data), LIMIT)));
        host.assertHolds(0, 32);
        rig.faults("op=2E readbad 40..41 hard");
        SenseData sense = Host.failed(host.run(
                Command.out(OtherCdb.writeAndVerify10(32, 32), ByteBuffer.wrap(data), LIMIT)));
        assertThat(sense.describe()).isEqualTo("unrecovered read error (3/11/00, at 40)");
        assertThat(host.fails(OtherCdb.verify10(32, 32)).information()).isEqualTo(40);
        host.ok(OtherCdb.verify10(0, 32));
        byte[] bytchk = OtherCdb.verify10(0, 32);
        bytchk[1] = 2;
        assertThat(host.fails(bytchk)).hasToString("5/24/00");
    }

    @Test
    void nothingIsReadOrWrittenByZeroBlocks() throws IOException {
        host.ok(Cdb.read10(4000, 0, Fua.OFF));
        host.ok(Cdb.write10(4000, 0, Fua.OFF));
        assertThat(host.nwa()).isZero();
    }

    @Test
    void syncOfAReadOnlyDiscIsGood() throws IOException {
        host.burn(32);
        host.ok(Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF));
        host.sync();
        host.ok(Cdb.synchronizeCache(Immed.ON));
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
