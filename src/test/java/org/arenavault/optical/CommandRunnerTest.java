package org.arenavault.optical;

import static org.arenavault.optical.ScriptedTransport.check;
import static org.arenavault.optical.ScriptedTransport.end;
import static org.arenavault.optical.ScriptedTransport.good;
import static org.arenavault.optical.ScriptedTransport.sense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.ManualClock;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;
import org.junit.jupiter.api.Test;

/** A command is waited for, sent again or given up as its answers ask. */
class CommandRunnerTest {

    private static final Command READY = Command.plain(Cdb.testUnitReady(), Duration.ofSeconds(30));
    private static final Command WRITE = Command.out(Cdb.write10(64, 32, Fua.OFF), ByteBuffer.allocate(65536),
            Duration.ofSeconds(200));

    private final ManualClock clock = new ManualClock();
    private final List<String> warnings = new ArrayList<>();
    private final DriveObservations observations = new DriveObservations(warnings::add);
    private final ScriptedTransport transport = new ScriptedTransport();
    private final CommandRunner runner = new CommandRunner(transport, clock, StopSignal.NEVER, observations, false);

    private Duration timeOf(Command command, Phase phase, ReplyMeaning expected) throws IOException {
        long begun = clock.nanos();
        assertThat(runner.run(command, phase).meaning()).isEqualTo(expected);
        return Duration.ofNanos(clock.nanos() - begun);
    }

    @Test
    void aFullBufferGetsTheSameCommandAgainAfterShortPauses() throws IOException {
        transport.thenSense("2/04/08", "2/04/08", "2/04/08").then(good(65536));
        assertThat(timeOf(WRITE, Phase.WRITE, ReplyMeaning.DONE)).isEqualTo(Duration.ofMillis(25 + 50 + 100));
        assertThat(transport.cdbs()).hasSize(4).allMatch(cdb -> Arrays.equals(cdb, WRITE.cdb()));
    }

    @Test
    void aBufferThatStaysFullForFiveMinutesStopsTheWork() throws IOException {
        transport.always(command -> check(sense("2/04/08")));
        assertThat(timeOf(WRITE, Phase.WRITE, ReplyMeaning.STOP)).isBetween(Duration.ofMinutes(5),
                Duration.ofMinutes(5).plusMillis(500));
    }

