package org.arenavault.fossil;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.CheckReport;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacCheck;

/**
 * What a fossil needs to know of an archive to begin from it (replication 3).
 *
 * @param score of the archive's root
 * @param blockSize of the archive, which becomes that of the fossil
 * @param entries the block of three entries that the tree hangs from, {@code blockSize} bytes
 * @param nextQid the first identity that no file of the archive has, u64
 */
public record ResetTree(Score score, int blockSize, byte[] entries, long nextQid) {

    private static final int ENTRIES = 3 * Entry.SIZE;

    /**
     * Reads it, and checks that everything below the root is there.
     *
     * @param check how closely
     * @throws CorruptException if the root or what it needs is missing or damaged
     * @throws RefusedException if the tree is not whole, or is none that a fossil can begin from
     */
    public static ResetTree read(BlockSource source, Score score, VacCheck check, Progress progress, StopSignal stop)
            throws IOException {
        ResetTree tree = of(VacArchive.open(source, score, stop), score);
        CheckReport report = check.run(source, score, progress, stop);
        if (!report.sound()) {
            String first = report.trees().stream().flatMap(walk -> walk.gaps().stream()).findFirst()
                    .map(Object::toString).orElse("its directories are damaged");
            throw new RefusedException("this venti cannot serve the whole tree: " + first).next(
                    "arenavault score check %s HOST".formatted(score), "tells more");
        }
        return tree;
    }

    /** Whether a fossil could begin from an archive: it does not from one that vac made. What is below is not read. */
    public static boolean isPossible(BlockSource source, Score score, StopSignal stop) throws IOException {
        try {
            of(VacArchive.open(source, score, stop), score);
            return true;
        } catch (RefusedException | CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    private static ResetTree of(VacArchive archive, Score score) throws IOException {
        byte[] block = archive.topBlock();
        int blockSize = archive.root().blockSize();
        if (block.length > blockSize) {
            throw new CorruptException("directory block of root: longer than the archive's blocks");
        }
        for (int i = ENTRIES; i < block.length; i++) {
            if (block[i] != 0) {
                throw new RefusedException("directory block of root: holds more than three entries: no fossil made it");
            }
        }
        for (int slot = 0; slot < 3; slot++) {
            if ((Entry.decode(block, slot, "directory block of root").flags() & Entry.LOCAL) != 0) {
                throw new RefusedException("this archive was made by vac, whose entries a fossil takes for places on "
                        + "its own disk; it can be reset to an archive of a fossil only");
            }
        }
        long nextQid = archive.top().record().qidSpace().max();
        if (nextQid == 0) {
            throw new RefusedException("the root's record reserves no file identities: no fossil made this archive");
        }
        return new ResetTree(score, blockSize, Arrays.copyOf(block, blockSize), nextQid);
    }

    /** The block behind: one entry, which names the block of three on the fossil's own disk. */
    byte[] localRoot(long tag) {
        byte[] block = new byte[blockSize];
        ByteBuffer b = ByteBuffer.wrap(block);
        int entriesSize = blockSize / Entry.SIZE * Entry.SIZE;
        new Entry(0, entriesSize, blockSize, Entry.ACTIVE | Entry.DIRECTORY | Entry.LOCAL, ENTRIES,
                LocalScore.of(tag, 0)).encode(b, 0);
        return block;
    }
}
