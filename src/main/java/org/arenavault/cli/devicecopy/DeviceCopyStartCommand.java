package org.arenavault.cli.devicecopy;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.Version;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyPlan;
import org.arenavault.copy.CopyPlanner;
import org.arenavault.copy.CopyPlanner.Wish.Room;
import org.arenavault.io.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device-copy start}. */
@Command(name = "start", header = "Start a copy in the background.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Byte n of the destination becomes byte n of the source, from block FIRST up to, but without, "
            + "block LAST. What is zero in the source is a hole in a new file. A source that cannot be read in places "
            + "is read again, then zeros are put there and the places listed. After copying, the destination is read "
            + "back and compared by digest.",
            "A destination that is mounted, open elsewhere, or the same as the source is refused; one that exists is "
            + "asked about. The destination 'null' only reads."},
        footer = {"", "Examples:", "  arenavault device-copy start /dev/sdb /dev/sdc",
            "  arenavault device-copy start arenas.img /media/offsite/arenas.img --rate 20m",
            "  arenavault device-copy start /dev/fossil /dev/sdc 0 183140625"})
@Without(Without.Part.DRIVES)
final class DeviceCopyStartCommand extends CopyCommand {

    private static final int MIN_BLOCK = 512;
    private static final int MAX_BLOCK = 1 << 20;

    @Parameters(index = "0", paramLabel = "SRC", description = "File or device to read.")
    private Path source;

    @Parameters(index = "1", paramLabel = "DST", description = "File or device to write, or 'null'.")
    private Path destination;

    @Parameters(index = "2", arity = "0..1", paramLabel = "FIRST", defaultValue = "0",
            description = "First block, or with k, m, g, t a place in bytes. Default: 0.")
    private String first;

    @Parameters(index = "3", arity = "0..1", paramLabel = "LAST", defaultValue = "",
            description = "The block behind the last one, or a place in bytes. Default: the end of SRC.")
    private String last;

    @Option(names = "--block", paramLabel = "SIZE", defaultValue = "8k", converter = Sizes.class,
            description = "Size of a block, 512 to 1m. Default: 8k.")
    private long block;

    @Option(names = "--clamp", description = "Copy only as much as the destination holds.")
    private boolean clamp;

    @Option(names = "--rate", paramLabel = "SIZE", defaultValue = "0", converter = Sizes.class,
            description = "At most so many bytes a second.")
    private long rate;

    @Option(names = "--no-verify", negatable = false, description = "Do not read the destination back.")
    private boolean noVerify;

    @Option(names = "--foreground", description = "Work in this terminal until it is done.")
    private boolean foreground;

    DeviceCopyStartCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (block < MIN_BLOCK || block > MAX_BLOCK || Long.bitCount(block) != 1) {
            throw new UsageException("--block must be a power of two from 512 to 1m");
        }
        CopyPlanner.Wish wish = new CopyPlanner.Wish(source, destination, CopyPlaces.bytes(first, block),
                last.isEmpty() ? Long.MAX_VALUE : CopyPlaces.bytes(last, block), (int) block,
                clamp ? Room.CLAMP : Room.NEED,
                new CopyPlan.Manner(noVerify ? CopyPlan.ReadBack.NONE : CopyPlan.ReadBack.AFTER, rate),
                new Version().getVersion()[0]);
        CopyFolder copy = new CopyPlanner(copies(), devices(), world()).plan(wish);
        return work(copy, foreground);
    }
}
