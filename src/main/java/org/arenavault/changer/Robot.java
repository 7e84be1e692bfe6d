package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.drivers.RobotOperation.Reaction;
import org.arenavault.io.ByteLine;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.World;

/**
 * A robot that carries discs, moved by its description (optical 7.3). It cannot see, and takes discs from its input
 * bin and lays them into others; so a movement is begun once, and whatever does not end as described stops the robot
 * for all jobs until an operator has looked. Safe for several threads: it has one arm.
 */
public final class Robot implements Closeable {

    private static final String INTERRUPTED = "it was interrupted";

    /** Whether there was a disc to be moved. */
    enum Moved { DISC, NONE }

    private final RobotDescription description;
    private final ByteLine line;
    private final RobotProgram program;
    private final RobotMemory memory;
    private final World world;
    private final Closeable hold;
    private boolean begun;

    private Robot(RobotDescription description, ByteLine line, RobotMemory memory, World world) {
        this.description = description;
        this.line = line;
        this.program = new RobotProgram(description,
                new RobotConversation(line, description.line(), description.reply(), world.clock()), world.clock());
        this.memory = memory;
        this.world = world;
        this.hold = world.stop().hold("the robot " + description.name());
    }

    /**
     * Takes over a line to a robot. Nothing is sent yet.
     *
     * @param memories the folder where it is kept what lies where
     * @throws OperatorNeededException if another job works with the robot
     */
    static Robot open(RobotDescription description, ByteLine line, Path memories, World world) throws IOException {
        return new Robot(description, line, RobotMemory.open(memories, description.name() + "@" + line.name()), world);
    }

    /** What the operator calls it. */
    public String name() {
        return "%s on %s".formatted(description.name(), line.name());
    }

    /** The command that looks at it afresh once somebody has put it in order. */
    public String inventory() {
        return "arenavault changer inventory %s"
                .formatted(ShellWord.of("robot:%s@%s".formatted(description.name(), line.name())));
    }

    /** How it is described. */
    public RobotDescription description() {
        return description;
    }

    /** What stopped it; empty if nothing did. */
    public synchronized String trouble() {
        return memory.trouble();
    }

    /** Whether it has laid a disc into the tray of this drive, and not taken it out. */
    public synchronized boolean hasLaden(int drive) {
        return memory.laden(drive);
    }

    /**
     * Greets the robot and asks how it is; once.
     *
     * @throws OperatorNeededException if it does not answer, or says that it is not well, or was stopped before
     */
    public synchronized void begin() throws IOException {
        if (begun) {
            return;
        }
        requireNoTrouble();
        greet(Name.INIT);
        begun = true;
    }

    private void requireNoTrouble() throws OperatorNeededException {
        if (!memory.trouble().isEmpty()) {
            throw new OperatorNeededException(Need.BUSY, ("%s: it was stopped: %s; look where arm and discs are, take "
                    + "discs out of its trays, run '%s'").formatted(name(), memory.trouble(), inventory()));
        }
    }

    /** Greetings and questions move no disc: what goes wrong in them is told, and may be tried again. */
    private void greet(Name first) throws IOException {
        for (Name name : List.of(first, Name.STATUS)) {
            RobotOutcome outcome = program.run(name, RobotReach.NOTHING);
            if (outcome.failed()) {
                throw new OperatorNeededException(Need.BUSY, "%s: %s: %s; look at it, switch it off and on"
                        .formatted(name(), word(name), outcome.text()));
            }
        }
    }

    /** How it says it is; empty if it has nothing to say. */
    public synchronized String status() throws IOException {
        return program.run(Name.STATUS, RobotReach.NOTHING).text();
    }

    /**
     * Forgets what stopped it, on the operator's word that arm and trays are free, and brings it to its senses.
     *
     * @throws OperatorNeededException if it does not answer, or is not well
     */
    public synchronized void clear() throws IOException {
        boolean resets = description.operation(Name.RESET).isPresent();
        greet(resets ? Name.RESET : Name.INIT);
        for (int drive = 0; drive < description.geometry().drives(); drive++) {
            memory.at(drive, false);
        }
        begun = true;
    }

    /**
     * Carries a disc from the input bin to a drive, whose tray must be empty.
     *
     * @return whether there was one
     * @throws RefusedException if a disc lies in the drive, or should
     * @throws OperatorNeededException if the robot is stopped, now or before
     */
    synchronized Moved load(int drive, RobotTray tray) throws IOException {
        begin();
        if (memory.laden(drive) || tray.holdsDisc()) {
            throw new RefusedException("%s: a disc lies in drive %d; no other is laid on it".formatted(name(), drive));
        }
        for (int bin : description.geometry().input()) {
            RobotOutcome outcome = move(Name.LOAD, drive, bin, tray);
            if (outcome.kind() != RobotOutcome.Kind.EMPTY) {
                memory.at(drive, true);
                return Moved.DISC;
            }
            memory.at(drive, false);
            RobotOperation.Policy policy = description.operation(Name.LOAD).orElseThrow().onEmpty();
            if (policy.reaction() == Reaction.CALL) {
                program.run(policy.call(), new RobotReach(drive, bin, tray));
            }
            if (policy.reaction() != Reaction.NEXT_BIN) {
                return Moved.NONE;
            }
        }
        return Moved.NONE;
    }

