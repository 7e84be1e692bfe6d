package org.arenavault.cli.devicecopy;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyResumption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device-copy resume}. */
@Command(name = "resume", header = "Go on with a copy that was paused, interrupted, detached, or failed.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The devices are recognised by serial number, WWN or UUID where they have one, else by what is "
            + "on them; other ones are refused. A copy that is under way is left alone."},
        footer = {"", "Examples:", "  arenavault device-copy resume",
            "  arenavault device-copy resume 3 --last 200g"})
@Without(Without.Part.DRIVES)
final class DeviceCopyResumeCommand extends CopyCommand {

    @Parameters(arity = "0..1", paramLabel = "COPY", defaultValue = "",
            description = "Number or destination. Default: the one that is not at its end.")
    private String name;

    @Option(names = "--last", paramLabel = "LAST", defaultValue = "",
            description = "Go on to this block, or place in bytes: the source has grown.")
    private String last;

    @Option(names = "--refresh", paramLabel = "FIRST", defaultValue = "",
            description = "Copy again from this block on, or place in bytes: from there on the source has changed.")
    private String refresh;

    @Option(names = "--foreground", description = "Work in this terminal until it is done.")
    private boolean foreground;

    DeviceCopyResumeCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        CopyFolder copy = copies().find(name);
        CopyRecord record = copy.load();
        int block = record.plan().block();
        if (last.isEmpty() && refresh.isEmpty()) {
            if (copy.hasWorker()) {
                return report(copy, record);
            }
            CopyResumption.resume(copy);
        }
        if (!refresh.isEmpty()) {
            CopyResumption.refresh(copy, CopyPlaces.bytes(refresh, block));
        }
        if (!last.isEmpty()) {
            CopyResumption.extend(copy, CopyPlaces.bytes(last, block), devices(), world().disks());
        }
        return work(copy, foreground);
    }
}
