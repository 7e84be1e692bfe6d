package org.arenavault.fossil;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;

/**
 * Resets a fossil's partition of this machine to an archive. Asks first, keeps what it writes over, and writes nothing
 * before all is known to be well.
 *
 * @param path the partition
 * @param label what the file system is called: up to 127 printable characters of ASCII without blanks
 * @param discard whether it is done although a snapshot waits for being archived, or is
 * @param kept where what is written over is kept; it must not exist
 */
public record PartitionReset(Path path, String label, boolean discard, Path kept) {

    private static final int LONGEST_LABEL = 127;

    /** Finds the archive and looks at it. */
    @FunctionalInterface
    public interface TreeReader {

        /** The archive's tree, found whole. */
        ResetTree read() throws IOException;
    }

    /** Halts the fossil that uses the partition. */
    @FunctionalInterface
    public interface Halting {

        /** Has it write what it holds, and freezes it. */
        void halt() throws IOException;
    }

    /**
     * Does it, or finds out whether it can be done.
     *
     * @param halting what halts the fossil first, which is ended then; empty if it was ended before
     * @param dryRun whether nothing is written
     * @return how many bytes of what was there are kept; empty if nothing was written
     * @throws RefusedException if a snapshot is in flight, {@code kept} exists, or no such fossil fits there
     * @throws OperatorNeededException if a process has the partition open, or nobody can be asked
     */
    public Optional<Long> run(TreeReader archive, Optional<Halting> halting, boolean dryRun, World world)
            throws IOException {
        if (label.length() > LONGEST_LABEL || !label.matches("[!-~]+")) {
            throw new UsageException("--label: up to %d printable characters without blanks".formatted(LONGEST_LABEL));
        }
        if (halting.isEmpty()) {
            requireUnused();
        }
        String old = describe(world);
        ResetTree tree = archive.read();
        try (Storage partition = world.disks().openToWrite(path)) {
            FossilReset reset = new FossilReset(tree, label, FossilReset.CUSTOMARY_TAG);
            long end = reset.end(partition);
            world.terminal().print("%s: %s".formatted(path, old));
            world.terminal().print("It becomes a fossil of blocks of %d bytes from the archive %s."
                    .formatted(tree.blockSize(), tree.score().hint()));
            if (PlainFiles.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedException(kept + ": exists already; it may be what takes back an earlier reset");
            }
            if (dryRun) {
                return Optional.empty();
            }
            if (!world.terminal().confirm((halting.isPresent() ? "The fossil there is halted and ended, and everybody "
                    + "who uses it cut off. " : "") + "Everything on it that is not archived is lost. Reset it?")) {
                throw new CancelledException("nothing was written");
            }
            if (halting.isPresent()) {
                halting.get().halt();
                new FossilEnd(path, world).await();
            }
            DurableFiles.createFolder(PlainFiles.folderOf(kept));
            UndoFile.save(partition, end, kept, world.disks(), world.progress(), world.stop());
            requireUnused();
            reset.write(partition, world.progress(), world.stop());
            return Optional.of(end - FossilHeader.AT);
        }
    }

    private void requireUnused() throws IOException {
        Optional<Long> holder = OpenFiles.holder(path);
        if (holder.isPresent()) {
            throw new OperatorNeededException(OperatorNeededException.Need.LOCKED,
                    "%s: process %d has it open; halt and end that fossil first".formatted(path, holder.get()));
        }
    }

    private String describe(World world) throws IOException {
        if (!FossilPartition.isAt(path, world.disks())) {
            return "holds no fossil now";
        }
        try (FossilPartition partition = FossilPartition.open(path, world.disks())) {
            SuperBlock block = partition.readSuper();
            if (block.inFlight() && !discard) {
                throw new RefusedException(path + ": a snapshot of this fossil is not archived yet; let fossil finish, "
                        + "or say --discard-unarchived");
            }
            return "holds a fossil whose last archive is %s; everything since is lost".formatted(block.hasLast()
                    ? block.last().hint() : "none");
        } catch (CorruptException | UnsupportedVersionException e) {
            return "holds a fossil that is damaged: " + e.getMessage();
        }
    }
}
