package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.fossil.FossilHeader;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.FossilReset;
import org.arenavault.fossil.OpenFiles;
import org.arenavault.fossil.ResetTree;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.fossil.UndoFile;
import org.arenavault.io.CancelledException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.report.Bytes;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil reset}. */
@Command(name = "reset", header = "Make a partition a fossil whose live tree is an archive.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Does what flfmt -v does. All that the old fossil held and did not archive is lost: its live "
            + "tree, and its temporary snapshots.",
            "Nothing is written before the whole tree was found in the venti, and what is written over was kept in a "
            + "file; 'fossil undo' puts it back."},
        footer = {"", "Examples:", "  arenavault fossil reset last /dev/sdc2 --host tcp!192.168.0.99!17034",
            "  arenavault fossil reset 9ab9122c standby.img --conf /etc/venti.conf --deep"})
final class FossilResetCommand extends VaultCommand {

    private static final int THREADS = 8;

    @Parameters(index = "0", paramLabel = "SCORE",
            description = "A score, the first digits of one on record, or 'last'.")
    private String text;

    @Parameters(index = "1", paramLabel = "PARTITION", description = "The partition to reset.")
    private Path path;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--deep", description = "Read every block of the tree first, not the directories alone.")
    private boolean deep;

    @Option(names = "--discard-unarchived",
            description = "Go on although a snapshot waits for being archived, or is.")
    private boolean discard;

    @Option(names = "--label", paramLabel = "NAME", defaultValue = "vfs",
            description = "What the file system is called. Default: ${DEFAULT-VALUE}.")
    private String label;

    @Option(names = "--undo", paramLabel = "FILE",
            description = "Where to keep what is written over. Default: fossil-undo-TIME in the vault.")
    private Path undo;

    /** Where the venti is. */
    private static final class Source {

        @Option(names = "--host", paramLabel = "HOST", required = true, description = "A venti that has the tree.")
        private String host;

        @Option(names = "--conf", paramLabel = "VENTI.CONF", required = true,
                description = "The partitions of a venti that has the tree; it need not run.")
        private Path conf;
    }

    FossilResetCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        World world = world();
        Score score = vault().scores().find(text);
        if (label.isEmpty() || label.length() > 127 || !label.matches("[!-~]+")) {
            throw new UsageException("--label: up to 127 printable characters without blanks");
        }
        requireUnused();
        String old = describe(world);
        ResetTree tree = read(world, score);
        try (Storage partition = world.disks().openToWrite(path)) {
            FossilReset reset = new FossilReset(tree, label, FossilReset.CUSTOMARY_TAG);
            long end = reset.end(partition);
            world.terminal().say("%s: %s".formatted(path, old));
            world.terminal().say("It becomes a fossil of blocks of %d bytes from the archive %s."
                    .formatted(tree.blockSize(), score.toString().substring(0, 8)));
            if (!world.terminal().confirm("Everything on it that is not archived is lost. Reset it?")) {
                throw new CancelledException("nothing was written");
            }
            Path kept = undo == null ? vault().folder().resolve("fossil-undo-" + world.clock().now().getEpochSecond())
                    : undo.toAbsolutePath();
            DurableFiles.createFolder(kept.getParent());
            UndoFile.save(partition, end, kept, world.disks(), world.progress(), world.stop());
            requireUnused();
            reset.write(partition, world.progress(), world.stop());
            out().printf("%s is reset. What was there, %s, is kept: 'arenavault fossil undo %s %s' puts it back.%n",
                    path, Bytes.words(end - FossilHeader.AT), kept, path);
        }
        return ExitCode.DONE;
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
                    ? block.last().toString().substring(0, 8) : "none");
        }
    }

    private ResetTree read(World world, Score score) throws IOException {
        VacCheck check = new VacCheck(deep ? CheckLevel.FULL : CheckLevel.STRUCTURE, VacCheck.Listing.INCLUDE, 1,
                WalkOptions.STRUCTURE.with(source.conf == null ? THREADS : 1));
        if (source.conf != null) {
            try (IndexLookup lookup = IndexLookup.open(VentiConf.read(source.conf, world.disks()), world.disks())) {
                return tree(lookup, score, check, world);
            }
        }
        try (VentiClient client = VentiClient.connect(Dial.parse(source.host), ClientOptions.DEFAULT, world.clock())) {
            return tree(client, score, check, world);
        }
    }

    private static ResetTree tree(BlockSource blocks, Score score, VacCheck check, World world) throws IOException {
        return ResetTree.read(blocks, score, check, world.progress(), world.stop());
    }
}
