package org.arenavault.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of each unit of 64 KiB of a track's contents; the last unit is filled up with zeros, as it is on an
 * optical disc.
 */
public final class UnitSums {

    /** Bytes of a unit: the cluster of every medium that is written track by track. */
    public static final int UNIT = 64 * 1024;

    private static final byte[] ZEROS = new byte[UNIT];

    private final int[] sums;

    /** Sums that are known. */
    public UnitSums(int[] sums) {
        this.sums = sums.clone();
    }

    /** How many units contents of so many bytes have. */
    public static long unitsOf(long bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }

    /** How many there are. */
    public long units() {
        return sums.length;
    }

    /** The sum of a unit, counted from 0. */
    public int of(long unit) {
        return sums[Math.toIntExact(unit)];
    }

    /** Whether the bytes are what the unit should hold; fewer than a unit are filled up with zeros. */
    public boolean match(long unit, ByteBuffer bytes) {
        return sum(bytes) == of(unit);
    }

    /** The sum of a unit; fewer bytes are filled up with zeros. The buffer stays as it is. */
    public static int sum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        int length = bytes.remaining();
        sum.update(bytes.duplicate());
        sum.update(ZEROS, 0, UNIT - length);
        return (int) sum.getValue();
    }

    /** Sums contents as they go by, from their first byte to their last. */
    public static final class Sink {

        private final CRC32C sum = new CRC32C();
        private final int[] sums;
        private int unit;
        private int filled;

        /** Of so many bytes. */
        public Sink(long bytes) {
            sums = new int[Math.toIntExact(unitsOf(bytes))];
        }

        /** The next bytes; the buffer stays as it is. */
        public void update(ByteBuffer bytes) {
            ByteBuffer rest = bytes.duplicate();
            while (rest.hasRemaining()) {
                int count = Math.min(UNIT - filled, rest.remaining());
                sum.update(rest.slice(rest.position(), count));
                rest.position(rest.position() + count);
                filled += count;
                if (filled == UNIT) {
                    end();
                }
            }
        }

        private void end() {
            sum.update(ZEROS, 0, UNIT - filled);
            sums[unit++] = (int) sum.getValue();
            sum.reset();
            filled = 0;
        }

        /** What they came to, once all bytes went by. */
        public UnitSums finish() {
            if (filled > 0) {
                end();
            }
            if (unit != sums.length) {
                throw new IllegalStateException("%d units of %d went by".formatted(unit, sums.length));
            }
            return new UnitSums(sums);
        }
    }
}
