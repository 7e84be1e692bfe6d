package org.arenavault.fossil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.Root;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resets: the bytes that the real {@code flfmt -v} writes, refusals that write nothing, and the way back. */
class FossilResetTest {

    private static final VacCheck STRUCTURE =
            new VacCheck(CheckLevel.STRUCTURE, VacCheck.Listing.INCLUDE, 1, WalkOptions.STRUCTURE);

    /** What {@code flfmt -y -b 8192 -v} of plan9port made of empty files of so many MiB: SHA-256 of the whole file. */
    private static final Map<Integer, String> REAL = Map.of(
            32, "a4080faf86f659305a2a82e0fd4db8d845894aeeaefd82b4a8cc449bdb33e750",
            64, "232ee455d90d4b15781befc6f1ee0da77e93d3a365c5b6f6efe5691af2abd0a4",
            100, "8616e6fa7813620ceda066f4aabdee3661e2f2c3ec806c8ee18ebfadbb002f19");

    @TempDir
    private Path folder;

    private static ResetTree tree(MemoryBlocks blocks) throws IOException {
        return ResetTree.read(blocks, GoldenArchive.ROOT, STRUCTURE, Progress.SILENT, StopSignal.NEVER);
    }

    private static void reset(Storage partition) throws IOException {
        new FossilReset(tree(GoldenArchive.blocks()), "vfs", FossilReset.CUSTOMARY_TAG)
                .write(partition, Progress.SILENT, StopSignal.NEVER);
    }

    private static String sha256(Storage storage) throws IOException {
        MessageDigest digest = Digests.sha256();
        for (long at = 0; at < storage.size(); at += 1 << 20) {
            digest.update(storage.read(at, 1 << 20));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void theImageIsThatOfTheRealTool() throws IOException {
        for (Map.Entry<Integer, String> real : REAL.entrySet()) {
            SparseStorage partition = new SparseStorage((long) real.getKey() << 20);
            reset(partition);
            assertThat(sha256(partition)).as("%d MiB", real.getKey()).isEqualTo(real.getValue());
        }
    }

    @Test
    void whateverWasThereTheResultIsAFossilThatHasArchivedNothing() throws IOException {
        SparseStorage partition = new SparseStorage(32 << 20);
        byte[] noise = new byte[1 << 20];
        Arrays.fill(noise, (byte) 0xA5);
        for (long at = 0; at < partition.size(); at += noise.length) {
            partition.write(at, noise);
        }
        reset(partition);

        try (FossilPartition fossil = FossilPartition.of(partition)) {
            FossilReport report = FossilReport.of(fossil);
            assertThat(report.usable()).isTrue();
            assertThat(report.block().hasLast()).isFalse();
            assertThat(report.block().qid()).isEqualTo(11);
            BlockUsage usage = BlockUsage.of(fossil, report.block(), Progress.SILENT, StopSignal.NEVER);
            assertThat(usage.active()).isEqualTo(2);
            assertThat(usage.free()).isEqualTo(usage.total() - 2);
            assertThat(partition.read(FossilHeader.AT - 1024, 1024)).containsOnly(0xA5);
        }
    }

    @Test
    void aTreeThatLacksAnyBlockIsRefused() throws IOException {
        MemoryBlocks whole = GoldenArchive.blocks();
        whole.forEach((score, type, block) -> {
            boolean older = type.equals(BlockType.ROOT) && !score.equals(GoldenArchive.ROOT);
            if (!older) {
                MemoryBlocks lacking = whole.copy();
                lacking.remove(score, type);
                try {
                    tree(lacking);
                } catch (VaultException e) {
                    assertThat(e).isInstanceOfAny(RefusedException.class, CorruptException.class);
                    return;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                assertThat(reachable(score, type)).as("%s %s is needed", type, score).isFalse();
            }
        });
    }

    /** The fixture holds the older archive as well, whose own blocks the newest tree may not need. */
    private static boolean reachable(Score score, BlockType type) {
        try {
            MemoryBlocks blocks = GoldenArchive.blocks();
            boolean[] asked = {false};
            ResetTree.read((wanted, as) -> {
                asked[0] |= wanted.equals(score) && as.equals(type);
                return blocks.read(wanted, as);
            }, GoldenArchive.ROOT, STRUCTURE, Progress.SILENT, StopSignal.NEVER);
            return asked[0];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRootThatVacMadeIsRefused() throws IOException {
        MemoryBlocks blocks = GoldenArchive.blocks();
        Root root = Root.decode(blocks.read(GoldenArchive.ROOT, BlockType.ROOT).orElseThrow(), "test");
        byte[] entries = tree(blocks).entries();
        entries[8] |= 0x20;
        Score directory = blocks.put(BlockType.DIRECTORY, Arrays.copyOf(entries, 120));
        Score local = blocks.put(BlockType.ROOT,
                new Root(root.name(), root.type(), directory, root.blockSize(), root.prev()).encode());

        assertThatThrownBy(() -> ResetTree.read(blocks, local, STRUCTURE, Progress.SILENT, StopSignal.NEVER))
                .isInstanceOf(RefusedException.class).hasMessageContaining("made by vac");
    }

    @Test
    void aPartitionThatIsTooSmallIsRefusedBeforeAnythingIsWritten() {
        SparseStorage partition = new SparseStorage(1 << 20);

        assertThatThrownBy(() -> reset(partition)).isInstanceOf(RefusedException.class);
        assertThat(partition.bytesWritten()).isZero();
    }

    @Test
    void whatWasWrittenOverIsPutBack() throws IOException {
        byte[] before = new byte[4 << 20];
        new Random(7).nextBytes(before);
        MemoryStorage partition = new MemoryStorage(before);
        FossilReset reset = new FossilReset(tree(GoldenArchive.blocks()), "vfs", 7);
        Path kept = folder.resolve("undo");
        UndoFile.save(partition, reset.end(partition), kept, Disks.REAL, Progress.SILENT, StopSignal.NEVER);
        reset.write(partition, Progress.SILENT, StopSignal.NEVER);
        assertThat(partition.read(0, before.length)).isNotEqualTo(before);

        UndoFile.restore(kept, partition, Disks.REAL, Progress.SILENT, StopSignal.NEVER);

        assertThat(partition.read(0, before.length)).isEqualTo(before);
        assertThatThrownBy(() -> UndoFile.save(partition, 1 << 20, kept, Disks.REAL, Progress.SILENT, StopSignal.NEVER))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void damagedOrForeignUndoFilesAreRefusedBeforeAnythingIsWritten() throws IOException {
        SparseStorage partition = new SparseStorage(2 << 20);
        Path kept = folder.resolve("undo");
        UndoFile.save(partition, FossilHeader.AT + 4096, kept, Disks.REAL, Progress.SILENT, StopSignal.NEVER);
        byte[] sound = Files.readAllBytes(kept);
        for (int at : new int[] {0, 24, 30, 60, 128, 2000, sound.length - 1}) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 1;
            Files.write(kept, damaged);
            assertThatThrownBy(() -> UndoFile.restore(kept, partition, Disks.REAL, Progress.SILENT, StopSignal.NEVER))
                    .as("byte %d", at).isInstanceOf(VaultException.class);
        }
        Files.write(kept, sound);
        assertThatThrownBy(() -> UndoFile.restore(kept, new SparseStorage(3 << 20), Disks.REAL, Progress.SILENT,
                StopSignal.NEVER)).isInstanceOf(RefusedException.class);
        assertThat(partition.bytesWritten()).isZero();
    }
}
