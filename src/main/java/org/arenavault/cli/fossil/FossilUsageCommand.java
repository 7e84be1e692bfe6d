package org.arenavault.cli.fossil;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.BlockUsage;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.report.Table;
import org.arenavault.report.json.FossilReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fossil usage}. */
@Command(name = "usage", header = "Show what the blocks of a fossil are used for, and what discarding frees.",
        mixinStandardHelpOptions = true,
        description = {"Counts the labels of all blocks. For every epoch at which blocks left the live tree it says "
            + "how many come free when the console's 'epoch' command moves the lowest epoch up to it, which discards "
            + "the temporary snapshots before it. Of a fossil that runs the numbers are those of its last sync."},
        footer = {"", "Examples:", "  arenavault fossil usage /dev/sdc2",
            "  arenavault fossil usage 9p:plan9.example.org//dev/sdC0/fossil"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.DRIVES})
final class FossilUsageCommand extends VaultCommand {

    @Parameters(paramLabel = "PARTITION", description = "The fossil's partition; on a file server, 9p:HOST//PATH.")
    private Path path;

    FossilUsageCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilPartition partition = FossilPartition.open(path, world().disks())) {
            SuperBlock block = partition.readSuper();
            BlockUsage usage = BlockUsage.of(partition, block, world().progress(), world().stop());
            if (globals().json()) {
                context().print(FossilReports.Usage.of(path, partition.header().blockSize(), block, usage));
            } else {
                print(block, usage, partition.header().blockSize());
            }
            return ExitCode.of(usage.strange() + usage.unread() == 0);
        }
    }

    private void print(SuperBlock block, BlockUsage usage, int blockSize) {
        out().printf("%s: %s of %d bytes, epochs %d to %d%n", path, blocks(usage.total()), blockSize,
                block.epochLow(), block.epochHigh());
        Table table = Table.of(LEFT, RIGHT, RIGHT, RIGHT).indented(2);
        line(table, "live tree", usage.active(), blockSize, usage.total());
        line(table, "  in the venti too", usage.onVenti(), blockSize, usage.total());
        line(table, "snapshots only", usage.inSnapshots(), blockSize, usage.total());
        line(table, "free", usage.free(), blockSize, usage.total());
        if (usage.bad() > 0) {
            line(table, "bad", usage.bad(), blockSize, usage.total());
        }
        if (usage.strange() > 0) {
            line(table, "DAMAGED LABELS", usage.strange(), blockSize, usage.total());
        }
        if (usage.unread() > 0) {
            line(table, "LABELS NOT READ", usage.unread(), blockSize, usage.total());
        }
        table.print(out());
        for (Map.Entry<Long, Long> closed : usage.closedAt().entrySet()) {
            long freed = usage.freedBy(closed.getKey());
            out().printf("epoch %d: %s left the live tree; 'epoch %d' frees %s, %s%n", closed.getKey(),
                    blocks(closed.getValue()), closed.getKey(), blocks(freed), Bytes.text(freed * blockSize));
        }
    }

    private static String blocks(long number) {
        return Count.grouped(number, "block", "blocks");
    }

    private static void line(Table table, String what, long blocks, int blockSize, long total) {
        table.row(what, blocks(blocks), Bytes.text(blocks * blockSize), "%.1f %%".formatted(100.0 * blocks / total));
    }
}
