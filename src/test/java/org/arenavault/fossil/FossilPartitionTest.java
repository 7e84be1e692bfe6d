package org.arenavault.fossil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.Test;

/** The partition of a fossil: the example of replication 3, damage, and what labels come to. */
class FossilPartitionTest {

    private static final byte[] HEADER =
            HexFormat.of().parseHex("3776ae8900012000000000120000001300000021" + "00002000");
    private static final byte[] SUPER = HexFormat.of().parseHex("2340a3b10001000000070000000900000000000000" + "11"
            + "00000027ffffffffffffffff9ab9122c8dc3f6883edf5253cb4cefe854f081a7766673");
    private static final int SUPER_AT = 18 * 8192;
    private static final long SIZE = 64 << 20;

    static SparseStorage example() throws IOException {
        SparseStorage storage = new SparseStorage(SIZE);
        storage.write(FossilHeader.AT, HEADER);
        storage.write(SUPER_AT, SUPER);
        write(storage, 0x27, new Label(Label.ALLOCATED, Label.DIRECTORY, 9, Label.OPEN, Label.ROOT_TAG));
        return storage;
    }

    private static void write(SparseStorage storage, long address, Label label) throws IOException {
        byte[] bytes = new byte[Label.SIZE];
        label.encode(ByteBuffer.wrap(bytes), 0);
        storage.write(FossilHeader.ofSize(SIZE, 8192, "test").labelOffset(address), bytes);
    }

    @Test
    void theExampleReads() throws IOException {
        try (FossilPartition partition = FossilPartition.of(example())) {
            FossilReport report = FossilReport.of(partition);

            assertThat(report.header()).isEqualTo(new FossilHeader(8192, 18, 19, 33, 8192));
            assertThat(report.block().last()).hasToString("9ab9122c8dc3f6883edf5253cb4cefe854f081a7");
            assertThat(report.block().name()).isEqualTo("vfs");
            assertThat(report.block().qid()).isEqualTo(0x11);
            assertThat(report.block().epochLow()).isEqualTo(7);
            assertThat(report.block().epochHigh()).isEqualTo(9);
            assertThat(report.block().inFlight()).isFalse();
            assertThat(report.usable()).isTrue();
        }
    }

    @Test
    void theExampleEncodesToItsBytes() throws IOException {
        try (FossilPartition partition = FossilPartition.of(example())) {
            assertThat(partition.header().encode()).startsWith(HEADER).hasSize(FossilHeader.SIZE);
            assertThat(partition.readSuper().encode()).startsWith(SUPER).hasSize(SuperBlock.SIZE);
        }
    }

