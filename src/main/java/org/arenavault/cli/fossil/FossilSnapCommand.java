package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.FossilReports;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil snap}. */
@Command(name = "snap", header = "Archive a snapshot, and put its root score on record.",
        mixinStandardHelpOptions = true,
        description = {"Takes an archival snapshot on the console, waits until it is in the venti, and syncs. With "
            + "--partition the score on disk must be the one that the console named."},
        footer = {"", "Example:", "  arenavault fossil snap exec:con --partition /dev/sdc2"})
@Without({Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilSnapCommand extends VaultCommand {

    @Parameters(paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    @Option(names = "--fsys", paramLabel = "NAME", defaultValue = "main",
            description = "The file system. Default: ${DEFAULT-VALUE}.")
    private String system;

    @Option(names = "--partition", paramLabel = "PARTITION", description = "Its partition, to compare.")
    private @Nullable Path partition;

    @Option(names = "--venti", paramLabel = "HOST", defaultValue = "", description = "Its venti, for the record.")
    private String venti;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "14400",
            description = "How long archiving may take. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    FossilSnapCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (!system.matches("[A-Za-z0-9_.-]{1,32}")) {
            throw new UsageException("--fsys: a file system's name");
        }
        Duration patience = Duration.ofSeconds(30);
        Score score;
        try (FossilConsole fossil = FossilConsoles.open(console, patience, world())) {
            score = fossil.snap(system, Duration.ofSeconds(timeout));
            fossil.run("fsys %s sync".formatted(system), patience);
        }
        if (partition != null) {
            try (FossilPartition disk = FossilPartition.open(partition, world().disks())) {
                if (!disk.readSuper().last().equals(score)) {
                    throw new CorruptException(partition + ": its last score is not the one that the console named; is "
                            + "it the partition of this fossil?");
                }
            }
        }
        try (ScoreLog.Writer log = vault().scores().write()) {
            log.add(score, RootScore.Feed.FOSSIL, partition == null ? console : partition.toAbsolutePath().toString(),
                    venti);
        }
        if (globals().json()) {
            context().print(new FossilReports.Snap(score.hint()));
        } else {
            out().printf("Archived; the score %s... is on record.%n", score.hint());
        }
        return ExitCode.DONE;
    }
}
