package org.arenavault.scsi.emulator;

import java.util.Random;
import org.arenavault.scsi.Opcode;

/**
 * One line of a fault plan: when, and what. The conditions all have to hold. Of the commands they hold for,
 * {@code nth} takes those from the n-th on, {@code every} each n-th, {@code p} some. It fires once, or {@code x} times
 * where that is given; with {@code every} or {@code p} again and again.
 */
final class FaultRule {

    /** It fires whenever it matches. */
    static final int UNLIMITED = -1;

    /**
     * A command as a rule sees it.
     *
     * @param cdb its descriptor block
     * @param lba first block it touches, or -1
     * @param blocks how many
     * @param track the track it touches, or 0
     * @param written bytes written so far
     * @param nanos since the drive was switched on
     */
    record Facts(byte[] cdb, long lba, long blocks, int track, long written, long nanos) {
    }

    /**
     * The conditions.
     *
     * @param command which commands it is about
     * @param turn which of these it takes
     * @param after bytes written before
     * @param atNanos time since the drive was switched on
     */
    record When(Command command, Turn turn, long after, long atNanos) {
    }

    /**
     * Which commands; what is not asked for is -1, 0 for {@code track}.
     *
     * @param opcode operation code
     * @param function close function, with {@code opcode}
     * @param firstLba range of blocks
     * @param lastLba its last
     * @param track track touched
     */
    record Command(int opcode, int function, long firstLba, long lastLba, int track) {
    }

    /**
     * Which of these commands; what is not asked for is 0.
     *
     * @param nth from the n-th match on
     * @param every each n-th match
     * @param probability 0 to 1
     * @param seed of the random choice
     */
    record Turn(long nth, long every, double probability, long seed) {
    }

    private final When when;
    private final FaultAction action;
    private final Random random;
    private long seen;
    private int left;

    FaultRule(When when, FaultAction action, int times) {
        this.when = when;
        this.action = action;
        this.random = new Random(when.turn().seed());
        this.left = times;
    }

    FaultAction action() {
        return action;
    }

    /** Counts the command and says whether the fault strikes now. */
    boolean fires(Facts facts) {
        if (left == 0 || !holds(facts)) {
            return false;
        }
        seen++;
        boolean chosen = seen >= when.turn().nth()
                && (when.turn().every() == 0 || seen % when.turn().every() == 0)
                && (when.turn().probability() >= 1 || random.nextDouble() < when.turn().probability());
        if (chosen && left > 0) {
            left--;
        }
        return chosen;
    }

    private boolean holds(Facts facts) {
        Command command = when.command();
        return (command.opcode() < 0 || command.opcode() == (facts.cdb()[0] & 0xFF))
                && (command.function() < 0 || command.function() == function(facts.cdb()))
                && (command.firstLba() < 0 || (facts.lba() >= 0 && facts.lba() <= command.lastLba()
                        && facts.lba() + facts.blocks() > command.firstLba()))
                && (command.track() == 0 || command.track() == facts.track())
                && facts.written() >= when.after()
                && facts.nanos() >= when.atNanos();
    }

    private static int function(byte[] cdb) {
        return Opcode.of(cdb) == Opcode.CLOSE_TRACK_SESSION ? cdb[2] & 0x7 : -1;
    }
}
