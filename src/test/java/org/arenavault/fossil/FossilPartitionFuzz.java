package org.arenavault.fossil;

import java.io.IOException;
import org.arenavault.Fuzzing;
import org.arenavault.io.Progress;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;

/** Partitions of any bytes from the header on; and any super block and labels behind a header that passes. */
public final class FossilPartitionFuzz {

    private static final long SIZE = 2 << 20;

    private FossilPartitionFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        SparseStorage raw = new SparseStorage(SIZE);
        raw.write(FossilHeader.AT, data);
        read(raw);
        FossilHeader header = FossilHeader.ofSize(SIZE, 512, "fuzz");
        SparseStorage known = new SparseStorage(SIZE);
        known.write(header.superOffset(), data);
        known.write(FossilHeader.AT, header.encode());
        if (data.length > 6) {
            known.write(header.superOffset(), new byte[] {0x23, 0x40, (byte) 0xA3, (byte) 0xB1, 0, 1});
        }
        read(known);
    }

    private static void read(SparseStorage storage) throws IOException {
        try (FossilPartition partition = FossilPartition.of(storage)) {
            FossilReport report = FossilReport.of(partition);
            BlockUsage usage = BlockUsage.of(partition, report.block(), Progress.SILENT, StopSignal.NEVER);
            if (usage.free() + usage.bad() + usage.active() + usage.strange() + usage.inSnapshots()
                    != usage.total()) {
                throw new IllegalStateException("blocks were lost: " + usage);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
