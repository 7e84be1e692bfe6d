package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Cdb.Streaming;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.PageControl;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseData.FieldPointer;
import org.arenavault.scsi.TrackInformation.State;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.WriteParametersPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of {@code optical-emulator.md} 7 gets its answer. */
class MistakesTest {

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
    void aWriteBesideTheNextWritableAddressWritesNothing() throws IOException {
        host.write(0, 32);
        assertThat(host.writeFails(64, 32)).hasToString("5/21/02");
        assertThat(host.writeFails(0, 32)).hasToString("5/21/02");
        assertThat(host.nwa()).isEqualTo(32);
        assertThat(rig.drive().counters().written()).isEqualTo(32 * 2048);
        assertThat(host.readFails(64, 1)).hasToString("5/21/00");
    }

    @Test
    void aWriteIntoAClosedTrackIsRefused() throws IOException {
        host.burn(64);
        assertThat(host.writeFails(0, 32)).hasToString("5/21/02");
        assertThat(host.writeFails(32, 32)).hasToString("5/21/02");
    }

    @Test
    void aWritePastTheEndWritesNothing() throws IOException {
        assertThat(host.writeFails(5000, 32)).hasToString("5/21/00");
        host.ok(OtherCdb.reserveTrack(64));
        host.write(0, 32);
        assertThat(host.writeFails(32, 64)).hasToString("5/63/00");
        host.write(32, 32);
        assertThat(host.track(1).free()).isZero();
        assertThat(host.track(2).nextWritable()).isEqualTo(64);
        for (int lba = 64; lba < 4064; lba += 32) {
            host.write(lba, 32);
        }
        assertThat(host.writeFails(4064, 64)).hasToString("5/21/00");
        host.write(4064, 32);
    }

    @Test
    void countingOnAfterSyncOfAPartialClusterIsCountingWrong() throws IOException {
        host.write(0, 40);
        host.sync();
        assertThat(host.nwa()).isEqualTo(64);
        assertThat(host.writeFails(40, 32)).hasToString("5/21/02");
        host.write(64, 32);
        host.assertHolds(0, 40);
        assertThat(host.read(40, 24)).containsOnly(0);
    }

    @Test
    void partialWritesThatGoOnAreTakenAndCounted() throws IOException {
        host.write(0, 10);
        host.write(10, 22);
        host.write(32, 32);
        assertThat(rig.drive().counters().partialWrites()).isEqualTo(1);
        assertThat(rig.drive().counters().linkPoints()).isZero();
        host.assertHolds(0, 64);
        assertThat(host.nwa()).isEqualTo(64);
    }

