package org.arenavault.optical;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.StopSignal;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/**
 * Sends commands and does what the drive's answers ask for, by {@link SenseTable}: waits, takes a step and issues
 * the identical command again, until there is a {@link ReplyMeaning}. A WRITE is sent again only after an answer that
 * says that nothing was taken.
 */
final class CommandRunner {

    /** However often the answers change, a command is not waited for longer than this. */
    private static final Duration PATIENCE = Duration.ofHours(6);
    /** A drive that falls asleep does so after two minutes (real-drives.md Q24). */
    private static final Duration DROWSY = Duration.ofSeconds(90);

    private final Transport transport;
    private final Clock clock;
    private final StopSignal stop;
    private final DriveObservations observations;
    private final Wakefulness wakefulness;

    /** When the drive was last given something to do, and whether that matters. */
    private static final class Wakefulness {
        private final boolean matters;
        private long lastCommand;

        private Wakefulness(boolean matters, long now) {
            this.matters = matters;
            this.lastCommand = now;
        }
    }

    /**
     * A runner of commands.
     *
     * @param fallsAsleep the drive has to be woken up after idling
     */
    CommandRunner(Transport transport, Clock clock, StopSignal stop, DriveObservations observations,
            boolean fallsAsleep) {
        this(transport, clock, stop, observations, new Wakefulness(fallsAsleep, clock.nanos()));
    }

    private CommandRunner(Transport transport, Clock clock, StopSignal stop, DriveObservations observations,
                          Wakefulness wakefulness) {
        this.transport = transport;
        this.clock = clock;
        this.stop = stop;
        this.observations = observations;
        this.wakefulness = wakefulness;
    }

    /** The same, for what has to be brought to its end even if the operator has asked to stop. */
    CommandRunner unstoppable() {
        return new CommandRunner(transport, clock, StopSignal.NEVER, observations, wakefulness);
    }

    Clock clock() {
        return clock;
    }

    /** Lets time pass, unless the operator has asked to stop. */
    void pause(Duration duration) throws CancelledException {
        stop.sleep(clock, duration);
    }

    DriveObservations observations() {
        return observations;
    }

    /** Sends a command once and takes note of the answer. What it means is for {@link #settle}. */
    CommandResult send(Command command) throws IOException {
        long now = clock.nanos();
        if (wakefulness.matters && now - wakefulness.lastCommand > DROWSY.toNanos()) {
            wakefulness.lastCommand = now;
            run(Command.plain(Cdb.testUnitReady(), Opcode.TEST_UNIT_READY.timeout()), Phase.FINISH);
        }
        wakefulness.lastCommand = now;
        CommandResult result = transport.execute(command);
        if (result.sense().length > 0) {
            observations.sense(Opcode.of(command.cdb()), SenseData.of(result));
        }
        return result;
    }

    /** Sends a command and sees it through. */
    DriveReply run(Command command, Phase phase) throws IOException {
        return run(command, phase, Polling.ANY);
    }

    /** The same, with an operation under way that is to be waited for. */
    DriveReply run(Command command, Phase phase, Polling polling) throws IOException {
        return settle(command, send(command), phase, polling);
    }

    /** Sees a command through that was answered with {@code first}. */
    DriveReply settle(Command command, CommandResult first, Phase phase) throws IOException {
        return settle(command, first, phase, Polling.ANY);
    }

    private DriveReply settle(Command command, CommandResult first, Phase phase, Polling polling) throws IOException {
        Patience patience = new Patience(command, phase, polling);
        CommandResult result = first;
        int sent = 1;
        while (true) {
            SenseData sense = SenseData.of(result);
            Optional<ReplyMeaning> meaning = result.ok() ? Optional.of(ReplyMeaning.DONE)
                    : patience.meaning(actionFor(command, result, sense, phase), sense);
            if (meaning.isPresent()) {
                return new DriveReply(meaning.get(), result, sense, sent);
            }
            result = send(command);
            sent++;
        }
    }

