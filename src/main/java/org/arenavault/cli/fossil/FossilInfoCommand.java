package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilHeader;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.FossilReport;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.report.json.FossilReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil info}. */
@Command(name = "info", header = "Show what a fossil's partition says of itself.", mixinStandardHelpOptions = true,
        description = {"Ends with 1 if no fossil would start from it."},
        footer = {"", "Examples:", "  arenavault fossil info /dev/sdc2",
            "  arenavault fossil info 9p:plan9.example.org//dev/sdC0/fossil"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilInfoCommand extends VaultCommand {

    @Parameters(paramLabel = "PARTITION", description = "The fossil's partition; on a file server, 9p:HOST//PATH.")
    private Path path;

    @Option(names = "--with-scores", description = "Show the score in full. It opens everything.")
    private boolean withScores;

    FossilInfoCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        FossilReport report;
        try (FossilPartition partition = FossilPartition.open(path, world().disks())) {
            report = FossilReport.of(partition);
        }
        FossilHeader header = report.header();
        SuperBlock block = report.block();
        String last = !block.hasLast() ? "" : withScores ? block.last().toString()
                : block.last().hint();
        if (globals().json()) {
            context().print(FossilReports.Info.of(path, report, last));
        } else {
            out().printf("%s: fossil '%s', %s of %d bytes, %s of data%n", path,
                    Plain.field(block.name()), Count.grouped(header.dataBlocks(), "block", "blocks"),
                    header.blockSize(), Bytes.text(header.dataBlocks() * header.blockSize()));
            out().printf("  super block %d, labels from %d, data %d to %d%n", header.superAt(), header.label(),
                    header.data(), header.end());
            out().printf("  epochs %d to %d, next qid %s, live tree at block %d%n", block.epochLow(),
                    block.epochHigh(), Long.toUnsignedString(block.qid()), block.active());
            out().printf("  last archived: %s%n", last.isEmpty() ? "nothing yet, or nothing since a reset" : last);
            out().printf("  %s%n", block.inFlight() ? "a snapshot is in flight: "
                    + (block.current() == SuperBlock.NONE ? "it waits for being archived" : "it is being archived")
                    : "no snapshot is in flight");
            out().printf("  %s%n", report.usable() ? "a fossil would start from it"
                    : "NO fossil would start from it: the label of the live tree's block is damaged");
        }
        return ExitCode.of(report.usable());
    }
}
