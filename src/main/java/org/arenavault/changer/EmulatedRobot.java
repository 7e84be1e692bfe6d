package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.arenavault.drivers.ReplyPattern;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotMeaning;
import org.arenavault.drivers.RobotOperation;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.drivers.RobotReply;
import org.arenavault.drivers.RobotStep;
import org.arenavault.io.ByteLine;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/**
 * The other end of the line: a robot that behaves as its description says, with the discs of emulated recorders
 * ({@code optical-emulator.md} 11). A description can so be tried before the robot is. An arm that reaches into a
 * closed tray, or lays a disc on another, breaks, and says no more.
 */
final class EmulatedRobot implements ByteLine {

    /** The port of robots that are emulated. */
    static final String PORT = "emu";

    private static final int LONGEST_COMMAND = 256;

    private final RobotDescription description;
    private final List<EmulatedRecorder> recorders;
    private final List<EmulatedBins> bins;
    private final StringBuilder heard = new StringBuilder();
    private final StringBuilder saying = new StringBuilder();
    private Name doing = Name.INIT;
    private int done;
    private String inHand = "";
    private String complaint = "";
    private boolean broken;
    private boolean closed;

    /**
     * A robot beside recorders.
     *
     * @param recorders its drives, in the order of their numbers
     */
    EmulatedRobot(RobotDescription description, List<EmulatedRecorder> recorders) {
        this.description = description;
        this.recorders = List.copyOf(recorders);
        this.bins = recorders.stream().map(EmulatedBins::new).toList();
    }

    /**
     * A command that was understood.
     *
     * @param name of the operation
     * @param step its number among the commands of the operation
     * @param send the step
     * @param drive it is for
     */
    private record Understood(Name name, int step, RobotStep.Send send, int drive) {
    }

    @Override
    public String name() {
        return PORT;
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        requireOpen();
        for (byte b : bytes) {
            heard.append((char) (b & 0xFF));
            if (description.line().echo()) {
                saying.append((char) (b & 0xFF));
            }
            if (!description.line().charack().isEmpty()) {
                saying.append((char) (int) description.line().charack().get(0));
            }
            Optional<Understood> command = understand();
            if (command.isPresent()) {
                heard.setLength(0);
                answer(command.get());
            } else if (heard.length() > LONGEST_COMMAND) {
                heard.setLength(0);
            }
        }
    }

    /** A command that goes on with what it is doing, or with what has begun alike, else one that begins something. */
    private Optional<Understood> understand() {
        List<Understood> possible = new ArrayList<>();
        for (Map.Entry<Name, RobotOperation> entry : description.operations().entrySet()) {
            List<RobotStep.Send> sends = sends(entry.getValue());
            for (int i = 0; i < sends.size(); i++) {
                for (int drive = 0; drive < recorders.size(); drive++) {
                    if (isHeard(sends.get(i), drive, binOf(entry.getKey()))) {
                        possible.add(new Understood(entry.getKey(), i, sends.get(i), drive));
                    }
                }
            }
        }
        Predicate<Understood> next = command -> command.step() == done;
        return possible.stream().filter(next.and(command -> command.name() == doing)).findFirst()
                .or(() -> possible.stream().filter(next).findFirst())
                .or(() -> possible.stream().filter(command -> command.step() == 0).findFirst());
    }

    private boolean isHeard(RobotStep.Send send, int drive, int bin) {
        String frame = description.line().prefix() + new String(send.command().fill(drive, bin), ISO_8859_1)
                + description.line().terminator();
        return heard.toString().endsWith(frame);
    }

    private int binOf(Name name) {
        return switch (name) {
            case LOAD -> description.geometry().input().get(0);
            case REJECT -> description.geometry().reject();
            default -> description.geometry().accept();
        };
    }

    private static List<RobotStep.Send> sends(RobotOperation operation) {
        return operation.steps().stream().flatMap(step -> step.send().stream()).toList();
    }

    private void answer(Understood command) throws IOException {
        if (broken) {
            return;
        }
        doing = command.name();
        done = command.step() + 1;
        boolean last = done == sends(description.operation(doing).orElseThrow()).size();
        RobotStep.Send send = command.send();
        try {
            if (command.name() == Name.STATUS && !complaint.isEmpty()) {
                reply(complaint);
                complaint = "";
            } else if (command.name() == Name.LOAD && command.step() == 0 && !takeNext(command.drive())) {
                sayEmpty(send);
            } else {
                move(command, last);
                reply(good(send));
            }
        } catch (RefusedException e) {
            broken = true;
        }
    }

    private boolean takeNext(int drive) throws IOException {
        if (inHand.isEmpty()) {
            inHand = bins.get(drive).next().orElse("");
        }
        return !inHand.isEmpty();
    }

    /** What a command does: it takes a disc with the first of its operation, and lays it down with the last. */
    private void move(Understood command, boolean last) throws IOException {
        EmulatedRecorder recorder = recorders.get(command.drive());
        boolean takesAway = command.name() == Name.ACCEPT || command.name() == Name.REJECT
                || command.name() == Name.UNLOAD;
        if (takesAway && command.step() == 0) {
            inHand = recorder.takeOut();
        }
        if (!last || inHand.isEmpty()) {
            return;
        }
        if (command.name() == Name.LOAD) {
            recorder.layIn(inHand);
        } else if (command.name() == Name.REJECT) {
            bins.get(command.drive()).reject(inHand);
        } else if (takesAway) {
            bins.get(command.drive()).accept(inHand);
        }
        inHand = "";
    }

    private void reply(String answer) {
        saying.append(answer).append(description.reply().end());
    }

    private String good(RobotStep.Send send) {
        List<ReplyPattern> patterns = send.expect().isEmpty() ? description.reply().ok() : send.expect();
        return sample(send, patterns, RobotOutcome.Kind.DONE).orElse("");
    }

    /** By the answer itself, or by an error that the question for its reason explains. */
    private void sayEmpty(RobotStep.Send send) {
        RobotReply rules = description.reply();
        List<ReplyPattern> empty = rules.codes().stream().filter(code -> code.meaning() == RobotMeaning.EMPTY)
                .map(RobotReply.Code::pattern).toList();
        Optional<String> direct = sample(send, empty, RobotOutcome.Kind.EMPTY);
        if (direct.isEmpty()) {
            complaint = empty.isEmpty() ? "" : empty.get(0).sample();
        }
        reply(direct.or(() -> sample(send, rules.error(), RobotOutcome.Kind.FAILED)).orElse(""));
    }

    /** An answer of these that means this, of the length that is expected. */
    private Optional<String> sample(RobotStep.Send send, List<ReplyPattern> patterns, RobotOutcome.Kind meaning) {
        int length = send.length() > 0 ? send.length() : description.reply().length();
        return patterns.stream().map(ReplyPattern::sample)
                .filter(answer -> (length == 0 || answer.length() == length)
                        && RobotAnswers.meaning(description.reply(), send, answer).kind() == meaning).findFirst();
    }

    /** What it has said; it does not take its time. */
    @Override
    public synchronized int read(byte[] into, Duration patience) throws IOException {
        requireOpen();
        int count = Math.min(into.length, saying.length());
        for (int i = 0; i < count; i++) {
            into[i] = (byte) saying.charAt(i);
        }
        saying.delete(0, count);
        return count;
    }

    private void requireOpen() throws OperatorNeededException {
        if (closed) {
            throw new OperatorNeededException(OperatorNeededException.Need.GONE, PORT + ": the line was closed");
        }
    }

    /** The recorders are closed by those who opened them. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
