package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every vector of real-drives.md section 9, decoded, and encoded again where the record holds what is proven. */
class RealDriveVectorsTest {

    /** Read under a wrong heading by the source; not to be used, says section 9.1. */
    private static final String UNUSABLE = "rdi_like_low_confidence";

    private static final TreeSet<String> USED = new TreeSet<>();

    private static Vector vector(String name) {
        USED.add(name);
        return Vector.real(name);
    }

    @AfterAll
    static void allWereUsed() {
        TreeSet<String> all = new TreeSet<>(Vector.all().keySet());
        all.remove(UNUSABLE);
        assertThat(USED).isEqualTo(all);
    }

    @Test
    void inquiryOfAnLgWriter() throws Exception {
        Inquiry inquiry = Inquiry.decode(vector("inquiry_wh16ns40_105").over());
        assertThat(inquiry).isEqualTo(
                new Inquiry(0, Inquiry.MMC, true, 0, false, "HL-DT-ST", "BD-RE  WH16NS40", ""));
    }

    @Test
    void discInformationOfAVerbatimDisc() throws Exception {
        Vector vector = vector("di_bdrxd08_verbat_ime");
        DiscStructure structure = DiscStructure.decode(vector.over());
        assertThat(structure.announced()).isEqualTo(4100);

        DiscInformationUnit unit = DiscInformationUnit.decode(structure.payload());
        assertThat(unit.head().format()).isEqualTo(DiscInformationUnit.FORMAT_01);
        assertThat(unit.head().used()).isEqualTo(98);
        assertThat(unit.kind()).isEqualTo("BDR");
        assertThat(unit.layers()).isEqualTo(1);
        assertThat(unit.zone().first()).isEqualTo(131072);
        assertThat(unit.zone().last()).isEqualTo(1658494);
        assertThat(unit.capacity()).isEqualTo(12_219_392);
        assertThat(unit.mediaId()).isEqualTo("VERBAT/IMe");
        assertThat(unit.maker().revision()).isZero();
    }

    @Test
    void discInformationKeepsItsKindAfterClosing() throws Exception {
        DiscInformationUnit unit = DiscInformationUnit.decode(vector("di_verbatim_sl_closed_head").over());
        assertThat(unit.kind()).isEqualTo("BDR");
        assertThat(unit.zone().first()).isEqualTo(131072);
        assertThat(unit.mediaId()).isEqualTo("/");
    }

    @Test
    void discInformationOfFourLayersHasItsZoneElsewhere() throws Exception {
        DiscInformationUnit unit = DiscInformationUnit.decode(vector("di_sony_nq1_ql").over());
        assertThat(unit.head().format()).isEqualTo(DiscInformationUnit.FORMAT_04);
        assertThat(unit.layers()).isEqualTo(4);
        assertThat(unit.zone().first()).isEqualTo(131072);
        assertThat(unit.zone().last()).isEqualTo(2084222);
        assertThat(unit.capacity()).isEqualTo(62_500_864);
        assertThat(unit.mediaId()).isEqualTo("SONY/NQ1");
        assertThat(unit.maker().revision()).isEqualTo(1);
    }

    @Test
    void burstCuttingAreasOfTwoDiscsDiffer() {
        byte[] one = vector("bca_bdrxd08_disc1").over();
        byte[] two = vector("bca_bdrxd08_disc2").over();
        assertThat(one).hasSize(64).startsWith(0x04, 0x1e).isNotEqualTo(two);
    }

    @Test
    void configurationHeadersTellProfileAndLength() throws Exception {
        byte[] blank = vector("getconfig_header_blank_ql").over();
        assertThat(Configuration.announcedLength(blank)).isEqualTo(0x1d8 + 4);
        assertThat(Configuration.decode(blank).profile()).isEqualTo(Profile.BD_R);
        assertThat(Configuration.decode(blank).features()).isEmpty();
        assertThat(Configuration.decode(vector("getconfig_header_closed_sl").over()).profile())
                .isEqualTo(Profile.BD_ROM);
    }

