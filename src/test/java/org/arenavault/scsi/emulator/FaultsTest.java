package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SpareInformation;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every action and every condition of a fault plan ({@code optical-emulator.md} 9), as a host meets them. */
class FaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final FormatDescriptor SPARES = new FormatDescriptor(0, FormatDescriptor.FULL,
            FormatDescriptor.SRM, 0);

    @TempDir
    private Path temp;

    private final VirtualClock clock = new VirtualClock();
    private Rig rig;
    private Host host;

    @BeforeEach
    void insertABdR() throws IOException {
        rig = Rig.of(temp, MediumFamily.BD_R, 32_768, clock, Timing.INSTANT);
        host = rig.host();
    }

    @AfterEach
    void switchOff() throws IOException {
        rig.close();
    }

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

    @ParameterizedTest
    @CsvSource({"busy, BUSY, 8", "full, TASK_SET_FULL, 40", "conflict, RESERVATION_CONFLICT, 24"})
    void otherStatuses(String name, CommandStatus outcome, int status) throws IOException {
        rig.faults("op=2A status " + name + " x 2");
        for (int i = 0; i < 2; i++) {
            CommandResult result = host.tryWrite(0, 32);
            assertThat(result.outcome()).isEqualTo(outcome);
            assertThat(result.status()).isEqualTo(status);
        }
        host.write(0, 32);
    }

    @Test
    void aTimeoutHidesWhetherTheCommandWasExecuted() throws IOException {
        rig.faults("op=2A timeout executed");
        long before = clock.nanos();
        assertThat(host.tryWrite(0, 32).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        assertThat(clock.nanos() - before).isEqualTo(Duration.ofSeconds(200).toNanos());
        assertThat(host.nwa()).isEqualTo(32);
        rig.faults("op=2A timeout lost");
        assertThat(host.tryWrite(32, 32).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        assertThat(host.nwa()).isEqualTo(32);
        rig.faults("op=2A timeout later");
        byte[] data = Host.pattern(32, 32);
        ByteBuffer buffer = ByteBuffer.wrap(data.clone());
        assertThat(host.run(Command.out(Cdb.write10(32, 32, Fua.OFF), buffer, LIMIT)).outcome())
                .isEqualTo(CommandStatus.TIMEOUT);
        Arrays.fill(buffer.array(), (byte) 0);
        assertThat(host.nwa()).as("executed before this").isEqualTo(64);
        host.assertHolds(0, 64);
    }

    @ParameterizedTest
    @CsvSource({"executed, true", "lost, false"})
    void aSyncOrCloseTimesOutDoneOrNot(String fate, boolean done) throws IOException {
        rig.faults("op=35 timeout " + fate + "\nop=5B timeout " + fate);
        host.write(0, 40);
        assertThat(host.run(Cdb.synchronizeCache(Immed.OFF)).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        assertThat(host.nwa()).isEqualTo(done ? 64 : 40);
        assertThat(host.run(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.OFF)).outcome())
                .isEqualTo(CommandStatus.TIMEOUT);
        assertThat(host.track(1).state()).isEqualTo(done ? State.CLOSED : State.INCOMPLETE_OPEN);
    }

    @Test
    void aBrokenPathHidesItToo() throws IOException {
        rig.faults("op=2A error executed");
        assertThat(host.tryWrite(0, 32).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(host.nwa()).isEqualTo(32);
        rig.faults("op=2A error lost");
        assertThat(host.tryWrite(32, 32).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(host.nwa()).isEqualTo(32);
        byte[] room = new byte[2048];
        Arrays.fill(room, (byte) 7);
        rig.faults("op=28 error executed");
        assertThat(host.tryRead(0, room).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(room).containsOnly(0);
    }

    @Test
    void aVanishedDriveNeedsANewWayToIt() throws IOException {
        host.write(0, 32);
        rig.faults("op=2A vanish for 30s");
        assertThat(host.tryWrite(32, 32).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        assertThat(host.run(Cdb.testUnitReady()).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        assertThatThrownBy(() -> rig.drive().connect()).isInstanceOf(OperatorNeededException.class);
        clock.advance(Duration.ofSeconds(31));
        assertThat(host.run(Cdb.testUnitReady()).outcome()).as("the old way").isEqualTo(CommandStatus.DEVICE_GONE);
        Host again = new Host(rig.drive().connect());
        assertThat(again.turSense()).hasToString("6/29/00");
        again.ok(Cdb.testUnitReady());
        assertThat(again.nwa()).isEqualTo(32);
    }

    @Test
    void aDriveMayVanishForEver() throws IOException {
        rig.faults("op=00 vanish");
        assertThat(host.run(Cdb.testUnitReady()).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        clock.advance(Duration.ofDays(10_000));
        assertThatThrownBy(() -> rig.drive().connect()).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 60})
    void powerFailsAfterSoManyClusters(int keep) throws IOException {
        rig.quirk(Quirk.BACKLOG, "64");
        rig.faults("op=2A nth=51 powerloss keep " + keep + " clusters");
        for (int lba = 0; lba < 50 * 32; lba += 32) {
            host.write(lba, 32);
        }
        assertThat(host.tryWrite(50 * 32, 32).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        assertThat(host.turSense()).hasToString("6/29/00");
        int kept = Math.min(keep, 51) * 32;
        assertThat(host.nwa()).isEqualTo(kept);
        assertThat(host.track(1).state()).isEqualTo(keep == 0 ? State.INCOMPLETE_BLANK : State.INCOMPLETE_OPEN);
        if (kept > 0) {
            host.assertHolds(0, kept);
        }
        assertThat(host.readFails(kept, 1)).hasToString("5/21/00");
        host.write(kept, 32);
        host.sync();
        host.close(1);
        host.assertHolds(0, kept + 32);
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
    void anAnswerIsCutHonestlyOrNot() throws IOException {
        rig.faults("op=12 short 20");
        byte[] answer = new byte[36];
        CommandResult cut = Host.good(host.run(Command.in(Cdb.inquiry(36), ByteBuffer.wrap(answer), LIMIT)));
        assertThat(cut.transferred()).isEqualTo(20);
        assertThat(Inquiry.decode(Arrays.copyOf(answer, 20)).vendor()).isEqualTo("ARENAVLT");
        assertThat(answer[32]).isZero();
        rig.faults("op=12 short 20\nop=12 residual lie");
        CommandResult lie = Host.good(host.run(Command.in(Cdb.inquiry(36), ByteBuffer.wrap(answer), LIMIT)));
        assertThat(lie.transferred()).isEqualTo(36);
        assertThat(answer[32]).isZero();
        rig.quirk(Quirk.LYING_RESIDUAL);
        assertThat(host.in(Cdb.inquiry(5), 96)).hasSize(96);
    }

    @Test
    void trackInformationMayBeWrong() throws IOException {
        host.burn(32);
        rig.faults("op=52 nwa +32 x 2\nop=52 nth=3 nwa 0\nop=52 nth=4 nwa -150\nop=51 tracks 1");
        assertThat(host.disc().lastTrackOfLastSession()).isEqualTo(1);
        assertThat(host.track(2).nextWritable()).isEqualTo(64);
        assertThat(host.track(2).nextWritable()).isEqualTo(64);
        assertThat(host.track(2).nextWritable()).isZero();
        assertThat(host.track(2).nextWritable()).isEqualTo(-150);
        assertThat(host.track(2).nextWritable()).isEqualTo(32);
        assertThat(host.disc().lastTrackOfLastSession()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"28, 6/28/00", "29, 6/29/00", "3F, 6/3F/01", "5A, 6/5A/01"})
    void attentionsAreQueued(String code, String sense) throws IOException {
        rig.faults("op=12 ua " + code);
        host.in(Cdb.inquiry(36), 36);
        assertThat(host.turSense()).hasToString(sense);
        host.ok(Cdb.testUnitReady());
    }

    @Test
    void anAttentionStrikesTheVeryCommand() throws IOException {
        rig.faults("op=2A nth=2 ua 28");
        host.write(0, 32);
        assertThat(host.writeFails(32, 32)).hasToString("6/28/00");
        host.write(32, 32);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMediumIsSwapped(boolean silent) throws IOException {
        Path other = temp.resolve("other.disc");
        EmulatedDisc.create(other, MediumFamily.BD_R, 8192);
        rig.drive().setShelf(name -> EmulatedDisc.open(temp.resolve(name + ".disc")));
        host.write(0, 32);
        rig.faults("op=2A swap other" + (silent ? " silent" : ""));
        if (silent) {
            assertThat(host.writeFails(32, 32)).hasToString("5/21/02");
        } else {
            assertThat(host.writeFails(32, 32)).hasToString("6/28/00");
        }
        assertThat(host.track(1).size()).isEqualTo(8192);
        assertThat(host.nwa()).isZero();
    }

    @Test
    void aDriveIsStuckForATime() throws IOException {
        rig.faults("op=2A nth=2 stuck 08 for 10s");
        host.write(0, 32);
        assertThat(host.writeFails(32, 32)).hasToString("2/04/08");
        clock.advance(Duration.ofSeconds(9));
        assertThat(host.turSense()).hasToString("2/04/08");
        clock.advance(Duration.ofSeconds(2));
        host.write(32, 32);
    }

    @Test
    void quirksAreSwitchedOnAndOff() throws IOException {
        rig.faults("op=00 nth=1 quirk blankread=8 on\nop=00 nth=2 quirk blankread off\nop=00 nth=3 quirk ff");
        host.ok(Cdb.testUnitReady());
        assertThat(host.readFails(0, 1)).hasToString("8/00/00");
        host.ok(Cdb.testUnitReady());
        assertThat(host.readFails(0, 1)).hasToString("5/21/00");
        host.ok(Cdb.testUnitReady());
        assertThat(host.track(0xFF).track()).isEqualTo(1);
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
