package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.DiscInformationUnit;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.DvdMediaId;
import org.arenavault.scsi.DvdPhysicalFormat;
import org.arenavault.scsi.MediaSerial;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.TableOfContents;
import org.arenavault.scsi.TrackInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of {@code optical-emulator.md} 5 about the disc that have no test of their own elsewhere. */
class DiscCommandsTest extends CommandFixture {

    private static final Duration LIMIT = Duration.ofSeconds(20);

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
}