    @Test
    void whatLooksLikeOverwriteResourcesIsStandardDiscInformation() throws Exception {
        DiscInformation r4 = tail(vector("rdi_pow_reply_r4_bytes_4_15"));
        assertThat(List.of(r4.sessions(), r4.firstTrackOfLastSession(), r4.lastTrackOfLastSession()))
                .containsExactly(1, 1, 1);
        assertThat(r4.validity()).isEqualTo(DiscInformation.UNRESTRICTED_USE);
        DiscInformation r2 = tail(vector("rdi_pow_reply_r2_bytes_4_15"));
        assertThat(List.of(r2.sessions(), r2.firstTrackOfLastSession(), r2.lastTrackOfLastSession()))
                .containsExactly(1, 1, 3);
    }

    private static DiscInformation tail(Vector from4) throws Exception {
        byte[] whole = new byte[16];
        whole[1] = 32;
        System.arraycopy(from4.over(), 0, whole, 4, 12);
        return DiscInformation.decode(whole);
    }

    @Test
    void trackInformationShorterThanItSays() throws Exception {
        TrackInformation formatted = TrackInformation.decode(vector("rti_cdrw_formatted").over());
        assertThat(formatted.track()).isEqualTo(1);
        assertThat(formatted.mode().trackMode()).isEqualTo(7);
        assertThat(formatted.reserved()).isTrue();
        assertThat(formatted.mode().packet()).isTrue();
        assertThat(formatted.mode().fixedPacket()).isTrue();
        assertThat(formatted.at().packetSize()).isEqualTo(32);
        assertThat(formatted.size()).isEqualTo(0x48160);
        assertThat(formatted.state()).isEqualTo(State.CLOSED);

        TrackInformation closed = TrackInformation.decode(vector("rti_cdrw_closed").over());
        assertThat(closed.mode().trackMode()).isEqualTo(4);
        assertThat(closed.size()).isEqualTo(0x8581);
        assertThat(closed.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void senseOfRealFailures() {
        SenseData deferred = sense("sense_bh16ns40_103_deferred");
        assertThat(deferred.deferred()).isTrue();
        assertThat(deferred).hasToString("3/0C/00");
        assertThat(deferred.describe()).isEqualTo("write error (3/0C/00, deferred)");

        assertThat(sense("sense_write_error_arch")).hasToString("3/0C/00");
        assertThat(sense("sense_opc_ad7280s").describe()).isEqualTo("power calibration failed (3/73/03)");
        assertThat(sense("sense_ga11n_a102")).hasToString("5/30/05");
        assertThat(sense("sense_write_lba").describe()).isEqualTo("invalid address for write (5/21/02)");
        assertThat(sense("sense_tur_after").describe()).isEqualTo("write error, loss of streaming (3/0C/09)");

        SenseData located = sense("sense_crw4048_valid_info");
        assertThat(located.informationValid()).isTrue();
        assertThat(located.information()).isEqualTo(22352);
        assertThat(located.describe()).isEqualTo("tracking servo failure (4/09/01, at 22352)");
    }

    private static SenseData sense(String name) {
        return SenseData.decode(vector(name).over());
    }

    @Test
    void capacities() throws Exception {
        ReadCapacity open = ReadCapacity.decode(vector("readcap_open_bdr_or_plusr").over());
        assertThat(open.blocks()).isZero();
        vector("readcap_open_bdr_or_plusr").assertMatchedBy(open.encode());

        ReadCapacity formatted = ReadCapacity.decode(vector("readcap_formatted_bdr_r2").over());
        assertThat(formatted.blocks()).isEqualTo(12_088_320);
        vector("readcap_formatted_bdr_r2").assertMatchedBy(formatted.encode());
    }

    @Test
    void discInformationOfABlankBdR() throws Exception {
        DiscInformation disc = disc("rdi_blank_bdr_r4");
        assertThat(disc.status()).isEqualTo(Status.BLANK);
        assertThat(disc.lastSession()).isEqualTo(LastSession.EMPTY);
        assertThat(disc.sessions()).isEqualTo(1);
        assertThat(disc.lastTrackOfLastSession()).isEqualTo(1);
        assertThat(disc.format()).isEqualTo(BackgroundFormat.NONE);
    }

    @Test
    void discInformationOfAnAppendableBdR() throws Exception {
        DiscInformation disc = disc("rdi_appendable_bdr_r2");
        assertThat(disc.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(disc.lastSession()).isEqualTo(LastSession.INCOMPLETE);
        assertThat(disc.lastTrackOfLastSession()).isEqualTo(3);
    }

    @Test
    void discInformationOfAnAppendablePlusR() throws Exception {
        DiscInformation disc = disc("rdi_appendable_plusr_d1b");
        assertThat(disc.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(disc.lastSession()).isEqualTo(LastSession.EMPTY);
        assertThat(disc.sessions()).isEqualTo(2);
        assertThat(disc.firstTrackOfLastSession()).isEqualTo(2);
        assertThat(disc.lastTrackOfLastSession()).isEqualTo(2);
    }

    private static DiscInformation disc(String name) throws Exception {
        Vector vector = vector(name);
        DiscInformation disc = DiscInformation.decode(vector.over(0, 32));
        vector.assertMatchedBy(disc.encode());
        return disc;
    }

    @Test
    void trackInformationOfABlankBdR() throws Exception {
        TrackInformation r1 = track("rti_blank_bdr_r1");
        assertThat(r1.state()).isEqualTo(State.INCOMPLETE_BLANK);
        assertThat(r1.mode().packet()).isTrue();
        assertThat(r1.lastRecordedValid()).isFalse();
        assertThat(r1.free()).isEqualTo(12_219_392);
        assertThat(r1.size()).isEqualTo(12_219_392);

        TrackInformation r4 = track("rti_blank_bdr_r4");
        assertThat(r4.state()).isEqualTo(State.INCOMPLETE_BLANK);
        assertThat(r4.lastRecordedValid()).isTrue();
        assertThat(r4.lastRecorded()).isZero();
    }

    @Test
    void trackInformationOfAnOpenBdR() throws Exception {
        Vector vector = vector("rti_open_bdr_r2_t3");
        TrackInformation track = TrackInformation.decode(vector.over(0, 46, 3, 1, 0, 4, 0, 1));
        vector.assertMatchedBy(track.encode());
        assertThat(track.state()).isEqualTo(State.INCOMPLETE_OPEN);
        assertThat(track.start()).isEqualTo(2_668_128);
        assertThat(track.nextWritable()).isEqualTo(7_925_792);
        assertThat(track.free()).isEqualTo(4_162_528);
        assertThat(track.size()).isEqualTo(9_420_192);
        assertThat(track.start() + track.size()).isEqualTo(track.nextWritable() + track.free());
    }

    @Test
    void trackInformationOfPlusR() throws Exception {
        TrackInformation blank = track("rti_blank_plusr_d1a");
        assertThat(blank.free()).isEqualTo(2_295_104);
        assertThat(blank.at().readCompatibility()).isEqualTo(270_336);

        TrackInformation second = track("rti_appendable_plusr_d1b_t2");
        assertThat(second.start()).isEqualTo(2240);
        assertThat(second.nextWritable()).isEqualTo(2240);
        assertThat(second.size()).isEqualTo(2_292_864);

        TrackInformation reserved = track("rti_reserved_plusr_d5_t1");
        assertThat(reserved.size()).isEqualTo(15_872);
        TrackInformation after = track("rti_after_reserved_d5_t2");
        assertThat(after.start()).isEqualTo(15_888);
        assertThat(after.nextWritable()).isEqualTo(103_488);
        assertThat(after.free()).isEqualTo(2_191_616);
        assertThat(after.size()).isEqualTo(2_279_216);
    }

    private static TrackInformation track(String name) throws Exception {
        Vector vector = vector(name);
        TrackInformation track = TrackInformation.decode(vector.over(0, 46, 1, 1, 0, 4, 0, 1));
        vector.assertMatchedBy(track.encode());
        return track;
    }

    @Test
    void contentsOfAnOpenBdRListOneTrackOfThree() throws Exception {
        Vector vector = vector("toc_open_bdr_r2");
        TableOfContents toc = TableOfContents.decode(vector.over(0, 0, 1, 1));
        vector.assertMatchedBy(toc.encode());
        assertThat(toc.entries()).containsExactly(
                new TableOfContents.Entry(1, TableOfContents.DATA, 1, 0),
                new TableOfContents.Entry(1, TableOfContents.DATA, TableOfContents.LEAD_OUT, 12_088_320));
    }

    @Test
    void spareAreaOfAFormattedBdR() throws Exception {
        Vector vector = vector("spare_bdr_r2");
        DiscStructure structure = DiscStructure.decode(vector.over(0, 14));
        SpareInformation spare = SpareInformation.decode(structure.payload());
        assertThat(spare).isEqualTo(new SpareInformation(36_672, 65_536));
        vector.assertMatchedBy(DiscStructure.of(spare.encode()).encode());
    }

    @Test
    void formatCapacitiesOfABlankBdR() throws Exception {
        Vector vector = vector("rfc_blank_bdr_sl");
        FormatCapacities capacities = FormatCapacities.decode(vector.over(formatTypes()));
        assertThat(capacities.state()).isEqualTo(FormatCapacities.State.UNFORMATTED);
        assertThat(capacities.blocks()).isEqualTo(12_219_392);
        assertThat(capacities.formats()).containsExactly(
                new FormatDescriptor(11_826_176, FormatDescriptor.FULL, 0, 0x3000),
                new FormatDescriptor(11_826_176, FormatDescriptor.BD_R_SPARES, 0, 0),
                new FormatDescriptor(5_796_864, FormatDescriptor.BD_R_SPARES, 0, 0),
                new FormatDescriptor(12_088_320, FormatDescriptor.BD_R_SPARES, 0, 0));
        vector.assertMatchedBy(capacities.encode());
    }

    /** The low nibble of each format's type byte is not shown; type 32h makes it 8 to Bh (real-drives.md 9.3). */
    private static int[] formatTypes() {
        int[] ground = new int[44];
        ground[24] = 0x08;
        ground[32] = 0x08;
        ground[40] = 0x08;
        return ground;
    }

    @Test
    void formatCapacitiesOfABlankThreeLayerBdR() throws Exception {
        Vector vector = vector("rfc_blank_bdr_tl_pr1");
        FormatCapacities capacities = FormatCapacities.decode(vector.over(formatTypes()));
        assertThat(capacities.formats()).extracting(FormatDescriptor::type).containsExactly(0x00, 0x32, 0x32, 0x32);
        assertThat(capacities.blocks()).isEqualTo(48_878_592);
        assertThat(capacities.formats()).extracting(FormatDescriptor::blocks)
                .containsExactly(47_305_728L, 47_305_728L, 30_790_656L, 48_854_016L);
        vector.assertMatchedBy(capacities.encode());
    }

    @Test
    void writeSpeeds() throws Exception {
        Vector five = vector("getperf_write_r1");
        WriteSpeeds speeds = WriteSpeeds.decode(five.over());
        assertThat(speeds.speeds()).extracting(WriteSpeeds.Speed::writeSpeed)
                .containsExactly(53_952L, 44_960L, 35_968L, 26_976L, 17_984L);
        assertThat(speeds.speeds()).extracting(WriteSpeeds.Speed::rotationControl).containsExactly(1, 1, 1, 1, 0);
        assertThat(speeds.speeds()).allMatch(s -> s.endLba() == 12_219_391 && s.readSpeed() == 26_976);
        five.assertMatchedBy(speeds.encode());

        Vector one = vector("getperf_write_r4");
        assertThat(WriteSpeeds.decode(one.over()).speeds())
                .containsExactly(new WriteSpeeds.Speed(0, false, 12_219_391, 26_970, 8_990));
        one.assertMatchedBy(WriteSpeeds.decode(one.over()).encode());
    }
}
