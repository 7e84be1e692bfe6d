package org.arenavault.cli.arenas;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlankPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arenas format}: what {@code fmtarenas} does, but never over anything. */
@Command(name = "format", header = "Make a blank file or device an arena partition.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"It is filled with empty arenas, called NAME0, NAME1, and so on. What holds anything but zeros "
            + "is refused: wipe it first if that may go. A file is made with: truncate -s 20g FILE"},
        footer = {"", "Examples:", "  arenavault arenas format arenas /dev/sdb1",
            "  arenavault arenas format -a 1g -b 16k arenas disk.img:1m-100g"})
@Without({Without.Part.VAULT, Without.Part.DRIVES})
final class ArenasFormatCommand extends VaultCommand {

    private static final int OLD_VERSION = 4;
    private static final int VERSION = 5;

    @Option(names = "-a", paramLabel = "SIZE", converter = Sizes.class, defaultValue = "512m",
            description = "Size of an arena. Default: ${DEFAULT-VALUE}.")
    private long arenaSize;

    @Option(names = "-b", paramLabel = "BLOCK", converter = Sizes.class, defaultValue = "8k",
            description = "Size of a block, a power of two from 512 to 64k. Default: ${DEFAULT-VALUE}.")
    private long blockSize;

    @Option(names = "-4", description = "Make arenas of version 4, for very old servers.")
    private boolean old;

    @Parameters(index = "0", paramLabel = "NAME", description = "What the arenas are called, before their number.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file or device, or a range of it: file:lo-hi.")
    private String file;

    ArenasFormatCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (!ArenaFormat.isBlockSize(blockSize)) {
            throw new UsageException("-b %d: a power of two from 512 to 65536 is expected".formatted(blockSize));
        }
        World world = world();
        Partition partition = ArenaFiles.one(file);
        PartitionFormatter formatter = new PartitionFormatter(arenaSize, (int) blockSize,
                old ? OLD_VERSION : VERSION, () -> world.uuids().get().getLeastSignificantBits());
        Optional<String> fault = formatter.fault(name);
        if (fault.isPresent()) {
            throw new UsageException(fault.get());
        }
        try (Storage storage = partition.openToWrite(world.disks())) {
            formatter.check(storage, name);
            OptionalLong found = BlankPartition.firstByte(storage, world);
            if (found.isPresent()) {
                throw new RefusedException("%s: is not blank: byte %d is not zero; wipe it if what it holds may go"
                        .formatted(partition, found.getAsLong()));
            }
            report(formatter.format(storage, name, world.progress(), world.stop()).arenas());
        }
        return ExitCode.DONE;
    }

    private void report(List<Arena> arenas) {
        String first = arenas.get(0).name();
        String last = arenas.get(arenas.size() - 1).name();
        if (globals().json()) {
            context().print(new ArenasReports.Formatted(file, arenas.size(), first, last, arenaSize, blockSize,
                    old ? OLD_VERSION : VERSION));
        } else {
            long bytes = arenas.stream().mapToLong(Arena::size).sum();
            out().printf("%s: %s, %s to %s, %s in all%n", file,
                    Count.of(arenas.size(), "empty arena"), first, last, Bytes.text(bytes));
        }
    }
}
