package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SpareInformation;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.Test;

/** The conditions of a fault plan, and what it does to discs ({@code optical-emulator.md} 9), as a host meets them. */
class FaultsTest extends FaultFixture {

    private static final FormatDescriptor SPARES = new FormatDescriptor(0, FormatDescriptor.FULL,
            FormatDescriptor.SRM, 0);

    // ---- when

    @Test
    void aFaultStrikesTheNthCommandOfItsKindAndSoManyFromThere() throws IOException {
        rig.faults("op=2A nth=2 sense 3/0C/00 x 2");
        host.write(0, 32);
        assertThat(host.writeFails(32, 32)).hasToString("3/0C/00");
        host.ok(Cdb.testUnitReady());
        assertThat(host.writeFails(32, 32)).hasToString("3/0C/00");
        host.write(32, 32);
    }

    @Test
    void aFaultStrikesEveryNthTime() throws IOException {
        rig.faults("op=2A every=3 sense 2/04/08");
        int refused = 0;
        for (int lba = 0; lba < 32 * 12;) {
            if (host.tryWrite(lba, 32).ok()) {
                lba += 32;
            } else {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(5);
        host.assertHolds(0, 384);
    }

    @Test
    void aFaultStrikesWhereItsRangeIsTouched() throws IOException {
        rig.faults("lba=40..50 sense 3/11/05 x 2");
        host.write(0, 32);
        assertThat(host.writeFails(32, 32)).hasToString("3/11/05");
        assertThat(host.readFails(0, 64)).hasToString("3/11/05");
        host.write(32, 32);
    }

    @Test
    void aFaultStrikesAfterSoManyBytes() throws IOException {
        rig.faults("op=2A after=128k sense 3/0C/00");
        host.write(0, 32);
        host.write(32, 32);
        assertThat(host.writeFails(64, 32)).hasToString("3/0C/00");
        host.write(64, 32);
    }

    @Test
    void aFaultStrikesItsTrackAndItsCloseFunction() throws IOException {
        rig.faults("track=2 op=52 sense 4/44/00\nop=5B/1 nth=2 sense 3/72/00\nop=5B/2 sense 3/72/02");
        host.burn(32);
        host.write(32, 32);
        assertThat(host.closeFails(CloseFunction.TRACK, 2)).hasToString("3/72/00");
        assertThat(host.noTrack(2)).hasToString("4/44/00");
        host.close(2);
        assertThat(host.closeFails(CloseFunction.SESSION, 0)).hasToString("3/72/02");
    }

    @Test
    void aFaultStrikesAtItsTime() throws IOException {
        rig.faults("op=* at=10s sense 4/44/00");
        host.ok(Cdb.testUnitReady());
        clock.advance(Duration.ofSeconds(11));
        assertThat(host.turSense()).hasToString("4/44/00");
        host.ok(Cdb.testUnitReady());
    }

    @Test
    void chanceIsTheSameEveryTime() throws IOException {
        StringBuilder first = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            rig.faults("op=00 p=0.3 seed=7 sense 4/44/00");
            StringBuilder pattern = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                pattern.append(host.run(Cdb.testUnitReady()).ok() ? '.' : 'x');
            }
            assertThat(pattern.chars().filter(c -> c == 'x').count()).isBetween(30L, 90L);
            if (round == 0) {
                first = pattern;
            } else {
                assertThat(pattern).hasToString(first.toString());
            }
        }
    }

    // ---- what

    @Test
    void injectedSenseCarriesItsAddress() throws IOException {
        rig.faults("op=2A sense 3/0C/00 info=77");
        SenseData sense = host.writeFails(0, 32);
        assertThat(sense.information()).isEqualTo(77);
        assertThat(sense.deferred()).isFalse();
        assertThat(host.nwa()).isZero();
    }

    @Test
    void deferredSenseComesWithTheNextCommandThatCanReportIt() throws IOException {
        rig.faults("op=2A sense 3/0C/00 info=5 deferred");
        assertThat(host.tryWrite(0, 32).outcome()).as("told once, and the write not done")
                .isEqualTo(CommandStatus.CHECK_CONDITION);
        host.write(0, 32);
        rig.faults("op=51 sense 3/0C/00 deferred");
        host.disc();
        assertThat(host.fails(Cdb.synchronizeCache(Immed.OFF)).deferred()).isTrue();
        host.sync();
        rig.faults("op=51 sense 3/0C/00 deferred");
        host.disc();
        assertThat(host.requestSense().deferred()).isTrue();
        host.ok(Cdb.testUnitReady());
    }

