package org.arenavault.changer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.drivers.RobotOperation.Tray;
import org.arenavault.drivers.RobotStep;
import org.arenavault.io.Clock;

/** Does the steps of a robot's operations, and tells what the answers mean. */
final class RobotProgram {

    /** Steps of an operation at the most, with all that it calls. */
    private static final int MOST_STEPS = 200;

    private final RobotDescription description;
    private final RobotConversation conversation;
    private final Clock clock;

    RobotProgram(RobotDescription description, RobotConversation conversation, Clock clock) {
        this.description = description;
        this.conversation = conversation;
        this.clock = clock;
    }

    /** Does an operation; one that the robot does not have is done at once. */
    RobotOutcome run(Name name, RobotReach reach) throws IOException {
        return run(name, reach, new int[] {MOST_STEPS});
    }

    private RobotOutcome run(Name name, RobotReach reach, int[] left) throws IOException {
        if (description.operation(name).isEmpty()) {
            return RobotOutcome.DONE;
        }
        RobotOperation operation = description.operation(name).get();
        place(operation.tray(), reach.tray());
        RobotOutcome outcome = runSteps(operation.steps(), reach, left);
        return outcome.kind() == RobotOutcome.Kind.DONE && !operation.after().isEmpty()
                ? keep(outcome, runSteps(operation.after(), reach, left)) : outcome;
    }

    /** Does what stands behind an operation that came to its end otherwise. */
    RobotOutcome after(RobotOperation operation, RobotReach reach) throws IOException {
        return runSteps(operation.after(), reach, new int[] {MOST_STEPS});
    }

    private static RobotOutcome keep(RobotOutcome first, RobotOutcome after) {
        return after.failed() ? after : first;
    }

    /** Has the tray where it is to be. */
    static void place(Tray where, RobotTray tray) throws IOException {
        if (where == Tray.OPEN) {
            tray.open();
        } else if (where == Tray.CLOSED) {
            tray.close();
        }
    }

    /** Does steps until one goes wrong. Of several answers the last is told. */
    private RobotOutcome runSteps(List<RobotStep> steps, RobotReach reach, int[] left) throws IOException {
        RobotStep.Performer<RobotOutcome> performer = new StepPerformer(reach, left);
        RobotOutcome answered = RobotOutcome.DONE;
        for (RobotStep step : steps) {
            if (left[0]-- <= 0) {
                return new RobotOutcome(RobotOutcome.Kind.FAILED,
                        "takes more than %d steps; its description is wrong".formatted(MOST_STEPS));
            }
            RobotOutcome outcome = step.by(performer);
            if (outcome.kind() != RobotOutcome.Kind.DONE) {
                return outcome;
            }
            answered = outcome.text().isEmpty() ? answered : outcome;
        }
        return answered;
    }

    /** Does the steps of one operation. */
    private final class StepPerformer implements RobotStep.Performer<RobotOutcome> {

        private final RobotReach reach;
        private final int[] left;

        private StepPerformer(RobotReach reach, int[] left) {
            this.reach = reach;
            this.left = left;
        }

        @Override
        public RobotOutcome send(RobotStep.Send step) throws IOException {
            return RobotProgram.this.send(step, reach);
        }

        @Override
        public RobotOutcome moveTray(Tray to) throws IOException {
            place(to, reach.tray());
            return RobotOutcome.DONE;
        }

        @Override
        public RobotOutcome delay(int time) throws IOException {
            clock.sleep(Duration.ofMillis(time));
            return RobotOutcome.DONE;
        }

        @Override
        public RobotOutcome ready() throws IOException {
            reach.tray().awaitReady();
            return RobotOutcome.DONE;
        }

        @Override
        public RobotOutcome call(Name operation) throws IOException {
            return run(operation, reach, left);
        }
    }

    private RobotOutcome send(RobotStep.Send step, RobotReach reach) throws IOException {
        RobotOutcome outcome = exchange(step, reach);
        int retries = Math.min(step.retries(), description.retries());
        for (int i = 0; i < retries && outcome.again(); i++) {
            outcome = exchange(step, reach);
        }
        return outcome;
    }

    private RobotOutcome exchange(RobotStep.Send step, RobotReach reach) throws IOException {
        long end = clock.nanos() + Duration.ofMillis(step.timeout()).toNanos();
        byte[] command = step.command().fill(reach.drive(), reach.bin());
        while (true) {
            String refused = conversation.send(command);
            if (!refused.isEmpty()) {
                return new RobotOutcome(RobotOutcome.Kind.FAILED, refused);
            }
            RobotOutcome outcome = listen(step, end);
            if (outcome.kind() != RobotOutcome.Kind.BUSY) {
                return outcome;
            }
            clock.sleep(Duration.ofMillis(step.poll()));
            if (clock.nanos() >= end) {
                return new RobotOutcome(RobotOutcome.Kind.FAILED,
                        "is still busy after %d s".formatted(step.timeout() / 1000));
            }
        }
    }

    /** Until there is an answer that says something; "busy" does only where the command is to be repeated for it. */
    private RobotOutcome listen(RobotStep.Send step, long end) throws IOException {
        for (int i = 0; i < MOST_STEPS; i++) {
            Duration left = Duration.ofNanos(Math.max(1, end - clock.nanos()));
            RobotConversation.Answer answer = conversation.answer(left, step.length());
            if (!answer.fault().isEmpty()) {
                return new RobotOutcome(RobotOutcome.Kind.SILENT, answer.fault());
            }
            RobotOutcome outcome = RobotAnswers.meaning(description.reply(), step, answer.text());
            boolean goOn = outcome.kind() == RobotOutcome.Kind.IGNORED
                    || (outcome.kind() == RobotOutcome.Kind.BUSY && step.poll() == 0);
            if (!goOn) {
                return outcome;
            }
        }
        return new RobotOutcome(RobotOutcome.Kind.FAILED, "talks on and on");
    }
}