    @Test
    void geometryFollowsFromSizeAndBlockSize() throws IOException {
        assertThat(FossilHeader.ofSize(SIZE, 8192, "test")).isEqualTo(new FossilHeader(8192, 18, 19, 33, 8192));
        assertThatThrownBy(() -> FossilHeader.ofSize(1 << 20, 8192, "test")).isInstanceOf(RefusedException.class);
        for (int blockSize : new int[] {0, 511, 513, 56 * 1024 + 512, 1 << 20}) {
            assertThatThrownBy(() -> FossilHeader.ofSize(SIZE, blockSize, "test")).as("%d", blockSize)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void everyGeometryThatIsMadeIsAccepted() throws IOException {
        for (int blockSize = 512; blockSize <= 56 * 1024; blockSize += 512) {
            for (long size : new long[] {1_400_000, SIZE, SIZE + 12_345, 15_000_000_000_000L}) {
                if (size / blockSize < 0xFFFF_FFFEL && size / blockSize >= 1_310_720 / blockSize) {
                    FossilHeader header = FossilHeader.ofSize(size, blockSize, "test");
                    assertThat(FossilHeader.decode(header.encode(), size, "again")).isEqualTo(header);
                }
            }
        }
    }

    @Test
    void damagedHeadersAndSuperBlocksAreRefusedByTheirFields() throws IOException {
        for (int at = 0; at < 24; at++) {
            SparseStorage storage = example();
            byte[] damaged = HEADER.clone();
            damaged[at] ^= (byte) 0x80;
            storage.write(FossilHeader.AT, damaged);
            assertThatThrownBy(() -> FossilPartition.of(storage)).as("byte %d of the header", at)
                    .isInstanceOfAny(CorruptException.class, UnsupportedVersionException.class);
        }
        for (int at = 0; at < 10; at++) {
            SparseStorage storage = example();
            byte[] damaged = SUPER.clone();
            damaged[at] ^= (byte) 0x80;
            storage.write(SUPER_AT, damaged);
            try (FossilPartition partition = FossilPartition.of(storage)) {
                assertThatThrownBy(partition::readSuper).as("byte %d of the super block", at)
                        .isInstanceOf(VaultException.class);
            }
        }
    }

    @Test
    void withoutTheLabelOfItsLiveTreeItIsNotUsable() throws IOException {
        SparseStorage storage = example();
        write(storage, 0x27, new Label(Label.FREE, 0, 0, 0, 0));
        try (FossilPartition partition = FossilPartition.of(storage)) {
            assertThat(FossilReport.of(partition).usable()).isFalse();
            assertThatThrownBy(() -> partition.label(8159)).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void labelsTellWhatDiscardingFrees() throws IOException {
        SparseStorage storage = example();
        write(storage, 0, new Label(Label.ALLOCATED | Label.ON_VENTI, 0, 7, Label.OPEN, 5));
        write(storage, 1, new Label(Label.ALLOCATED | Label.CLOSED, 0, 6, 7, 5));
        write(storage, 2, new Label(Label.ALLOCATED | Label.CLOSED | Label.COPIED, 0, 7, 8, 5));
        write(storage, 3, new Label(Label.ALLOCATED | Label.CLOSED, 0, 7, 9, 5));
        write(storage, 584, new Label(Label.ALLOCATED | Label.CLOSED, 0, 8, 9, 5));
        write(storage, 585, new Label(Label.BAD, 0, 0, 0, 0));
        write(storage, 8158, new Label(0x40, 0, 0, 0, 0));
        try (FossilPartition partition = FossilPartition.of(storage)) {
            BlockUsage usage = BlockUsage.of(partition, partition.readSuper(), Progress.SILENT, StopSignal.NEVER);

            assertThat(usage.total()).isEqualTo(8159);
            assertThat(usage.active()).isEqualTo(2);
            assertThat(usage.onVenti()).isEqualTo(1);
            assertThat(usage.bad()).isEqualTo(1);
            assertThat(usage.strange()).isEqualTo(1);
            assertThat(usage.closedAt()).isEqualTo(Map.of(8L, 1L, 9L, 2L));
            assertThat(usage.free()).isEqualTo(8159 - 2 - 1 - 1 - 3);
            assertThat(usage.freedBy(7)).isZero();
            assertThat(usage.freedBy(8)).isEqualTo(1);
            assertThat(usage.freedBy(9)).isEqualTo(3);
        }
    }

    @Test
    void labelsThatCannotBeReadAreCountedAndTheOthersAreAsWell() throws IOException {
        SparseStorage storage = example();
        long bad = FossilHeader.ofSize(SIZE, 8192, "test").labelOffset(585);
        try (FossilPartition partition = FossilPartition.of(withBadBlock(storage, bad / 8192 * 8192))) {
            BlockUsage usage = BlockUsage.of(partition, partition.readSuper(), Progress.SILENT, StopSignal.NEVER);

            assertThat(usage.total()).isEqualTo(8159);
            assertThat(usage.unread()).isEqualTo(585);
            assertThat(usage.active()).isEqualTo(1);
            assertThat(usage.free()).isEqualTo(8159 - 585 - 1);
        }
    }

    /** A storage of which one block of 8 KiB cannot be read. */
    private static Storage withBadBlock(Storage storage, long at) {
        return TappedDisks.read(storage, (path, position, count) -> {
            if (position < at + 8192 && at < position + count) {
                throw new MediumFaultException("test: Input/output error");
            }
        });
    }
}
