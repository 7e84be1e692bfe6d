package org.arenavault.fossil;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;

/**
 * What the blocks of a fossil are used for, counted from their labels (replication 7). A label's closing epoch says
 * until when a block belongs to snapshots; once the lowest epoch has moved up to it, the block can be reclaimed.
 *
 * @param total blocks of data
 * @param free blocks that hold nothing, among them those that were closed before the lowest epoch
 * @param bad blocks that are not used
 * @param active blocks of the live tree
 * @param onVenti blocks of the live tree that are in the venti as well
 * @param strange labels in a state that no fossil writes
 * @param unread blocks whose labels cannot be read
 * @param closedAt how many blocks were closed at each epoch that is still kept
 */
public record BlockUsage(long total, long free, long bad, long active, long onVenti, long strange,
                         long unread, SortedMap<Long, Long> closedAt) {

    private static final int CHUNK = 1 << 20;
    /** Labels may lie, but an epoch more than there are snapshots in a lifetime need not be told apart. */
    private static final int MOST_EPOCHS = 1 << 16;

    /** Counts the labels of a partition, reading all of them. */
    public static BlockUsage of(FossilPartition partition, SuperBlock block, Progress progress, StopSignal stop)
            throws IOException {
        FossilHeader header = partition.header();
        Counter counter = new Counter(block.epochLow());
        int perChunk = Math.max(1, CHUNK / header.blockSize());
        byte[] bytes = new byte[perChunk * header.blockSize()];
        try (Progress.Stage stage = progress.begin("reading labels", header.dataBlocks())) {
            for (long at = 0; at < header.dataBlocks(); at += (long) perChunk * header.labelsPerBlock()) {
                stop.check();
                long left = header.dataBlocks() - at;
                int blocks = (int) Math.min(perChunk, (left + header.labelsPerBlock() - 1) / header.labelsPerBlock());
                long labels = Math.min(left, (long) blocks * header.labelsPerBlock());
                if (!count(partition, at, labels, ByteBuffer.wrap(bytes, 0, blocks * header.blockSize()), counter)) {
                    // what can be read between the bad places is counted block by block
                    for (long i = 0; i < labels; i += header.labelsPerBlock()) {
                        long some = Math.min(labels - i, header.labelsPerBlock());
                        counter.unread += count(partition, at + i, some,
                                ByteBuffer.wrap(bytes, 0, header.blockSize()), counter) ? 0 : some;
                    }
                }
                stage.add(labels);
            }
        }
        return counter.usage(header.dataBlocks());
    }

    /** Counts labels from one on; false if they cannot be read. */
    private static boolean count(FossilPartition partition, long first, long labels, ByteBuffer chunk, Counter counter)
            throws IOException {
        FossilHeader header = partition.header();
        try {
            partition.storage().read(header.labelOffset(first), chunk);
        } catch (MediumFaultException e) {
            return false;
        }
        for (int i = 0; i < labels; i++) {
            counter.add(Label.decode(chunk, i / header.labelsPerBlock() * header.blockSize()
                    + i % header.labelsPerBlock() * Label.SIZE));
        }
        return true;
    }

    /** Blocks that only snapshots hold. */
    public long inSnapshots() {
        return closedAt.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many blocks come free when the lowest epoch moves up to {@code epoch}. */
    public long freedBy(long epoch) {
        return closedAt.headMap(epoch + 1).values().stream().mapToLong(Long::longValue).sum();
    }

    private static final class Counter {

        private final long epochLow;
        private final SortedMap<Long, Long> closedAt = new TreeMap<>();
        private long free;
        private long bad;
        private long active;
        private long onVenti;
        private long strange;
        private long unread;

        Counter(long epochLow) {
            this.epochLow = epochLow;
        }

        void add(Label label) {
            if (!label.isLegal()) {
                strange++;
            } else if (label.state() == Label.FREE) {
                free++;
            } else if (label.state() == Label.BAD) {
                bad++;
            } else if (label.epochClose() == Label.OPEN) {
                active++;
                onVenti += (label.state() & Label.ON_VENTI) != 0 ? 1 : 0;
            } else if (label.epochClose() <= epochLow) {
                free++;
            } else if (closedAt.size() < MOST_EPOCHS || closedAt.containsKey(label.epochClose())) {
                closedAt.merge(label.epochClose(), 1L, Long::sum);
            } else {
                strange++;
            }
        }

        BlockUsage usage(long total) {
            return new BlockUsage(total, free, bad, active, onVenti, strange, unread, closedAt);
        }
    }
}