    @Test
    void aRecoveredErrorIsGoodWithSense() throws IOException {
        rig.faults("op=2A sense 1/73/01");
        CommandResult result = Host.good(host.tryWrite(0, 32));
        assertThat(SenseData.of(result)).hasToString("1/73/01");
        assertThat(host.nwa()).isEqualTo(32);
    }

    @Test
    void aHardSpotStaysBadAndASoftOneIsReadInTheEnd() throws IOException {
        rig.faults("op=28 readbad 40..41 hard\nop=28 readbad 70 soft 2");
        host.write(0, 96);
        host.sync();
        assertThat(host.readFails(32, 32).information()).isEqualTo(40);
        assertThat(host.readFails(41, 1)).hasToString("3/11/00");
        host.assertHolds(0, 40);
        host.assertHolds(42, 28);
        assertThat(host.readFails(70, 1)).hasToString("3/11/00");
        assertThat(host.readFails(64, 32).information()).isEqualTo(70);
        CommandResult recovered = Host.good(host.tryRead(70, new byte[2048]));
        assertThat(SenseData.of(recovered)).hasToString("1/17/01");
        host.assertHolds(70, 1);
    }

    @Test
    void badSpotsBelongToTheMedium() throws IOException {
        host.write(0, 32);
        rig.faults("op=00 readbad 3 hard\nop=00 corrupt 5..6 xor=FF");
        host.ok(Cdb.testUnitReady());
        Path folder = rig.folder();
        rig.close();
        try (Rig again = Rig.open(folder)) {
            assertThat(again.host().readFails(0, 32).information()).isEqualTo(3);
            byte[] expected = Host.pattern(4, 4);
            for (int i = 2048; i < 3 * 2048; i++) {
                expected[i] ^= (byte) 0xFF;
            }
            assertThat(again.host().read(4, 4)).isEqualTo(expected);
        }
    }

    @Test
    void aBadClusterOfAnUnsparedDiscLosesTheTrackButNotTheDisc() throws IOException {
        rig.faults("op=2A writebad 64..64");
        host.write(0, 32);
        host.write(32, 32);
        Host.good(host.tryWrite(64, 32));
        SenseData sense = host.writeFails(96, 32);
        assertThat(sense.deferred()).isTrue();
        assertThat(sense.describe()).isEqualTo("write error (3/0C/00, deferred, at 64)");
        assertThat(host.nwa()).isEqualTo(96);
        host.assertHolds(0, 64);
        assertThat(host.readFails(64, 32)).hasToString("3/11/00");
        host.sync();
        host.close(1);
        assertThat(host.track(1).size()).isEqualTo(96);
        host.write(96, 32);
        host.assertHolds(96, 32);
    }

    @Test
    void whatWaitedBehindABadClusterIsGone() throws IOException {
        rig.quirk(Quirk.BACKLOG, "8");
        rig.faults("op=2A writebad 32..63");
        for (int lba = 0; lba < 160; lba += 32) {
            host.write(lba, 32);
        }
        assertThat(host.nwa()).isEqualTo(160);
        SenseData sense = host.fails(Cdb.synchronizeCache(Immed.OFF));
        assertThat(sense.describe()).isEqualTo("write error (3/0C/00, deferred, at 32)");
        assertThat(host.nwa()).isEqualTo(64);
        assertThat(host.readFails(64, 32)).hasToString("5/21/00");
        host.sync();
    }

    @Test
    void aSyncThatAnsweredAtOnceTellsOfLostDataLater() throws IOException {
        rig.quirk(Quirk.BACKLOG, "8");
        rig.faults("op=2A writebad 32..63");
        host.write(0, 32);
        host.write(32, 32);
        host.ok(Cdb.synchronizeCache(Immed.ON));
        assertThat(host.turSense().deferred()).isTrue();
        host.ok(Cdb.testUnitReady());
    }

    @Test
    void nothingIsClosedOverLostData() throws IOException {
        rig.quirk(Quirk.BACKLOG, "8");
        rig.faults("op=2A writebad 32..63");
        host.write(0, 32);
        host.write(32, 32);
        assertThat(host.closeFails(CloseFunction.TRACK, 1)).hasToString("3/0C/00");
        assertThat(host.track(1).state()).isEqualTo(State.INCOMPLETE_OPEN);
        host.close(1);
        assertThat(host.track(1).size()).isEqualTo(64);
    }

    @Test
    void aSparedDiscTakesASpareForABadCluster() throws IOException {
        Host.good(host.format(SPARES, Immed.OFF));
        rig.faults("op=2A writebad 32..95");
        host.write(0, 32);
        CommandResult result = Host.good(host.tryWrite(32, 32));
        assertThat(SenseData.of(result).describe())
                .isEqualTo("write error, recovered by reallocation (1/0C/01, at 32)");
        host.assertHolds(32, 32);
        SpareInformation spare = spare();
        assertThat(spare.allocated() - spare.free()).isEqualTo(32);
        rig.quirk(Quirk.SILENT_REALLOCATION);
        assertThat(Host.good(host.tryWrite(64, 32)).sense()).isEmpty();
        host.assertHolds(0, 96);
    }

