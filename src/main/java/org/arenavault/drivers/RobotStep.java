package org.arenavault.drivers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One step of a robot's operation. Times are in milliseconds. */
public sealed interface RobotStep {

    /**
     * Whoever does steps.
     *
     * @param <R> what comes of one
     */
    interface Performer<R> {

        /** Sends a command and waits for its answer. */
        R send(Send step) throws IOException;

        /** Moves the drive's tray. */
        R moveTray(RobotOperation.Tray to) throws IOException;

        /** Waits so many milliseconds. */
        R delay(int time) throws IOException;

        /** Waits for the drive. */
        R ready() throws IOException;

        /** Does another operation. */
        R call(RobotOperation.Name operation) throws IOException;
    }

    /** Has the step done. */
    <R> R by(Performer<R> performer) throws IOException;

    /** Itself, if it sends a command. */
    default Optional<Send> send() {
        return Optional.empty();
    }

    /** Where it moves the tray to, if it does. */
    default Optional<RobotOperation.Tray> tray() {
        return Optional.empty();
    }

    /** The operation that it does, if it does one. */
    default Optional<RobotOperation.Name> called() {
        return Optional.empty();
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param command what is sent
     * @param timeout how long the answer may take
     * @param expect answers that are good; where there is none, those that are good always
     * @param length bytes of the answer, where they are others than usual; else 0
     * @param retries how often it is sent again after an answer that means {@link RobotMeaning#RETRY}
     * @param poll after this time it is sent again when the robot is busy; 0 if its answer is only waited for
     */
    record Send(CommandTemplate command, int timeout, List<ReplyPattern> expect, int length, int retries, int poll)
            implements RobotStep {

        public Send {
            expect = List.copyOf(expect);
        }

        @Override
        public <R> R by(Performer<R> performer) throws IOException {
            return performer.send(this);
        }

        @Override
        public Optional<Send> send() {
            return Optional.of(this);
        }
    }

    /** Moves the drive's tray, and makes sure that it is there. */
    record MoveTray(RobotOperation.Tray to) implements RobotStep {

        @Override
        public <R> R by(Performer<R> performer) throws IOException {
            return performer.moveTray(to);
        }

        @Override
        public Optional<RobotOperation.Tray> tray() {
            return Optional.of(to);
        }
    }

    /** Waits. */
    record Delay(int time) implements RobotStep {

        @Override
        public <R> R by(Performer<R> performer) throws IOException {
            return performer.delay(time);
        }
    }

    /** Waits until the drive is ready. */
    record Ready(int time) implements RobotStep {

        @Override
        public <R> R by(Performer<R> performer) throws IOException {
            return performer.ready();
        }
    }

    /** Does another operation. */
    record Call(RobotOperation.Name operation) implements RobotStep {

        @Override
        public <R> R by(Performer<R> performer) throws IOException {
            return performer.call(operation);
        }

        @Override
        public Optional<RobotOperation.Name> called() {
            return Optional.of(operation);
        }
    }
}
