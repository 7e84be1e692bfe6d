package org.arenavault.optical;

import static org.arenavault.optical.ReplyMeaning.ASK_ADDRESS;
import static org.arenavault.optical.ReplyMeaning.DISC_FULL;
import static org.arenavault.optical.ReplyMeaning.DOES_NOT_EXIST;
import static org.arenavault.optical.ReplyMeaning.DONE;
import static org.arenavault.optical.ReplyMeaning.DRIVE_WAS_RESET;
import static org.arenavault.optical.ReplyMeaning.GIVE_UP_TRACK;
import static org.arenavault.optical.ReplyMeaning.GONE;
import static org.arenavault.optical.ReplyMeaning.LOOK_AGAIN;
import static org.arenavault.optical.ReplyMeaning.NOT_READY;
import static org.arenavault.optical.ReplyMeaning.NO_MEDIUM;
import static org.arenavault.optical.ReplyMeaning.OTHER_DRIVE;
import static org.arenavault.optical.ReplyMeaning.OTHER_TRACK_OPEN;
import static org.arenavault.optical.ReplyMeaning.SESSION_DAMAGED;
import static org.arenavault.optical.ReplyMeaning.STOP;
import static org.arenavault.optical.ReplyMeaning.UNREADABLE;
import static org.arenavault.optical.ReplyMeaning.UNRECORDED;
import static org.arenavault.optical.ReplyMeaning.UNSUITABLE;
import static org.arenavault.optical.ReplyMeaning.UNSUPPORTED;
import static org.arenavault.optical.SenseAction.Step.ALLOW_REMOVAL;
import static org.arenavault.optical.SenseAction.Step.REPEAT;
import static org.arenavault.optical.SenseAction.Step.REST;
import static org.arenavault.optical.SenseAction.Step.START;
import static org.arenavault.optical.SenseAction.Step.SYNCHRONIZE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.scsi.SenseData;

/**
 * What to do about every sense, by what is being done: the table of 3.2, row by row, and {@code real-drives.md} 7.
 * Where the table of the specification has a dash, the rule for unknown senses of that key stands here.
 */
final class SenseTable {

    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOADING = Duration.ofMinutes(3);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CERTIFYING = Duration.ofHours(2);

    private static final SenseAction POLL = new SenseAction.Poll();
    private static final SenseAction REISSUE = SenseAction.reissue();

    private static final SenseAction IN_PROGRESS = wait(Backoff.STEADY, TEN_MINUTES, NOT_READY);