    private SenseAction actionFor(Command command, CommandResult result, SenseData sense, Phase phase) {
        return switch (result.outcome()) {
            case OK -> ReplyMeaning.DONE;
            case CHECK_CONDITION -> {
                if (sense.deferred()) {
                    yield deferredAction(sense, phase);
                }
                if (!SenseTable.isClassified(sense)) {
                    observations.warn("unclassified sense %s to %s".formatted(sense, Opcode.of(command.cdb()).title()));
                }
                if (sense.is(SenseKey.ILLEGAL_REQUEST) && sense.asc() == 0x20) {
                    observations.markUnsupported(Opcode.of(command.cdb()));
                }
                yield SenseTable.action(sense, phase);
            }
            case BUSY, TASK_SET_FULL -> SenseTable.busy();
            case RESERVATION_CONFLICT -> ReplyMeaning.RESERVED;
            case TIMEOUT, TRANSPORT_ERROR -> phase == Phase.READ
                    ? new SenseAction.Again(SenseAction.Step.REST, 2, ReplyMeaning.UNREADABLE)
                            : ReplyMeaning.ASK_ADDRESS;
            case DEVICE_GONE -> ReplyMeaning.GONE;
            case DENIED -> ReplyMeaning.DENIED;
        };
    }

    /** A deferred error says that an earlier write failed, and that this command was not executed (2.3). */
    private static SenseAction deferredAction(SenseData sense, Phase phase) {
        if (phase == Phase.READ || sense.is(SenseKey.RECOVERED_ERROR)) {
            return SenseAction.reissue();
        }
        return sense.is(SenseKey.MEDIUM_ERROR) ? ReplyMeaning.GIVE_UP_TRACK : ReplyMeaning.STOP;
    }

    /** What has been tried for one command, and since when. */
    private final class Patience implements SenseAction.Performer {

        private final Command command;
        private final Phase phase;
        private final Polling polling;
        private final long begun = clock.nanos();
        private final Map<SenseAction.Again, Integer> steps = new HashMap<>();
        private SenseData waitingFor = SenseData.NONE;
        private long since = begun;
        private int pauses;

        private Patience(Command command, Phase phase, Polling polling) {
            this.command = command;
            this.phase = phase;
            this.polling = polling;
        }

        /** What it means; nothing yet if a pause or a step was taken and the command is to be issued again. */
        private Optional<ReplyMeaning> meaning(SenseAction action, SenseData sense) throws IOException {
            if (!sense.toString().equals(waitingFor.toString())) {
                since = clock.nanos();
                pauses = 0;
            }
            waitingFor = sense;
            return action.by(this);
        }

        @Override
        public Optional<ReplyMeaning> await(SenseAction.Wait wait) throws IOException {
            if (isOver()) {
                return Optional.of(ReplyMeaning.NOT_READY);
            }
            if (elapsed(since).compareTo(wait.limit()) >= 0) {
                return wait.then().by(this);
            }
            pause(wait.backoff().pause(pauses++));
            return Optional.empty();
        }

        @Override
        public Optional<ReplyMeaning> poll() throws IOException {
            if (isOver() || elapsed(begun).compareTo(polling.limit()) >= 0) {
                return Optional.of(ReplyMeaning.NOT_READY);
            }
            if (waitingFor.hasProgress()) {
                polling.show(waitingFor.progress());
            }
            pause(polling.interval());
            return Optional.empty();
        }

        @Override
        public Optional<ReplyMeaning> again(SenseAction.Again again) throws IOException {
            if (isOver()) {
                return Optional.of(ReplyMeaning.NOT_READY);
            }
            if (steps.merge(again, 1, Integer::sum) > again.times()) {
                return again.then().by(this);
            }
            take(again.step());
            return Optional.empty();
        }

        private boolean isOver() {
            return elapsed(begun).compareTo(PATIENCE) > 0;
        }

        private Duration elapsed(long from) {
            return Duration.ofNanos(clock.nanos() - from);
        }

        private void pause(Duration duration) throws IOException {
            if (phase == Phase.FINISH) {
                clock.sleep(duration);
            } else {
                CommandRunner.this.pause(duration);
            }
        }

        private void take(SenseAction.Step step) throws IOException {
            switch (step) {
                case REPEAT -> {
                    // the repetition is all
                }
                case REST -> pause(Backoff.LONG.pause(steps.size()));
                case START -> send(Command.plain(Cdb.startStopUnit(Motion.SPIN_UP, Immed.OFF),
                        Opcode.START_STOP_UNIT.timeout()));
                case ALLOW_REMOVAL -> send(Command.plain(Cdb.removal(Removal.ALLOW),
                        Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL.timeout()));
                case SYNCHRONIZE -> {
                    if (command.opcode() != Opcode.SYNCHRONIZE_CACHE.code()) {
                        send(Command.plain(Cdb.synchronizeCache(Immed.OFF), Opcode.SYNCHRONIZE_CACHE.longTimeout()));
                    }
                }
            }
        }
    }
}
