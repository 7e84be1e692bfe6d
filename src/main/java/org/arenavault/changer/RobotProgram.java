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
            return new RobotOutcome(RobotOutcome.Kind.DONE, "");
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

    private RobotOutcome runSteps(List<RobotStep> steps, RobotReach reach, int[] left) throws IOException {
        RobotOutcome outcome = new RobotOutcome(RobotOutcome.Kind.DONE, "");
        for (RobotStep step : steps) {
            if (left[0]-- <= 0) {
                return new RobotOutcome(RobotOutcome.Kind.FAILED,
                        "takes more than %d steps; its description is wrong".formatted(MOST_STEPS));
            }
            if (step instanceof RobotStep.Send send) {
                outcome = send(send, reach);
            } else if (step instanceof RobotStep.MoveTray move) {
                place(move.to(), reach.tray());
            } else if (step instanceof RobotStep.Delay delay) {
                clock.sleep(Duration.ofMillis(delay.time()));
            } else if (step instanceof RobotStep.Ready) {
                reach.tray().awaitReady();
            } else if (step instanceof RobotStep.Call call) {
                outcome = run(call.operation(), reach, left);
            }
            if (outcome.kind() != RobotOutcome.Kind.DONE) {
                return outcome;
            }
        }
        return outcome;
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
