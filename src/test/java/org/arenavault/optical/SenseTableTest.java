package org.arenavault.optical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of 3.2, every row of it, written down a second time by what comes of each sense. */
class SenseTableTest {

    /** An action in the notation of the specification: {@code WAIT(B,60s)>STOP}, {@code RETRY(3)>UNREADABLE}. */
    private static String text(SenseAction action) {
        if (action instanceof SenseAction.Wait wait) {
            char letter = switch (wait.backoff()) {
                case SHORT -> 'A';
                case STEADY -> 'B';
                case LONG -> 'C';
            };
            return "WAIT(%c %s)>%s".formatted(letter, wait.limit().toString().substring(2).toLowerCase(Locale.ROOT),
                    text(wait.then()));
        }
        if (action instanceof SenseAction.Again again) {
            return "%s(%d)>%s".formatted(again.step(), again.times(), text(again.then()));
        }
        return action instanceof SenseAction.Poll ? "POLL" : action.toString();
    }

    @ParameterizedTest(name = "{0}: {1} | {2} | {3}")
    @CsvSource(delimiter = '|', textBlock = """
            0/00/00 | REPEAT(1)>UNREADABLE    | STOP                                  | POLL
            0/00/16 | WAIT(B 10m)>NOT_READY   | WAIT(B 10m)>NOT_READY                 | POLL
            1/17/01 | DONE                    | DONE                                  | DONE
            1/0C/01 | DONE                    | DONE                                  | DONE
            1/73/01 | DONE                    | DONE                                  | DONE
            2/04/00 | WAIT(B 1m)>NOT_READY    | WAIT(B 1m)>STOP                       | WAIT(B 5s)>NOT_READY
            2/04/01 | WAIT(B 3m)>NOT_READY    | WAIT(B 1m)>STOP                       | POLL
            2/04/02 | START(1)>NOT_READY      | STOP                                  | START(1)>NOT_READY
            2/04/03 | NOT_READY               | NOT_READY                             | NOT_READY
            2/04/04 | WAIT(B 2h)>NOT_READY    | WAIT(B 1h)>STOP                       | POLL
            2/04/07 | WAIT(B 1h)>NOT_READY    | WAIT(B 5m)>SYNCHRONIZE(1)>STOP        | POLL
            2/04/08 | WAIT(A 5m)>NOT_READY    | WAIT(A 5m)>STOP                       | POLL
            2/04/09 | WAIT(C 5m)>NOT_READY    | STOP                                  | POLL
            2/3A/00 | NO_MEDIUM               | NO_MEDIUM                             | NO_MEDIUM
            2/3A/03 | NO_MEDIUM               | NO_MEDIUM                             | NO_MEDIUM
            2/30/05 | UNSUITABLE              | STOP                                  | STOP
            5/30/05 | UNSUITABLE              | STOP                                  | STOP
            5/30/10 | UNSUITABLE              | STOP                                  | STOP
            2/3E/00 | WAIT(B 1m)>NOT_READY    | WAIT(B 1m)>STOP                       | WAIT(B 1m)>STOP
            5/53/02 | ALLOW_REMOVAL(1)>STOP   | STOP                                  | ALLOW_REMOVAL(1)>STOP
            2/53/02 | ALLOW_REMOVAL(1)>STOP   | STOP                                  | ALLOW_REMOVAL(1)>STOP
            3/02/00 | REST(3)>UNREADABLE      | GIVE_UP_TRACK                         | STOP
            4/09/01 | REST(3)>UNREADABLE      | GIVE_UP_TRACK                         | STOP
            4/15/01 | REST(3)>UNREADABLE      | GIVE_UP_TRACK                         | STOP
            3/0C/00 | UNREADABLE              | GIVE_UP_TRACK                         | GIVE_UP_TRACK
            3/0C/02 | UNREADABLE              | GIVE_UP_TRACK                         | GIVE_UP_TRACK
            3/0C/80 | UNREADABLE              | GIVE_UP_TRACK                         | GIVE_UP_TRACK
            3/11/05 | UNREADABLE              | STOP                                  | STOP
            3/10/00 | UNREADABLE              | STOP                                  | STOP
            3/31/00 | UNSUITABLE              | STOP                                  | STOP
            3/31/01 | UNSUITABLE              | STOP                                  | STOP
            3/32/00 | UNREADABLE              | GIVE_UP_TRACK                         | GIVE_UP_TRACK
            3/57/00 | REST(2)>UNSUITABLE      | STOP                                  | STOP
            3/72/01 | UNREADABLE              | GIVE_UP_TRACK                         | SESSION_DAMAGED
            5/72/03 | STOP                    | STOP                                  | OTHER_TRACK_OPEN
            5/72/04 | STOP                    | STOP                                  | OTHER_TRACK_OPEN
            5/72/05 | STOP                    | UNSUPPORTED                           | STOP
            3/73/03 | OTHER_DRIVE             | OTHER_DRIVE                           | OTHER_DRIVE
            5/73/10 | OTHER_DRIVE             | OTHER_DRIVE                           | OTHER_DRIVE
            4/44/00 | REPEAT(1)>GONE          | STOP                                  | STOP
            4/08/03 | REPEAT(1)>GONE          | STOP                                  | STOP
            5/20/00 | UNSUPPORTED             | UNSUPPORTED                           | UNSUPPORTED
            5/21/00 | UNRECORDED              | STOP                                  | STOP
            5/21/02 | UNRECORDED              | ASK_ADDRESS                           | STOP
            5/21/03 | STOP                    | STOP                                  | STOP
            5/24/00 | DOES_NOT_EXIST          | ASK_ADDRESS                           | DOES_NOT_EXIST
            2/24/00 | DOES_NOT_EXIST          | ASK_ADDRESS                           | DOES_NOT_EXIST
            5/26/02 | UNSUPPORTED             | UNSUPPORTED                           | UNSUPPORTED
            5/27/00 | UNSUPPORTED             | STOP                                  | STOP
            7/27/00 | UNSUPPORTED             | STOP                                  | STOP
            5/2C/00 | SYNCHRONIZE(1)>STOP     | SYNCHRONIZE(1)>GIVE_UP_TRACK          | SYNCHRONIZE(1)>STOP
            5/2E/00 | WAIT(B 1m)>NOT_READY    | WAIT(B 1m)>STOP                       | WAIT(B 1m)>STOP
            6/2E/00 | WAIT(B 1m)>NOT_READY    | WAIT(B 1m)>STOP                       | WAIT(B 1m)>STOP
            5/63/00 | UNRECORDED              | DISC_FULL                             | STOP
            5/63/01 | UNRECORDED              | DISC_FULL                             | STOP
            5/64/00 | UNRECORDED              | STOP                                  | STOP
            5/6F/02 | UNSUITABLE              | STOP                                  | STOP
            5/30/02 | UNSUITABLE              | STOP                                  | STOP
            6/28/00 | LOOK_AGAIN              | LOOK_AGAIN                            | LOOK_AGAIN
            6/28/01 | REPEAT(16)>STOP         | REPEAT(16)>STOP                       | REPEAT(16)>STOP
            6/28/02 | LOOK_AGAIN              | STOP                                  | LOOK_AGAIN
            6/29/00 | DRIVE_WAS_RESET         | DRIVE_WAS_RESET                       | DRIVE_WAS_RESET
            6/2A/01 | LOOK_AGAIN              | LOOK_AGAIN                            | REPEAT(16)>STOP
            6/3F/01 | LOOK_AGAIN              | STOP                                  | LOOK_AGAIN
            6/5E/00 | LOOK_AGAIN              | REPEAT(16)>STOP                       | LOOK_AGAIN
            6/5A/01 | REPEAT(16)>STOP         | REPEAT(16)>STOP                       | REPEAT(16)>STOP
            8/00/00 | UNRECORDED              | STOP                                  | STOP
            B/4E/00 | REPEAT(3)>UNREADABLE    | ASK_ADDRESS                           | REST(3)>ASK_ADDRESS
            D/00/00 | UNRECORDED              | DISC_FULL                             | DISC_FULL
            E/1D/00 | UNREADABLE              | STOP                                  | STOP
            """)
    void aSenseInEveryPhase(String triple, String reading, String writing, String finishing) {
        SenseData sense = ScriptedTransport.sense(triple);
        assertThat(SenseTable.isClassified(sense)).isTrue();
        assertThat(text(SenseTable.action(sense, Phase.READ))).isEqualTo(reading);
        assertThat(text(SenseTable.action(sense, Phase.WRITE))).isEqualTo(writing);
        assertThat(text(SenseTable.action(sense, Phase.FINISH))).isEqualTo(finishing);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2/55/00 | WAIT(B 1m)>NOT_READY | WAIT(B 1m)>STOP | WAIT(B 1m)>STOP
            3/40/00 | UNREADABLE           | GIVE_UP_TRACK   | GIVE_UP_TRACK
            5/55/00 | STOP                 | STOP            | STOP
            6/2F/00 | LOOK_AGAIN           | STOP            | STOP
            9/80/00 | STOP                 | STOP            | STOP
            """)
    void anUnknownSenseIsDecidedByItsKey(String triple, String reading, String writing, String finishing) {
        SenseData sense = ScriptedTransport.sense(triple);
        assertThat(SenseTable.isClassified(sense)).isFalse();
        assertThat(text(SenseTable.action(sense, Phase.READ))).isEqualTo(reading);
        assertThat(text(SenseTable.action(sense, Phase.WRITE))).isEqualTo(writing);
        assertThat(text(SenseTable.action(sense, Phase.FINISH))).isEqualTo(finishing);
    }

    @Test
    void progressWithoutASenseKeyIsAnOperationUnderWay() {
        SenseData sense = SenseData.of(SenseKey.NO_SENSE, 0, 0).withProgress(0x4000);
        assertThat(text(SenseTable.action(sense, Phase.READ))).isEqualTo("WAIT(B 10m)>NOT_READY");
        assertThat(text(SenseTable.action(sense, Phase.FINISH))).isEqualTo("POLL");
    }

    @Test
    void everySenseThereIsGetsAnAction() {
        for (int key = 0; key < 16; key++) {
            for (int asc = 0; asc < 256; asc++) {
                for (int ascq = 0; ascq < 256; ascq++) {
                    SenseData sense = SenseData.of(SenseKey.of(key), asc, ascq);
                    for (Phase phase : Phase.values()) {
                        assertThat(SenseTable.action(sense, phase)).as("%s %s", sense, phase).isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void pausesGrowAsTheirClassSays() {
        assertThat(Backoff.SHORT.pause(0)).isEqualTo(Duration.ofMillis(25));
        assertThat(Backoff.SHORT.pause(1)).isEqualTo(Duration.ofMillis(50));
        assertThat(Backoff.SHORT.pause(4)).isEqualTo(Duration.ofMillis(400));
        assertThat(Backoff.SHORT.pause(5)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.SHORT.pause(1_000_000)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.STEADY.pause(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.STEADY.pause(9)).isEqualTo(Duration.ofMillis(500));
        assertThat(Backoff.LONG.pause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.LONG.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.LONG.pause(9)).isEqualTo(Duration.ofSeconds(5));
    }
}
