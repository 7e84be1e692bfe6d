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
     * The conditions; what is not asked for is -1, 0 for {@code nth}, {@code every} and {@code track}.
     *
     * @param opcode operation code
     * @param function close function, with {@code opcode}
     * @param firstLba range of blocks
     * @param lastLba its last
     * @param nth from the n-th match on
     * @param every each n-th match
     * @param after bytes written before
     * @param track track touched
     * @param atNanos time since the drive was switched on
     * @param probability 0 to 1
     * @param seed of the random choice
     */
    record When(int opcode, int function, long firstLba, long lastLba, long nth, long every, long after, int track,
                long atNanos, double probability, long seed) {
    }

    private final When when;
    private final FaultAction action;
    private final Random random;
    private long seen;
    private int left;

    FaultRule(When when, FaultAction action, int times) {
        this.when = when;
        this.action = action;
        this.random = new Random(when.seed());
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
        boolean chosen = seen >= when.nth()
                && (when.every() == 0 || seen % when.every() == 0)
                && (when.probability() >= 1 || random.nextDouble() < when.probability());
        if (chosen && left > 0) {
            left--;
        }
        return chosen;
    }

    private boolean holds(Facts facts) {
        return (when.opcode() < 0 || when.opcode() == (facts.cdb()[0] & 0xFF))
                && (when.function() < 0 || when.function() == function(facts.cdb()))
                && (when.firstLba() < 0 || (facts.lba() >= 0 && facts.lba() <= when.lastLba()
                        && facts.lba() + facts.blocks() > when.firstLba()))
                && (when.track() == 0 || when.track() == facts.track())
                && facts.written() >= when.after()
                && facts.nanos() >= when.atNanos();
    }

    private static int function(byte[] cdb) {
        return Opcode.of(cdb) == Opcode.CLOSE_TRACK_SESSION ? cdb[2] & 0x7 : -1;
    }
}