    private SpareInformation spare() throws IOException {
        return SpareInformation.decode(DiscStructure.decode(
                host.in(Cdb.readDiscStructure(StructureMedium.BD, DiscStructure.BD_SPARE_AREA, 16), 16)).payload());
    }

    @Test
    void aWornDiscHasNoSpares() throws IOException {
        Host.good(host.format(SPARES, Immed.OFF));
        rig.faults("op=2A wear spare=0\nop=2A writebad 0..1000");
        Host.good(host.tryWrite(0, 32));
        assertThat(spare().free()).isZero();
        assertThat(host.writeFails(32, 32)).hasToString("3/0C/02");
        Host.good(host.tryWrite(32, 32));
        assertThat(host.fails(Cdb.synchronizeCache(Immed.OFF))).as("again").hasToString("3/32/00");
    }

    @Test
    void aDamagedTrackThatIsWritableCanBeContinuedOrClosed() throws IOException {
        rig.faults("op=2A nth=2 powerloss keep 1 clusters damage writable");
        host.write(0, 32);
        assertThat(host.tryWrite(32, 32).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        host.hearAttentions();
        assertThat(host.track(1).state()).isEqualTo(State.DAMAGED_WRITABLE);
        assertThat(host.disc().lastSession()).isEqualTo(LastSession.DAMAGED);
        assertThat(host.nwa()).isEqualTo(64);
        host.close(1);
        assertThat(host.track(1).size()).isEqualTo(64);
        assertThat(host.track(2).state()).isEqualTo(State.INCOMPLETE_BLANK);
        assertThat(host.disc().lastSession()).isEqualTo(LastSession.INCOMPLETE);
        host.assertHolds(0, 64);
    }

    @Test
    void aDeadTrackIsOnlyClosed() throws IOException {
        rig.faults("op=35 powerloss damage dead vanish for 5s");
        host.write(0, 96);
        assertThat(host.run(Cdb.synchronizeCache(Immed.OFF)).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        clock.advance(Duration.ofSeconds(6));
        Host again = Host.ready(rig.drive());
        assertThat(again.track(1).state()).isEqualTo(State.DAMAGED_DEAD);
        assertThat(again.disc().lastTrackOfLastSession()).isEqualTo(1);
        assertThat(again.writeFails(96, 32)).hasToString("5/21/02");
        rig.quirk(Quirk.DEAD_NEEDS_SESSION);
        assertThat(again.closeFails(CloseFunction.TRACK, 1)).hasToString("5/2C/00");
        rig.drive().quirks().clear(Quirk.DEAD_NEEDS_SESSION);
        again.close(1);
        assertThat(again.track(1).size()).isEqualTo(96);
        again.burn(32);
        again.assertHolds(96, 32);
    }

    @Test
    void aDeadTrackMayTakeItsSessionWithIt() throws IOException {
        rig.quirk(Quirk.DEAD_NEEDS_SESSION);
        rig.faults("op=2A nth=2 powerloss damage dead");
        host.write(0, 32);
        host.tryWrite(32, 32);
        host.hearAttentions();
        host.closeSession();
        assertThat(host.disc().sessions()).isEqualTo(2);
        host.burn(32);
    }

    @Test
    void aBlankTrackCanBeDamagedAndCostsACluster() throws IOException {
        rig.faults("op=2A powerloss damage writable");
        rig.quirk(Quirk.BACKLOG, "4");
        host.tryWrite(0, 32);
        host.hearAttentions();
        assertThat(host.track(1).state()).isEqualTo(State.DAMAGED_WRITABLE);
        host.close(1);
        assertThat(host.track(1).size()).isEqualTo(32);
        assertThat(host.track(2).start()).isEqualTo(32);
        assertThat(host.read(0, 32)).containsOnly(0);
    }

    @Test
    void aDataFileCutOffBehindItsBackIsUnreadable() throws IOException {
        host.write(0, 64);
        host.sync();
        try (FileChannel channel = FileChannel.open(rig.folder().resolve("data"),
                StandardOpenOption.WRITE)) {
            channel.truncate(50 * 2048);
        }
        host.assertHolds(0, 50);
        assertThat(host.readFails(32, 32)).hasToString("3/11/00");
        assertThat(Files.size(rig.folder().resolve("data"))).isEqualTo(50 * 2048);
    }
}
