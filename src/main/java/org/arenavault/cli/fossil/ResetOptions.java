package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.fossil.PartitionReset;
import org.arenavault.fossil.ResetTree;
import org.arenavault.io.Bytes;
import org.arenavault.io.Dial;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.World;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a fossil's partition is reset to an archive. */
final class ResetOptions {

    private static final int THREADS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
    private @Nullable Path undo;

    @Option(names = "--dry-run", description = "Find out whether it can be done, and write nothing.")
    private boolean dryRun;

    @Option(names = "--halt", paramLabel = "CONSOLE", defaultValue = "",
            description = "The console of the fossil that uses the partition, as the partition's machine reaches it: "
                    + "once all else is found well it is halted and ended.")
    private String halt;

    /** Where the venti is. */
    private static final class Source {

        @Option(names = "--host", paramLabel = "HOST", required = true, description = "A venti that has the tree.")
        private String host;

        @Option(names = "--conf", paramLabel = "VENTI.CONF", required = true,
                description = "The partitions of a venti that has the tree; it need not run.")
        private @Nullable Path conf;
    }

    /** The options again, for the same command on another machine. */
    List<String> arguments() {
        List<String> words = new ArrayList<>(source.conf == null ? List.of("--host", source.host)
                : List.of("--conf", source.conf.toString()));
        if (deep) {
            words.add("--deep");
        }
        if (discard) {
            words.add("--discard-unarchived");
        }
        words.addAll(List.of("--label", label));
        if (!halt.isEmpty()) {
            words.addAll(List.of("--halt", halt));
        }
        if (undo != null) {
            words.addAll(List.of("--undo", undo.toString()));
        }
        return words;
    }

    /**
     * Resets a partition of this machine; asks first, and writes nothing before all is known to be well.
     *
     * @throws RefusedException if the venti cannot serve the whole tree, or a snapshot is in flight
     * @throws OperatorNeededException if a process has the partition open, or nobody can be asked
     */
    void reset(VaultCommand command, Score score, Path path) throws IOException {
        Path kept = undo == null ? free(command) : undo.toAbsolutePath();
        World world = command.world();
        new PartitionReset(path, label, discard, kept).run(() -> read(world, score), halting(world), dryRun, world)
                .ifPresent(bytes -> command.out().printf("%s is reset. What was there, %s, is kept: 'arenavault fossil "
                        + "undo %s %s' puts it back.%n", path, Bytes.text(bytes), ShellWord.of(kept),
                        ShellWord.of(path)));
    }

    private Optional<PartitionReset.Halting> halting(World world) {
        return halt.isEmpty() ? Optional.empty() : Optional.of(() -> {
            try (FossilConsole console = FossilConsoles.open(halt, PATIENCE, world)) {
                console.halt(PATIENCE).forEach(line -> world.terminal().print(Plain.field(line.strip())));
            }
        });
    }

    /** A name that no undo file has. */
    private static Path free(VaultCommand command) throws IOException {
        String name = "fossil-undo-" + command.world().clock().now().getEpochSecond();
        Path path = command.vault().folder().resolve(name);
        for (int i = 1; PlainFiles.exists(path); i++) {
            path = command.vault().folder().resolve(name + "." + i);
        }
        return path;
    }

    private ResetTree read(World world, Score score) throws IOException {
        VacCheck check = new VacCheck(deep ? CheckLevel.FULL : CheckLevel.STRUCTURE, VacCheck.Listing.INCLUDE, 1,
                WalkOptions.STRUCTURE.with(source.conf == null ? THREADS : 1));
        if (source.conf != null) {
            VentiConf conf = VentiConf.read(source.conf, world.disks());
            try (IndexLookup lookup = IndexLookup.openReadable(conf, world.disks())) {
                requireWhole(lookup);
                return tree(lookup, score, check, world);
            }
        }
        try (VentiClient client = VentiClient.connect(Dial.parse(source.host), ClientOptions.DEFAULT, world)) {
            return tree(client, score, check, world);
        }
    }

    /** A fossil is of use beside a venti that starts, and that one needs all of its partitions. */
    private void requireWhole(IndexLookup lookup) throws RefusedException {
        if (!lookup.isWhole()) {
            throw new RefusedException(("%s: this venti is not whole and would not start, so no fossil is made that "
                    + "needs it: %s; put that right, or name a whole one with --host").formatted(source.conf,
                    String.join("; ", lookup.notes())));
        }
    }

    private static ResetTree tree(BlockSource blocks, Score score, VacCheck check, World world) throws IOException {
        return ResetTree.read(blocks, score, check, world.progress(), world.stop());
    }
}
