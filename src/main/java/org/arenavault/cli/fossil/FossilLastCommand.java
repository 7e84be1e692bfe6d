package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.report.json.FossilReports;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil last}. */
@Command(name = "last", header = "Print the root score of the last archived snapshot.", mixinStandardHelpOptions = true,
        description = {"Reads the partition alone, as fossil/last does, but believes nothing that does not fit "
            + "together. A running fossil writes the score to disk up to a minute after it was archived; 'sync' on its "
            + "console does so at once. Ends with 1 if nothing was ever archived."},
        footer = {"", "Examples:", "  arenavault fossil last /dev/sdc2",
            "  arenavault fossil last 9p:plan9.example.org//dev/sdC0/fossil",
            "  arenavault fossil last /dev/sdc2 --after 9ab9122c8dc3f6883edf5253cb4cefe854f081a7 --timeout 3600"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilLastCommand extends VaultCommand {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "PARTITION", description = "The fossil's partition; on a file server, 9p:HOST//PATH.")
    private Path path;

    @Option(names = "--after", paramLabel = "SCORE", defaultValue = "",
            description = "Wait until the score is another than this one.")
    private String after;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600",
            description = "How long to wait. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    FossilLastCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilPartition partition = FossilPartition.open(path, world().disks())) {
            SuperBlock block = partition.readSuper();
            if (!after.isEmpty()) {
                block = waitFor(partition, ScoreArgument.parse(after, this));
            }
            if (!block.hasLast()) {
                throw new RefusedException(path + ": nothing was ever archived from this fossil, or since its reset");
            }
            if (block.inFlight()) {
                world().terminal().print(path + ": a snapshot is being archived; this is the one before");
            }
            if (!partition.isUsable(block)) {
                world().terminal().print(path + ": no fossil would start from this partition: its labels are damaged");
            }
            if (globals().json()) {
                context().print(new FossilReports.Last(block.last().toString(), block.inFlight(),
                        partition.isUsable(block)));
            } else {
                out().printf("vac:%s%n", block.last());
            }
            return ExitCode.DONE;
        }
    }

    private SuperBlock waitFor(FossilPartition partition, Score old) throws IOException {
        long end = world().clock().nanos() + Duration.ofSeconds(timeout).toNanos();
        SuperBlock block = partition.readSuper();
        while (block.last().equals(old)) {
            if (world().clock().nanos() > end) {
                throw new OperatorNeededException(OperatorNeededException.Need.LOCKED,
                        "%s: still the same score after %d s".formatted(path, timeout));
            }
            world().stop().sleep(world().clock(), PAUSE);
            block = partition.readSuper();
        }
        return block;
    }
}
