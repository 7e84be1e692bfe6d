package org.arenavault.copy;

import java.time.Instant;

/**
 * What is copied where.
 *
 * @param number of the copy in its vault, from 1
 * @param created when it was asked for
 * @param tool which program made it
 * @param source where from
 * @param destination where to
 * @param block bytes of a block: the unit of bad places, and of the block numbers that people see
 * @param range what is copied; byte n of the destination is byte n of the source
 * @param manner how it is done
 */
public record CopyPlan(int number, Instant created, String tool, DeviceIdentity source, DeviceIdentity destination,
                       int block, ByteRange range, Manner manner) {

    /** Whether a copy is read back. */
    public enum ReadBack { AFTER, NONE }

    /**
     * How a copy is done.
     *
     * @param reading after copying: read the destination back, or not
     * @param rate the most bytes a second; 0 for no limit
     */
    public record Manner(ReadBack reading, long rate) {
    }

    /** The same up to another end. */
    CopyPlan until(long end) {
        return new CopyPlan(number, created, tool, source, destination, block, new ByteRange(range.start(), end),
                manner);
    }

    /** The same with a source that has grown. */
    CopyPlan withSource(DeviceIdentity other) {
        return new CopyPlan(number, created, tool, other, destination, block, range, manner);
    }

    /** The same, and the destination is read back. */
    CopyPlan readBack() {
        return new CopyPlan(number, created, tool, source, destination, block, range,
                new Manner(ReadBack.AFTER, manner.rate()));
    }

    /** A file that ends with the range: what is behind the durable part can be cut away, and zeros need no room. */
    boolean isSparse() {
        return destination.isFile() && destination.size() <= range.end();
    }
}
