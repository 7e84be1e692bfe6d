package org.arenavault.fossil;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Score;

/**
 * Makes a partition a fossil whose live tree is an archive (replication 3): what {@code flfmt -v} writes, in an order
 * that leaves the old fossil or the new one, and with the old bytes kept.
 *
 * <p>The tree must have been found whole before. Header, super block, labels and the first two blocks of data are
 * written; the configuration in front of the header stays.
 *
 * @param tree what to begin from
 * @param name of the file system; {@code vfs} by custom, up to 127 bytes of Latin-1
 * @param tag of the live tree, u32, above 1
 */
public record FossilReset(ResetTree tree, String name, long tag) {

    /** The tag that every {@code flfmt} of plan9port writes: its random numbers have no seed. */
    public static final long CUSTOMARY_TAG = 0x4C0FE2A2L;

    private static final int CHUNK = 1 << 20;
    private static final int LONGEST_NAME = 127;
    private static final int BLOCKS = 2;

    public FossilReset {
        if (tag <= Label.ROOT_TAG || tag > 0xFFFF_FFFFL || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("tag %d, name of %d bytes".formatted(tag, name.length()));
        }
    }

    /**
     * Where the reset writes on a partition: from the header to the second block of data.
     *
     * @return the byte behind the last one
     * @throws RefusedException if no fossil with the archive's block size fits there
     */
    public long end(Storage partition) throws IOException {
        return header(partition).dataOffset(BLOCKS);
    }

    private FossilHeader header(Storage partition) throws IOException {
        return FossilHeader.ofSize(partition.size(), tree.blockSize(), partition.name());
    }

    /**
     * Does it, and reads back what matters.
     *
     * @throws RefusedException if no fossil with the archive's block size fits there; nothing has been written then
     * @throws MediumFaultException if what was written does not read back
     */
    public void write(Storage partition, Progress progress, StopSignal stop) throws IOException {
        FossilHeader header = header(partition);
        byte[] root = tree.localRoot(tag);
        byte[] superBlock = Arrays.copyOf(superBlock().encode(), header.blockSize());
        byte[] head = Arrays.copyOf(header.encode(), FossilHeader.SIZE);
        partition.write(header.dataOffset(0), tree.entries());
        partition.write(header.dataOffset(1), root);
        partition.force();
        writeLabels(partition, header, progress, stop);
        partition.force();
        partition.write(header.superOffset(), superBlock);
        partition.force();
        if (!Arrays.equals(partition.read(FossilHeader.AT, FossilHeader.SIZE), head)) {
            partition.write(FossilHeader.AT, head);
            partition.force();
        }
        requireSame(partition, FossilHeader.AT, head);
        requireSame(partition, header.superOffset(), superBlock);
        requireSame(partition, header.dataOffset(0), tree.entries());
        requireSame(partition, header.dataOffset(1), root);
    }

    private SuperBlock superBlock() {
        return new SuperBlock(1, 1, tree.nextQid(), 1, SuperBlock.NONE, SuperBlock.NONE, Score.ZERO, name);
    }

    /** All blocks are free but the first two. Once begun this is not stopped: half of the labels is no fossil. */
    private void writeLabels(Storage partition, FossilHeader header, Progress progress, StopSignal stop)
            throws IOException {
        stop.check();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        new Label(Label.ALLOCATED, Label.DIRECTORY, 1, Label.OPEN, tag).encode(chunk, 0);
        new Label(Label.ALLOCATED, Label.DIRECTORY, 1, Label.OPEN, Label.ROOT_TAG).encode(chunk, Label.SIZE);
        long end = header.data() * header.blockSize();
        try (Progress.Stage stage = progress.begin("writing labels", end - header.labelOffset(0))) {
            for (long at = header.labelOffset(0); at < end; at += CHUNK) {
                chunk.clear().limit((int) Math.min(CHUNK, end - at));
                partition.write(at, chunk);
                stage.add(chunk.limit());
                if (at == header.labelOffset(0)) {
                    chunk.clear().put(0, new byte[BLOCKS * Label.SIZE]);
                }
            }
        }
    }

    private static void requireSame(Storage partition, long at, byte[] bytes) throws IOException {
        if (!Arrays.equals(partition.read(at, bytes.length), bytes)) {
            throw new MediumFaultException("%s: what was written at %d does not read back; take the reset back with "
                    .formatted(partition.name(), at) + "what was kept, and replace the disk");
        }
    }
}