    private static final List<SenseRule> RULES = List.of(
            // pattern                      reading                             writing          finishing
            rule("0/00/16",                 IN_PROGRESS,                        IN_PROGRESS,     POLL),
            rule("0/*/*",                   again(REPEAT, 1, UNREADABLE),       STOP,            POLL),
            rule("1/*/*",                   DONE,                               DONE,            DONE),
            rule("2/04/00",                 wait(Backoff.STEADY, MINUTE, NOT_READY),
                    wait(Backoff.STEADY, MINUTE, STOP),
                    wait(Backoff.STEADY, MOMENT, NOT_READY)),
            rule("2/04/01",                 wait(Backoff.STEADY, LOADING, NOT_READY),
                    wait(Backoff.STEADY, MINUTE, STOP),                         POLL),
            rule("2/04/02",                 again(START, 1, NOT_READY),         STOP,
                    again(START, 1, NOT_READY)),
            rule("2/04/03",                 NOT_READY,                          NOT_READY,       NOT_READY),
            rule("2/04/04",                 wait(Backoff.STEADY, CERTIFYING, NOT_READY),
                    wait(Backoff.STEADY, HOUR, STOP),                           POLL),
            rule("2/04/07",                 wait(Backoff.STEADY, HOUR, NOT_READY),
                    wait(Backoff.STEADY, FIVE_MINUTES, again(SYNCHRONIZE, 1, STOP)), POLL),
            rule("2/04/08",                 wait(Backoff.SHORT, FIVE_MINUTES, NOT_READY),
                    wait(Backoff.SHORT, FIVE_MINUTES, STOP),                    POLL),
            rule("2/04/09",                 wait(Backoff.LONG, FIVE_MINUTES, NOT_READY), STOP,   POLL),
            rule("2/24/00",                 DOES_NOT_EXIST,                     ASK_ADDRESS,     DOES_NOT_EXIST),
            rule("2/3A/*",                  NO_MEDIUM,                          NO_MEDIUM,       NO_MEDIUM),
            rule("5/30/02",                 UNSUITABLE,                         STOP,            STOP),
            rule("2,5/30/*",                UNSUITABLE,                         STOP,            STOP),
            rule("2/3E/00",                 wait(Backoff.STEADY, MINUTE, NOT_READY),
                    wait(Backoff.STEADY, MINUTE, STOP),                         wait(Backoff.STEADY, MINUTE, STOP)),
            rule("2,5/53/02",               again(ALLOW_REMOVAL, 1, STOP),      STOP,
                    again(ALLOW_REMOVAL, 1, STOP)),
            rule("3/02/00",                 again(REST, 3, UNREADABLE),         GIVE_UP_TRACK,   STOP),
            rule("3/06/*",                  again(REST, 3, UNREADABLE),         GIVE_UP_TRACK,   STOP),
            rule("4/09,15/*",               again(REST, 3, UNREADABLE),         GIVE_UP_TRACK,   STOP),
            rule("3/0C/*",                  UNREADABLE,                         GIVE_UP_TRACK,   GIVE_UP_TRACK),
            rule("3/10,11/*",               UNREADABLE,                         STOP,            STOP),
            rule("3/31/00-01",              UNSUITABLE,                         STOP,            STOP),
            rule("3/32/00",                 UNREADABLE,                         GIVE_UP_TRACK,   GIVE_UP_TRACK),
            rule("3/57/00",                 again(REST, 2, UNSUITABLE),         STOP,            STOP),
            rule("3/72/00-02",              UNREADABLE,                         GIVE_UP_TRACK,   SESSION_DAMAGED),
            rule("5/72/03-04",              STOP,                               STOP,            OTHER_TRACK_OPEN),
            rule("5/72/05",                 STOP,                               UNSUPPORTED,     STOP),
            rule("3/73/02-05,11,17",        OTHER_DRIVE,                        OTHER_DRIVE,     OTHER_DRIVE),
            rule("5/73/*",                  OTHER_DRIVE,                        OTHER_DRIVE,     OTHER_DRIVE),
            rule("4/*/*",                   again(REPEAT, 1, GONE),             STOP,            STOP),
            rule("5/20/00",                 UNSUPPORTED,                        UNSUPPORTED,     UNSUPPORTED),
            rule("5/21/00",                 UNRECORDED,                         STOP,            STOP),
            rule("5/21/02",                 UNRECORDED,                         ASK_ADDRESS,     STOP),
            rule("5/21/03",                 STOP,                               STOP,            STOP),
            rule("5/24/00",                 DOES_NOT_EXIST,                     ASK_ADDRESS,     DOES_NOT_EXIST),
            rule("5/26/*",                  UNSUPPORTED,                        UNSUPPORTED,     UNSUPPORTED),
            rule("5/27/00",                 UNSUPPORTED,                        STOP,            STOP),
            rule("7/*/*",                   UNSUPPORTED,                        STOP,            STOP),
            rule("5/2C/00,03-04",           again(SYNCHRONIZE, 1, STOP),
                    again(SYNCHRONIZE, 1, GIVE_UP_TRACK),                       again(SYNCHRONIZE, 1, STOP)),
            rule("5,6/2E/00",               wait(Backoff.STEADY, MINUTE, NOT_READY),
                    wait(Backoff.STEADY, MINUTE, STOP),                         wait(Backoff.STEADY, MINUTE, STOP)),
            rule("5/63/00-01",              UNRECORDED,                         DISC_FULL,       STOP),
            rule("5/64/00-01",              UNRECORDED,                         STOP,            STOP),
            rule("5/6F/*",                  UNSUITABLE,                         STOP,            STOP),
            rule("6/28/01",                 REISSUE,                            REISSUE,         REISSUE),
            rule("6/28/02",                 LOOK_AGAIN,                         STOP,            LOOK_AGAIN),
            rule("6/28/*",                  LOOK_AGAIN,                         LOOK_AGAIN,      LOOK_AGAIN),
            rule("6/29/*",                  DRIVE_WAS_RESET,                    DRIVE_WAS_RESET, DRIVE_WAS_RESET),
            rule("6/2A/*",                  LOOK_AGAIN,                         LOOK_AGAIN,      REISSUE),
            rule("6/5E/*",                  LOOK_AGAIN,                         REISSUE,         LOOK_AGAIN),
            rule("6/3B,3F/*",               LOOK_AGAIN,                         STOP,            LOOK_AGAIN),
            rule("6/5A/*",                  REISSUE,                            REISSUE,         REISSUE),
            rule("8/*/*",                   UNRECORDED,                         STOP,            STOP),
            rule("B/*/*",                   again(REPEAT, 3, UNREADABLE),       ASK_ADDRESS,
                    again(REST, 3, ASK_ADDRESS)),
            rule("D/*/*",                   UNRECORDED,                         DISC_FULL,       DISC_FULL),
            rule("E/*/*",                   UNREADABLE,                         STOP,            STOP));

    /** By the key alone: what no row of the table knows. */
    private static final List<SenseRule> UNKNOWN = List.of(
            rule("2/*/*",                   wait(Backoff.STEADY, MINUTE, NOT_READY),
                    wait(Backoff.STEADY, MINUTE, STOP),                         wait(Backoff.STEADY, MINUTE, STOP)),
            rule("3/*/*",                   UNREADABLE,                         GIVE_UP_TRACK,   GIVE_UP_TRACK),
            // a unit attention says only that something happened; reading, there is no harm in looking what
            rule("6/*/*",                   LOOK_AGAIN,                         STOP,            STOP),
            rule("*/*/*",                   STOP,                               STOP,            STOP));

    private SenseTable() {
    }

    /** What to do; {@link #isClassified} tells whether the table has a row for it. */
    static SenseAction action(SenseData sense, Phase phase) {
        if (sense.key() == 0 && sense.hasProgress()) {
            return phase == Phase.FINISH ? POLL : IN_PROGRESS;
        }
        return find(RULES, sense).or(() -> find(UNKNOWN, sense)).orElseThrow().in(phase);
    }

    /** Whether the table knows this sense; one it does not is decided by its key. */
    static boolean isClassified(SenseData sense) {
        return find(RULES, sense).isPresent();
    }

    /** What to do when the drive has no time for a command: it has done nothing. */
    static SenseAction busy() {
        return wait(Backoff.SHORT, MINUTE, NOT_READY);
    }

    private static Optional<SenseRule> find(List<SenseRule> rules, SenseData sense) {
        return rules.stream().filter(rule -> rule.fits(sense)).findFirst();
    }

    private static SenseRule rule(String pattern, SenseAction reading, SenseAction writing, SenseAction finishing) {
        return SenseRule.of(pattern, reading, writing, finishing);
    }

    private static SenseAction wait(Backoff backoff, Duration limit, SenseAction then) {
        return new SenseAction.Wait(backoff, limit, then);
    }

    private static SenseAction again(SenseAction.Step step, int times, SenseAction then) {
        return new SenseAction.Again(step, times, then);
    }
}
