package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.Fuzzing;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.VaultException;

/** Arena partitions of any bytes from the header on: as they are, and with a header that passes. */
public final class ArenaPartitionFuzz {

    private static final long SIZE = 1L << 40;
    private static final int LOOKED_AT = 20;

    private ArenaPartitionFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        read(data);
        byte[] partition = Arrays.copyOf(data, data.length + PartitionHeader.SIZE);
        System.arraycopy(data, 0, partition, PartitionHeader.SIZE, data.length);
        System.arraycopy(PartitionHeader.ofBlockSize(512).encode(), 0, partition, 0, PartitionHeader.SIZE);
        read(partition);
    }

    private static void read(byte[] data) throws IOException {
        SparseStorage storage = new SparseStorage(SIZE);
        storage.write(ArenaFormat.BLANK, data);
        try (ArenaPartition partition = ArenaPartition.open(storage)) {
            PartitionHeader header = partition.header();
            if (!PartitionHeader.decode(ByteBuffer.wrap(header.encode()), SIZE, "again").equals(header)
                    || !ArenaMap.decode(partition.map().encode(), "again").equals(partition.map())) {
                throw new IllegalStateException("came back as another: " + header);
            }
            for (Arena arena : partition.arenas().subList(0, Math.min(LOOKED_AT, partition.arenas().size()))) {
                ArenaStatus.of(arena).problems().forEach(Fuzzing::requireOneLine);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        if (storage.largestRead() > ArenaFormat.MAX_TABLE_SPACE) {
            throw new IllegalStateException("read %d bytes at once".formatted(storage.largestRead()));
        }
    }
}