    /**
     * Carries the disc in a drive's tray to a bin.
     *
     * @param how {@link Name#ACCEPT}, {@link Name#REJECT} or {@link Name#UNLOAD}
     * @return what the operator calls that bin
     * @throws OperatorNeededException if the robot is stopped, now or before
     */
    synchronized String unload(Name how, int drive, RobotTray tray) throws IOException {
        Name possible = description.operation(how).isPresent() ? how : Name.ACCEPT;
        int bin = possible == Name.REJECT ? description.geometry().reject() : description.geometry().accept();
        RobotOutcome outcome = move(possible, drive, bin, tray);
        if (outcome.kind() == RobotOutcome.Kind.EMPTY) {
            throw stopped("%s: %s, and there should be a disc in the tray of drive %d".formatted(word(possible),
                    outcome.text(), drive));
        }
        memory.at(drive, false);
        return "the %s bin of %s".formatted(possible == Name.REJECT ? "reject" : "accept", name());
    }

    /** Whether an operator is to be asked for more discs when there are no more, if there is one. */
    boolean asksForMore() {
        return description.operation(Name.LOAD).orElseThrow().onEmpty().reaction() == Reaction.ASK;
    }

    /** Whether it keeps bad discs from good ones. */
    boolean rejects() {
        return description.operation(Name.REJECT).isPresent();
    }

    private RobotOutcome move(Name name, int drive, int bin, RobotTray tray) throws IOException {
        begin();
        requireNoTrouble();
        String day = world.clock().now().atZone(ZoneOffset.UTC).toLocalDate().toString();
        if (description.dailyMoves() > 0 && memory.moves(day) >= description.dailyMoves()) {
            throw new OperatorNeededException(Need.BUSY, ("%s: has moved %s today, as many as its description "
                    + "allows; go on tomorrow, or raise daily_moves").formatted(name(),
                            Count.of(memory.moves(day), "disc")));
        }
        RobotReach reach = new RobotReach(drive, bin, tray);
        RobotOperation operation = description.operation(name).orElseThrow();
        RobotProgram.place(operation.tray(), tray);
        memory.moving(INTERRUPTED + " while carrying a disc (%s, drive %d)".formatted(word(name), drive), day);
        try {
            RobotOutcome outcome = outcome(name, operation, reach);
            if (outcome.failed() && !isPutRight(operation, name, outcome)) {
                throw stopped("%s: %s".formatted(word(name), outcome.text()));
            }
            return outcome;
        } catch (OperatorNeededException e) {
            if (memory.trouble().startsWith(INTERRUPTED)) {
                memory.stop(e.getMessage());
            }
            throw e;
        }
    }

    private RobotOutcome outcome(Name name, RobotOperation operation, RobotReach reach) throws IOException {
        RobotOutcome outcome = program.run(name, reach);
        if (outcome.kind() == RobotOutcome.Kind.SILENT) {
            program.run(Name.CANCEL, reach);
        } else if (outcome.failed() && operation.onError().reaction() == Reaction.CALL) {
            outcome = explain(outcome, program.run(operation.onError().call(), reach));
        }
        if (outcome.kind() == RobotOutcome.Kind.EMPTY && name == Name.LOAD) {
            program.after(operation, reach);
        }
        return outcome;
    }

    private boolean isPutRight(RobotOperation operation, Name name, RobotOutcome outcome) throws IOException {
        return operation.onError().reaction() == Reaction.ASK && world.terminal().interactive()
                && world.terminal().confirm(("%s: %s: %s. Carry the disc where it belongs by hand; say yes when it is "
                        + "there and the arm is free").formatted(name(), word(name), outcome.text()));
    }

    /** An error that means nothing by itself means what the robot says when it is asked. */
    private static RobotOutcome explain(RobotOutcome error, RobotOutcome asked) {
        return switch (asked.kind()) {
            case EMPTY, FAILED, RETRY -> asked;
            default -> new RobotOutcome(RobotOutcome.Kind.FAILED, error.text() + ", and does not say why");
        };
    }

    private OperatorNeededException stopped(String why) throws IOException {
        memory.stop(why);
        return new OperatorNeededException(Need.BUSY, ("%s: %s; it is stopped: look where arm and disc are, take discs "
                + "out of its trays, run '%s'").formatted(name(), why, inventory()));
    }

    private static String word(Name name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** Leaves the robot alone. */
    @Override
    public synchronized void close() throws IOException {
        try (hold; memory; line) {
            if (begun && memory.trouble().isEmpty()) {
                program.run(Name.PARK, RobotReach.NOTHING);
            }
        }
    }
}
