package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.arenavault.scsi.Cdb.FeatureRequest;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Cdb.Streaming;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables in optical.md 2.1 and 7.1, byte by byte. */
class CdbTest {

    static Stream<Arguments> recorderCommands() {
        return Stream.of(
                Arguments.of("00 00 00 00 00 00", Cdb.testUnitReady()),
                Arguments.of("03 00 00 00 12 00", Cdb.requestSense(18)),
                Arguments.of("03 01 00 00 fc 00", OtherCdb.requestDescriptorSense(252)),
                Arguments.of("04 11 00 00 00 00", Cdb.formatUnit()),
                Arguments.of("12 00 00 00 60 00", Cdb.inquiry(96)),
                Arguments.of("12 01 83 01 00 00", Cdb.inquiryVpd(0x83, 256)),
                Arguments.of("55 10 00 00 00 00 00 00 3c 00", Cdb.modeSelect10(60)),
                Arguments.of("5a 08 2a 00 00 00 00 00 ff 00", Cdb.modeSense10(PageControl.CURRENT, 0x2A, 255)),
                Arguments.of("5a 08 85 00 00 00 00 01 00 00", Cdb.modeSense10(PageControl.DEFAULT, 5, 256)),
                Arguments.of("1b 01 00 00 02 00", Cdb.startStopUnit(Motion.EJECT, Immed.ON)),
                Arguments.of("1b 00 00 00 03 00", Cdb.startStopUnit(Motion.LOAD, Immed.OFF)),
                Arguments.of("1b 00 00 00 01 00", Cdb.startStopUnit(Motion.SPIN_UP, Immed.OFF)),
                Arguments.of("1e 00 00 00 01 00", Cdb.removal(Removal.PREVENT)),
                Arguments.of("1e 00 00 00 03 00", Cdb.removal(Removal.PERSISTENT_PREVENT)),
                Arguments.of("23 00 00 00 00 00 00 00 0c 00", Cdb.readFormatCapacities(12)),
                Arguments.of("25 00 00 00 00 00 00 00 00 00", Cdb.readCapacity()),
                Arguments.of("28 08 01 02 03 04 00 00 20 00", Cdb.read10(0x01020304, 32, Fua.ON)),
                Arguments.of("2a 00 ff ff ff ff 00 ff ff 00", Cdb.write10(0xFFFFFFFFL, 65535, Fua.OFF)),
                Arguments.of("2e 00 00 00 00 20 00 00 20 00", OtherCdb.writeAndVerify10(32, 32)),
                Arguments.of("2f 00 00 00 00 20 00 ff ff 00", OtherCdb.verify10(32, 65535)),
                Arguments.of("35 02 00 00 00 00 00 00 00 00", Cdb.synchronizeCache(Immed.ON)),
                Arguments.of("43 00 00 00 00 00 01 00 14 00", OtherCdb.readToc(1, 20)),
                Arguments.of("43 00 01 00 00 00 00 00 0c 00", OtherCdb.readSessionInfo(12)),
                Arguments.of("46 02 01 08 00 00 00 02 00 00", Cdb.getConfiguration(FeatureRequest.ONE, 0x108, 512)),
                Arguments.of("4a 01 00 00 10 00 00 00 08 00", Cdb.getEventStatus(1 << EventStatus.MEDIA, 8)),
                Arguments.of("51 00 00 00 00 00 00 00 22 00", Cdb.readDiscInformation(34)),
                Arguments.of("52 01 00 00 01 02 00 00 30 00", Cdb.readTrackInformation(0x102, 48)),
                Arguments.of("52 00 00 b8 74 00 00 00 30 00", OtherCdb.readTrackInformationAt(12_088_320, 48)),
                Arguments.of("52 02 00 00 00 02 00 00 30 00", OtherCdb.readTrackInformationOfSession(2, 48)),
                Arguments.of("52 05 00 00 00 01 00 00 30 00", OtherCdb.readOpenTrackInformation(1, 48)),
                Arguments.of("53 00 00 00 00 00 08 00 20 00", OtherCdb.reserveTrack(524_320)),
                Arguments.of("53 01 00 08 00 20 00 00 00 00", OtherCdb.splitTrack(524_320)),
                Arguments.of("54 01 00 00 00 00 00 00 00 00", Cdb.sendOpc()),
                Arguments.of("5b 01 01 00 01 02 00 00 00 00", Cdb.closeTrack(CloseFunction.TRACK, 0x102, Immed.ON)),
                Arguments.of("5b 00 06 00 00 00 00 00 00 00", Cdb.closeTrack(CloseFunction.FINALISE, 0, Immed.OFF)),
                Arguments.of("5c 00 00 00 00 00 00 00 0c 00", Cdb.readBufferCapacity()),
                Arguments.of("a1 10 00 00 00 00 00 00 00 00 00 00", OtherCdb.blankFully(Immed.ON)),
                Arguments.of("a1 01 00 00 00 00 00 00 00 00 00 00", OtherCdb.blankMinimally(Immed.OFF)),
                Arguments.of("a8 00 00 00 00 20 00 01 00 00 00 00", OtherCdb.read12(32, 65536, Streaming.OFF)),
                Arguments.of("aa 00 00 00 00 20 00 00 00 20 80 00", Cdb.write12(32, 32, Streaming.ON)),
                Arguments.of("ab 01 00 00 00 00 00 00 01 04 00 00", Cdb.readMediaSerialNumber(260)),
                Arguments.of("ac 00 00 00 00 00 00 00 00 08 03 00", Cdb.getWriteSpeeds(8)),
                Arguments.of("ac 14 00 00 00 07 00 00 00 02 00 00",
                        Cdb.getNominalPerformance(NominalPerformance.Of.WRITE, 7, 2)),
                Arguments.of("ac 10 00 00 00 00 00 00 00 02 00 00",
                        Cdb.getNominalPerformance(NominalPerformance.Of.READ, 0, 2)),
                Arguments.of("ad 01 00 00 00 00 00 0a 00 10 00 00",
                        Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_SPARE_AREA, 16)),
                Arguments.of("b6 00 00 00 00 00 00 00 00 00 1c 00", Cdb.setStreaming()),
                Arguments.of("bb 00 46 50 ff ff 00 00 00 00 00 00", Cdb.setCdSpeed(18000, 0xFFFF)),
                Arguments.of("bd 00 00 00 00 00 00 00 00 08 00 00", Cdb.mechanismStatus()));
    }

    static Stream<Arguments> changerCommands() {
        return Stream.of(
                Arguments.of("07 00 00 00 00 00", ChangerCdb.initializeElementStatus()),
                Arguments.of("37 01 04 00 00 00 00 04 00 00", OtherCdb.initializeElementStatus(1024, 4)),
                Arguments.of("1a 08 1d 00 88 00",
                        ChangerCdb.modeSenseElementAddresses(ElementAddresses.ALLOCATION)),
                Arguments.of("2b 00 00 10 04 00 00 00 00 00", OtherCdb.positionToElement(16, 1024)),
                Arguments.of("a5 00 00 00 04 00 00 01 00 00 00 00", ChangerCdb.moveMedium(0, 1024, 1)),
                Arguments.of("a6 00 00 10 04 00 00 01 04 01 00 00", OtherCdb.exchangeMedium(16, 1024, 1, 1025)),
                Arguments.of("b8 12 04 00 00 04 00 00 40 00 00 00", ChangerCdb.readElementStatus(ElementType.STORAGE,
                        1024, 4, VolumeTags.WANTED, DeviceIds.LEFT_OUT, 0x4000)),
                Arguments.of("b8 04 00 01 00 02 01 00 40 00 00 00", ChangerCdb.readElementStatus(
                        ElementType.DATA_TRANSFER, 1, 2, VolumeTags.LEFT_OUT, DeviceIds.WANTED, 0x4000)));
    }

    @ParameterizedTest
    @MethodSource({"recorderCommands", "changerCommands"})
    void bytesAreThoseOfTheTable(String hex, byte[] cdb) {
        assertThat(HexFormat.ofDelimiter(" ").formatHex(cdb)).isEqualTo(hex);
        assertThat(Opcode.of(cdb).cdbLength()).isEqualTo(cdb.length);
    }

    @Test
    void everyOpcodeHasACommand() {
        assertThat(Stream.concat(recorderCommands(), changerCommands()).map(a -> Opcode.of((byte[]) a.get()[1])))
                .contains(Stream.of(Opcode.values()).filter(o -> o != Opcode.UNKNOWN).toArray(Opcode[]::new));
        assertThat(Opcode.of(0xC7)).isEqualTo(Opcode.UNKNOWN);
        assertThat(Opcode.of(0xFFFFFF2A)).isEqualTo(Opcode.WRITE_10);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Cdb.write10(-1, 1, Fua.OFF)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cdb.write10(1L << 32, 1, Fua.OFF)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cdb.read10(0, 65536, Fua.OFF)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cdb.requestSense(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChangerCdb.moveMedium(0, 65536, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
