package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.TrackInformation.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fault plan does to a drive and on the way there ({@code optical-emulator.md} 9), as a host meets it. */
class PathFaultsTest extends FaultFixture {

    private static final Duration LIMIT = Duration.ofSeconds(20);

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
}
