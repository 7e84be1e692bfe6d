package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.Clock;
import org.arenavault.io.Rate;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;

/**
 * Contents of a track that are read from beginning to end, and how fast each 64th of them came. The first read counts
 * in none: the drive has to find the track, and to come up to speed.
 */
final class PieceRates implements ReadOnlyStorage {

    private static final int PIECES = 64;

    private final Storage contents;
    private final Clock clock;
    private final long[] nanos = new long[PIECES];
    private final long[] bytes = new long[PIECES];
    private boolean begun;

    PieceRates(Storage contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    @Override
    public String name() {
        return contents.name();
    }

    @Override
    public long size() throws IOException {
        return contents.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        int length = target.remaining();
        long before = clock.nanos();
        contents.read(position, target);
        // a read of nothing at the end lies in no piece
        count((int) Math.min(PIECES - 1, position * PIECES / Math.max(1, size())), length, clock.nanos() - before);
    }

    private synchronized void count(int piece, int length, long took) {
        if (begun) {
            nanos[piece] += took;
            bytes[piece] += length;
        }
        begun = true;
    }

    /** Bytes per second of every piece that was measured, the slowest one first. */
    private synchronized long[] rates() {
        long[] rates = new long[PIECES];
        int count = 0;
        for (int piece = 0; piece < PIECES; piece++) {
            long rate = Rate.of(bytes[piece], nanos[piece]);
            if (rate > 0) {
                rates[count++] = rate;
            }
        }
        long[] measured = Arrays.copyOf(rates, count);
        Arrays.sort(measured);
        return measured;
    }

    /** The rate of all pieces together, no lower than that of the slowest; 0 if none was measured. */
    synchronized long mean() {
        return Rate.of(Arrays.stream(bytes).sum(), Arrays.stream(nanos).sum());
    }

    /** The lowest rate of a piece; 0 if none was measured. */
    long slowest() {
        long[] rates = rates();
        return rates.length == 0 ? 0 : rates[0];
    }

    /** How many pieces came at less than half the rate of the one in the middle. */
    long slow() {
        long[] rates = rates();
        return Arrays.stream(rates).filter(rate -> rate < rates[rates.length / 2] / 2).count();
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