    @Test
    void streamingOnBdTakesWholeClustersOnly() throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Host.pattern(0, 32));
        ByteBuffer part = ByteBuffer.wrap(Host.pattern(0, 16));
        assertThat(Host.failed(host.run(Command.out(Cdb.write12(0, 16, Streaming.ON), part, LIMIT))))
                .hasToString("5/24/00");
        Host.good(host.run(Command.out(Cdb.write12(0, 32, Streaming.ON), data, LIMIT)));
        Host.good(host.run(Command.out(Cdb.write12(32, 16, Streaming.OFF), part, LIMIT)));
        assertThat(Host.failed(host.run(Command.out(Cdb.write12(48, 32, Streaming.ON), data, LIMIT))))
                .hasToString("5/24/00");
        host.assertHolds(0, 32);
    }

    @Test
    void dataOfAnotherLengthThanTheCdbSaysBreakTheTransfer() throws IOException {
        byte[] data = Host.pattern(0, 31);
        CommandResult write = host.run(Command.out(Cdb.write10(0, 32, Fua.OFF), ByteBuffer.wrap(data), LIMIT));
        assertThat(write.outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(write.raw()).contains("65536").contains("63488");
        assertThat(host.nwa()).isZero();
        host.write(0, 32);
        byte[] room = new byte[33 * 2048];
        Arrays.fill(room, (byte) 7);
        CommandResult read = host.run(Command.in(Cdb.read10(0, 32, Fua.OFF), ByteBuffer.wrap(room), LIMIT));
        assertThat(read.outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(room).containsOnly(0);
    }

    @Test
    void aParameterListOfAnotherLengthIsRefused() throws IOException {
        assertThat(Host.failed(host.out(Cdb.setStreaming(), new byte[27]))).hasToString("5/1A/00");
        assertThat(Host.failed(host.out(Cdb.modeSelect10(60), new byte[59]))).hasToString("5/1A/00");
        assertThat(Host.failed(host.out(Cdb.formatUnit(), new byte[11]))).hasToString("5/1A/00");
    }

    @ParameterizedTest
    @CsvSource({"off, 5/21/00", "21, 5/21/00", "8, 8/00/00", "11, 3/11/00", "02, 3/02/00"})
    void aReadOfWhatWasNeverWrittenFails(String quirk, String answer) throws IOException {
        rig.quirk(Quirk.BLANK_READ, quirk);
        host.write(0, 32);
        host.sync();
        SenseData sense = host.readFails(16, 32);
        assertThat(sense).hasToString(answer);
        assertThat(sense.information()).isEqualTo(32);
        assertThat(host.readFails(32, 1)).hasToString(answer);
        assertThat(host.fails(OtherCdb.verify10(0, 64))).hasToString(answer);
        host.ok(OtherCdb.verify10(0, 32));
        assertThat(host.readFails(4096, 1)).as("beyond everything").hasToString("5/21/00");
    }

    @Test
    void aReadOfDataStillBufferedIsServedFromTheBuffer() throws IOException {
        rig.quirk(Quirk.BACKLOG, "4");
        host.write(0, 32);
        host.write(32, 10);
        host.assertHolds(0, 42);
        assertThat(host.nwa()).isEqualTo(42);
        host.write(42, 22);
        host.assertHolds(20, 40);
    }

    @Test
    void onAnOldDriveAReadFillsUpTheClusterFirst() throws IOException {
        rig.quirk(Quirk.READ_FLUSH);
        host.write(0, 40);
        host.assertHolds(0, 40);
        assertThat(host.nwa()).isEqualTo(64);
        assertThat(rig.drive().counters().linkPoints()).isEqualTo(1);
        assertThat(host.writeFails(40, 24)).hasToString("5/21/02");
    }

    @Test
    void aReadBeforeSyncMayBeASequenceError() throws IOException {
        rig.quirk(Quirk.SEQUENCE_ERROR);
        host.write(0, 32);
        assertThat(host.readFails(0, 32)).hasToString("5/2C/00");
        host.sync();
        host.assertHolds(0, 32);
    }

    @Test
    void withoutAMediumMediumCommandsAreNotReady() throws IOException {
        host.ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
        for (byte[] cdb : new byte[][] {Cdb.testUnitReady(), OtherCdb.verify10(0, 1),
            Cdb.synchronizeCache(Immed.OFF)}) {
            assertThat(host.fails(cdb)).hasToString("2/3A/02");
        }
        assertThat(host.failsIn(Cdb.readDiscInformation(34), 34)).hasToString("2/3A/02");
        rig.drive().remove();
        host.ok(Cdb.startStopUnit(Motion.LOAD, Immed.OFF));
        assertThat(host.turSense()).hasToString("2/3A/01");
        assertThat(host.in(Cdb.inquiry(36), 36)).hasSize(36);
    }

    @Test
    void whileTheDiscSpinsUpMediumCommandsAreNotReady() throws IOException {
        VirtualClock clock = new VirtualClock();
        try (Rig slow = Rig.of(temp, MediumFamily.BD_R, 4096, clock, Timing.REAL)) {
            assertThat(slow.host().turSense()).hasToString("2/04/01");
            assertThat(slow.host().failsIn(Cdb.readCapacity(), 8)).hasToString("2/04/01");
            assertThat(slow.host().in(Cdb.inquiry(36), 36)).hasSize(36);
            clock.advance(Duration.ofSeconds(8));
            assertThat(slow.host().turSense()).hasToString("6/28/00");
            slow.host().ok(Cdb.testUnitReady());
        }
    }

    @Test
    void closingWithoutSyncIsCountedOrRefused() throws IOException {
        host.write(0, 40);
        host.close(1);
        assertThat(rig.drive().counters().impliedSyncs()).isEqualTo(1);
        assertThat(host.track(1).size()).isEqualTo(64);
        rig.quirk(Quirk.STRICT_CLOSE);
        host.write(64, 32);
        assertThat(host.closeFails(CloseFunction.TRACK, 2)).hasToString("5/2C/00");
        host.sync();
        host.close(2);
        assertThat(rig.drive().counters().impliedSyncs()).isEqualTo(1);
    }

    @Test
    void formattingAWrittenBdRIsASequenceError() throws IOException {
        host.write(0, 32);
        assertThat(Host.failed(host.format(new FormatDescriptor(0, 0, 1, 0), Immed.OFF))).hasToString("5/2C/00");
    }

    @Test
    void writeParametersAreNotForBd() throws IOException {
        byte[] list = new ModeParameters(List.of(WriteParametersPage.dvdIncremental().encode()))
                .encodeList();
        assertThat(Host.failed(host.out(Cdb.modeSelect10(list.length), list))).hasToString("5/26/00");
        assertThat(host.failsIn(Cdb.modeSense10(PageControl.CURRENT, 5, 255), 255)).hasToString("5/24/00");
    }

    @Test
    void aChangedMediumIsToldToEachHostOnce() throws IOException {
        Host other = Host.ready(rig.drive());
        EmulatedDisc.create(temp.resolve("second.disc"), MediumFamily.BD_R, 4096);
        rig.drive().insert(EmulatedDisc.open(temp.resolve("second.disc")));
        assertThat(host.writeFails(0, 32)).hasToString("6/28/00");
        host.write(0, 32);
        assertThat(other.turSense()).hasToString("6/28/00");
        other.ok(Cdb.testUnitReady());
    }

    @Test
    void anEjectWhileLockedIsRefused() throws IOException {
        host.ok(Cdb.removal(Removal.PREVENT));
        Host other = Host.ready(rig.drive());
        assertThat(host.fails(Cdb.startStopUnit(Motion.EJECT, Immed.OFF))).hasToString("5/53/02");
        assertThat(other.fails(Cdb.startStopUnit(Motion.EJECT, Immed.OFF))).hasToString("5/53/02");
        other.ok(Cdb.removal(Removal.ALLOW));
        assertThat(other.fails(Cdb.startStopUnit(Motion.EJECT, Immed.OFF))).hasToString("5/53/02");
        host.ok(Cdb.removal(Removal.ALLOW));
        rig.quirk(Quirk.EJECT_LOCKED);
        assertThat(host.fails(Cdb.startStopUnit(Motion.EJECT, Immed.OFF))).hasToString("5/53/02");
        rig.drive().quirks().clear(Quirk.EJECT_LOCKED);
        host.ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
        assertThat(rig.drive().trayOpen()).isTrue();
    }

    @Test
    void goingOnAfterAFullBufferWithTheNextDataIsAWrongAddress() throws IOException {
        rig.quirk(Quirk.BUFFER, "65536");
        rig.quirk(Quirk.BACKLOG, "1");
        host.write(0, 32);
        assertThat(host.writeFails(32, 32)).hasToString("2/04/08");
        assertThat(host.writeFails(64, 32)).hasToString("5/21/02");
        host.write(32, 32);
        host.sync();
        host.assertHolds(0, 64);
    }

    @Test
    void anotherHostsReservationConflicts() throws IOException {
        Transport second = rig.drive().connect();
        rig.drive().reserveFor(second);
        CommandResult refused = host.run(Cdb.testUnitReady());
        assertThat(refused.outcome()).isEqualTo(CommandStatus.RESERVATION_CONFLICT);
        assertThat(refused.status()).isEqualTo(0x18);
        assertThat(host.in(Cdb.inquiry(36), 36)).hasSize(36);
        new Host(second).hearAttentions();
        second.close();
        host.ok(Cdb.testUnitReady());
    }

    @Test
    void reservedBitsAreRefusedWithAPointerToThem() throws IOException {
        byte[] cdb = Cdb.readDiscInformation(34);
        cdb[3] = 0x10;
        SenseData sense = host.failsIn(cdb, 34);
        assertThat(sense).hasToString("5/24/00");
        assertThat(sense.fieldPointer()).isEqualTo(new FieldPointer(true, 3, 4));
        byte[] control = Cdb.testUnitReady();
        control[5] = 1;
        assertThat(host.fails(control).fieldPointer()).isEqualTo(new FieldPointer(true, 5, 0));
        assertThat(host.fails(new byte[] {0x25, 0, 0, 0, 0, 0})).as("a CDB cut short").hasToString("5/24/00");
    }

    @Test
    void whatARecorderDoesNotHaveItDoesNotKnow() throws IOException {
        for (Opcode opcode : new Opcode[] {Opcode.READ_ELEMENT_STATUS, Opcode.MOVE_MEDIUM, Opcode.EXCHANGE_MEDIUM,
            Opcode.INITIALIZE_ELEMENT_STATUS, Opcode.POSITION_TO_ELEMENT, Opcode.MODE_SENSE_6}) {
            byte[] cdb = new byte[opcode.cdbLength()];
            cdb[0] = (byte) opcode.code();
            assertThat(host.fails(cdb)).as(opcode.title()).hasToString("5/20/00");
        }
    }

    @ParameterizedTest
    @CsvSource({"2e", "4a", "ac", "b6", "5c", "ad", "ab"})
    void optionalCommandsCanBeTakenAway(String code) throws Exception {
        rig.faults("op=* quirk no" + code);
        host.ok(Cdb.testUnitReady());
        Opcode opcode = Opcode.of(Integer.parseInt(code, 16));
        byte[] cdb = new byte[opcode.cdbLength()];
        cdb[0] = (byte) opcode.code();
        assertThat(host.fails(cdb)).hasToString("5/20/00");
    }

    @Test
    void closingWhatCannotBeClosed() throws IOException {
        assertThat(host.closeFails(CloseFunction.TRACK, 1)).as("blank").hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.TRACK, 2)).as("no such track").hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.TRACK, 0)).hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.STOP_FORMAT, 0)).hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.FINALISE_SMALL, 0)).hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.FINALISE_RW, 0)).hasToString("5/24/00");
        assertThat(host.closeFails(CloseFunction.FINALISE, 0)).as("blank disc").hasToString("5/2C/04");
        rig.quirk(Quirk.CLOSE_BLANK_GOOD);
        host.close(1);
        assertThat(host.track(1).state()).isEqualTo(State.INCOMPLETE_BLANK);
        host.burn(32);
        host.close(1);
        rig.quirk(Quirk.CLOSE_CLOSED_REFUSED);
        assertThat(host.closeFails(CloseFunction.TRACK, 1)).hasToString("5/24/00");
    }

    @Test
    void trackNumberFfIsNoTrackOfABdR() throws IOException {
        assertThat(host.noTrack(0xFF)).hasToString("5/24/00");
        rig.quirk(Quirk.FF);
        assertThat(host.track(0xFF).track()).isEqualTo(1);
        try (Rig plus = Rig.of(temp, MediumFamily.DVD_PLUS_R, 4096)) {
            assertThat(plus.host().track(0xFF).track()).isEqualTo(1);
            plus.host().write(0, 16);
            plus.host().close(0xFF);
            assertThat(plus.host().track(0xFF).track()).isEqualTo(2);
        }
    }
}
