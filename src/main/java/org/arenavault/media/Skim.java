package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/**
 * Reads what can be read of contents, in units of 64 KiB, without losing hours in places where a drive takes seconds
 * for every try. Where one unit after the other cannot be read, ever more are passed over, up to 16 MiB; once one can,
 * it goes back to where the damage ends. So both ends of a burst are found, and what lies within it is not tried; or,
 * where that is wanted, every unit is tried by itself, and none passed over.
 */
public final class Skim {

    /** Takes a unit that could be read. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Takes it.
         *
         * @param unit its number, from 0
         * @param bytes from position to limit; the last unit may be shorter than 64 KiB; the buffer is used again
         */
        void take(int unit, ByteBuffer bytes) throws IOException;
    }

    private static final int AT_ONCE = 16;
    private static final int MOST_PASSED_OVER = 256;

    private final Storage source;
    private final long size;
    private final BitSet left;
    private final BitSet tried = new BitSet();
    private final Taker taker;
    private final Progress.Stage stage;
    private final StopSignal stop;
    private final boolean all;
    private final ByteBuffer buffer;

    private Skim(Storage source, long size, BitSet wanted, Taker taker, Progress.Stage stage, StopSignal stop,
            boolean all) {
        this.source = source;
        this.size = size;
        this.left = (BitSet) wanted.clone();
        this.taker = taker;
        this.stage = stage;
        this.stop = stop;
        this.all = all;
        this.buffer = ByteBuffer.allocateDirect((all ? 1 : AT_ONCE) * UnitSums.UNIT);
    }

    /**
     * Reads.
     *
     * @param source begins with the contents, and may end before they do
     * @param size bytes of the contents
     * @param wanted the units that are to be read
     * @param stage is told of each unit that was read
     * @return the units that were passed over: nobody knows whether they can be read
     */
    public static BitSet read(Storage source, long size, BitSet wanted, Taker taker, Progress.Stage stage,
            StopSignal stop) throws IOException {
        Skim skim = new Skim(source, there(source, size), wanted, taker, stage, stop, false);
        skim.run();
        skim.left.andNot(skim.tried);
        return skim.left;
    }

    /** Reads as {@link #read}, each unit by itself, and passes nothing over: it may take hours. */
    public static void readEach(Storage source, long size, BitSet wanted, Taker taker, Progress.Stage stage,
            StopSignal stop) throws IOException {
        new Skim(source, there(source, size), wanted, taker, stage, stop, true).run();
    }

    private static long there(Storage source, long size) throws IOException {
        return source.size() >= size ? size : source.size() / UnitSums.UNIT * UnitSums.UNIT;
    }

    private void run() throws IOException {
        int end = Math.min(left.length(), (int) UnitSums.unitsOf(size));
        left.clear(end, Math.max(end, left.length()));
        int failed = 0;
        int lastFailed = -1;
        int singly = 0;
        for (int unit = left.nextSetBit(0); unit >= 0;) {
            int run = all || failed > 0 || unit < singly ? 1 : Math.min(AT_ONCE, left.nextClearBit(unit) - unit);
            int next = unit + run;
            if (takes(unit, run)) {
                if (failed > 0 && !all) {
                    goBack(unit - 1, lastFailed);
                }
                failed = 0;
            } else if (run > 1) {
                singly = unit + run;
                next = unit;
            } else {
                failed++;
                lastFailed = unit;
                next = all ? next : Math.max(next, Math.min(end - 1, next + passedOver(failed)));
            }
            unit = left.nextSetBit(next);
        }
    }

    /** How many units are passed over when so many in a row could not be read. */
    private static int passedOver(int failed) {
        return failed < 3 ? 0 : Math.min(MOST_PASSED_OVER, 1 << Math.min(failed - 3, Integer.SIZE - 2));
    }

    /** Reads what was passed over, from its last unit, until one cannot be read. */
    private void goBack(int from, int lastFailed) throws IOException {
        for (int unit = left.previousSetBit(from); unit > lastFailed && takes(unit, 1);) {
            unit = left.previousSetBit(unit - 1);
        }
    }

    private boolean takes(int unit, int count) throws IOException {
        stop.check();
        long at = (long) unit * UnitSums.UNIT;
        buffer.clear().limit((int) Math.min((long) count * UnitSums.UNIT, size - at));
        if (count == 1) {
            tried.set(unit);
        }
        try {
            source.read(at, buffer);
        } catch (MediumFaultException e) {
            return false;
        }
        buffer.flip();
        for (int i = 0; i < count; i++) {
            int begin = i * UnitSums.UNIT;
            taker.take(unit + i, buffer.slice(begin, Math.min(UnitSums.UNIT, buffer.limit() - begin)));
            left.clear(unit + i);
            stage.add(UnitSums.UNIT);
        }
        return true;
    }
}