    @Test
    void becomingReadyIsWaitedForThreeMinutes() throws IOException {
        transport.always(command -> check(sense("2/04/01")));
        assertThat(timeOf(READY, Phase.READ, ReplyMeaning.NOT_READY)).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aLimitCountsFromTheFirstAnswerOfItsKind() throws IOException {
        transport.then(Collections.nCopies(300, check(sense("2/04/01"))).toArray(new CommandResult[0]));
        transport.always(command -> check(sense("2/04/00")));
        assertThat(timeOf(READY, Phase.READ,
                ReplyMeaning.NOT_READY)).isEqualTo(Duration.ofMinutes(3).plusMillis(30_000));
    }

    @Test
    void aStopDriveIsStartedOnce() throws IOException {
        transport.thenSense("2/04/02").then(good(0), good(0));
        assertThat(runner.run(READY, Phase.READ).done()).isTrue();
        assertThat(transport.opcodes()).containsExactly(Opcode.TEST_UNIT_READY, Opcode.START_STOP_UNIT,
                Opcode.TEST_UNIT_READY);
        transport.thenSense("2/04/02").then(good(0)).thenSense("2/04/02");
        assertThat(runner.run(READY, Phase.READ).meaning()).isEqualTo(ReplyMeaning.NOT_READY);
    }

    @Test
    void aSequenceErrorIsAnsweredWithOneSynchronize() throws IOException {
        transport.thenSense("5/2C/00").then(good(0)).thenSense("5/2C/00");
        assertThat(runner.run(WRITE, Phase.WRITE).meaning()).isEqualTo(ReplyMeaning.GIVE_UP_TRACK);
        assertThat(transport.opcodes()).containsExactly(Opcode.WRITE_10, Opcode.SYNCHRONIZE_CACHE, Opcode.WRITE_10);
    }

    @Test
    void aLockIsOpenedForAnEject() throws IOException {
        Command eject = Command.plain(Cdb.startStopUnit(Cdb.Motion.EJECT, Immed.OFF), Duration.ofMinutes(5));
        transport.thenSense("5/53/02").then(good(0), good(0));
        assertThat(runner.run(eject, Phase.READ).done()).isTrue();
        assertThat(transport.opcodes()).containsExactly(Opcode.START_STOP_UNIT, Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL,
                Opcode.START_STOP_UNIT);
    }

    @Test
    void anUnknownOutcomeOfAWriteIsNeverAnsweredWithAnotherWrite() throws IOException {
        for (CommandStatus outcome : List.of(CommandStatus.TIMEOUT, CommandStatus.TRANSPORT_ERROR)) {
            transport.then(end(outcome));
            DriveReply reply = runner.run(WRITE, Phase.WRITE);
            assertThat(reply.meaning()).isEqualTo(ReplyMeaning.ASK_ADDRESS);
            assertThat(reply.outcomeUnknown()).isTrue();
            assertThat(reply.sent()).isEqualTo(1);
        }
        assertThat(transport.cdbs()).hasSize(2);
    }

    @Test
    void aReadIsTriedThreeTimesWhenThePathFails() throws IOException {
        transport.then(end(CommandStatus.TIMEOUT), end(CommandStatus.TRANSPORT_ERROR), good(0));
        assertThat(runner.run(READY, Phase.READ).done()).isTrue();
        transport.then(end(CommandStatus.TIMEOUT), end(CommandStatus.TIMEOUT), end(CommandStatus.TIMEOUT));
        assertThat(runner.run(READY, Phase.READ).meaning()).isEqualTo(ReplyMeaning.UNREADABLE);
    }

    @Test
    void aBusyUnitIsWaitedForAMinute() throws IOException {
        transport.always(command -> end(CommandStatus.BUSY));
        assertThat(timeOf(READY, Phase.READ, ReplyMeaning.NOT_READY)).isBetween(Duration.ofMinutes(1),
                Duration.ofMinutes(1).plusMillis(500));
    }

    @Test
    void whatNobodyCanHelpIsToldAtOnce() throws IOException {
        transport.then(end(CommandStatus.RESERVATION_CONFLICT), end(CommandStatus.DEVICE_GONE),
                end(CommandStatus.DENIED));
        assertThat(runner.run(READY, Phase.READ).meaning()).isEqualTo(ReplyMeaning.RESERVED);
        assertThat(runner.run(READY, Phase.READ).meaning()).isEqualTo(ReplyMeaning.GONE);
        assertThat(runner.run(READY, Phase.READ).meaning()).isEqualTo(ReplyMeaning.DENIED);
    }

    @Test
    void aDeferredErrorIsThatOfAnEarlierWrite() throws IOException {
        transport.then(check(sense("3/0C/00").asDeferred()));
        assertThat(runner.run(WRITE, Phase.WRITE).meaning()).isEqualTo(ReplyMeaning.GIVE_UP_TRACK);
        assertThat(observations.takeDeferred()).contains(sense("3/0C/00").asDeferred());
        assertThat(observations.takeDeferred()).isEmpty();
        transport.then(check(sense("4/44/00").asDeferred()));
        assertThat(runner.run(WRITE, Phase.WRITE).meaning()).isEqualTo(ReplyMeaning.STOP);
    }

    @Test
    void aDeferredErrorThatComesWhileReadingIsKept() throws IOException {
        transport.then(check(sense("3/0C/00").asDeferred()), good(0));
        assertThat(runner.run(READY, Phase.READ).done()).isTrue();
        assertThat(observations.takeDeferred()).isPresent();
    }

    @Test
    void ofRecoveredErrorsTheGravestAreTold() throws IOException {
        transport.then(check(sense("1/17/01")), check(sense("1/73/01")), check(sense("1/5D/00")));
        for (int i = 0; i < 3; i++) {
            assertThat(runner.run(READY, Phase.READ).done()).isTrue();
        }
        assertThat(warnings).hasSize(2).anyMatch(line -> line.contains("1/73/01"));
    }

    @Test
    void aSenseThatTheTableDoesNotKnowIsToldWithItsCommand() throws IOException {
        transport.thenSense("5/55/07", "5/55/07");
        runner.run(WRITE, Phase.WRITE);
        runner.run(WRITE, Phase.WRITE);
        assertThat(warnings).containsExactly("unclassified sense 5/55/07 to WRITE(10)");
    }

    @Test
    void anOperationUnderWayIsPolledForAsLongAsItMayTake() throws IOException {
        transport.always(command -> check(sense("2/04/07").withProgress(0x8000)));
        List<String> shown = new ArrayList<>();
        Progress.Stage stage = new Progress.Stage() {
            @Override
            public void add(long bytes) {
                // nothing is moved
            }

            @Override
            public void detail(String text) {
                shown.add(text);
            }

            @Override
            public void close() {
                // nothing to end
            }
        };
        long begun = clock.nanos();
        DriveReply reply = runner.run(READY, Phase.FINISH, Polling.of(Duration.ofMinutes(10), stage));
        assertThat(reply.meaning()).isEqualTo(ReplyMeaning.NOT_READY);
        assertThat(Duration.ofNanos(clock.nanos() - begun)).isEqualTo(Duration.ofMinutes(10));
        assertThat(shown).isNotEmpty().allMatch(text -> text.equals("50 %"));
    }

    @Test
    void answersThatKeepChangingComeToAnEndAllTheSame() throws IOException {
        int[] n = {0};
        transport.always(command -> check(sense(n[0]++ % 2 == 0 ? "2/04/01" : "2/04/07")));
        assertThat(timeOf(READY, Phase.READ, ReplyMeaning.NOT_READY)).isLessThan(Duration.ofHours(7));
    }

    @Test
    void aRequestToStopEndsTheWaitingButNotWhatHasToBeFinished() throws IOException {
        CommandRunner stopped = new CommandRunner(transport, clock, () -> true, observations, false);
        transport.thenSense("2/04/08");
        assertThatThrownBy(() -> stopped.run(WRITE, Phase.WRITE)).isInstanceOf(CancelledException.class);
        assertThat(transport.isExhausted()).isTrue();
        transport.thenSense("2/04/07").then(good(0));
        assertThat(stopped.run(READY, Phase.FINISH).done()).isTrue();
        transport.thenSense("2/04/01").then(good(0));
        assertThat(stopped.unstoppable().run(READY, Phase.READ).done()).isTrue();
    }

    @Test
    void aDriveThatFallsAsleepIsWokenUp() throws IOException {
        CommandRunner careful = new CommandRunner(transport, clock, StopSignal.NEVER, observations, true);
        careful.run(WRITE, Phase.WRITE);
        clock.sleep(Duration.ofSeconds(91));
        transport.thenSense("2/04/01").then(good(0));
        careful.run(WRITE, Phase.WRITE);
        assertThat(transport.opcodes()).containsExactly(Opcode.WRITE_10, Opcode.TEST_UNIT_READY,
                Opcode.TEST_UNIT_READY, Opcode.WRITE_10);
    }

    @Test
    void aUnitAttentionIsNotedAndASecondSendingIsNot() throws IOException {
        assertThat(observations.hasChanged()).isFalse();
        transport.thenSense("6/5A/01").then(good(65536));
        assertThat(runner.run(WRITE, Phase.WRITE).done()).isTrue();
        assertThat(observations.hasChanged()).isFalse();
        assertThat(warnings).anyMatch(line -> line.contains("eject button"));
        transport.thenSense("6/28/00");
        DriveReply reply = runner.run(WRITE, Phase.WRITE);
        assertThat(reply.meaning()).isEqualTo(ReplyMeaning.LOOK_AGAIN);
        assertThat(reply.sense().is(SenseKey.UNIT_ATTENTION)).isTrue();
        assertThat(observations.hasChanged()).isTrue();
    }
}
