package org.arenavault.cli.devicecopy;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code device-copy}: blocks from one device or file to another, in the background. */
@Command(name = "device-copy", header = "Copy devices and files in the background, with pause, resume and read-back.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = {"A copy goes on when the terminal is closed, and can be resumed after a reboot or when a disk "
            + "was unplugged. 'list' shows the history of copies."},
        footer = {"", "Examples:", "  arenavault device-copy start /dev/sdb /dev/sdc",
            "  arenavault device-copy status", "  arenavault device-copy pause",
            "  arenavault device-copy resume"})
public final class DeviceCopyCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("start", DeviceCopyStartCommand.class),
                new Below("status", DeviceCopyStatusCommand.class),
                new Below("pause", DeviceCopyPauseCommand.class),
                new Below("resume", DeviceCopyResumeCommand.class),
                new Below("verify", DeviceCopyVerifyCommand.class),
                new Below("cancel", DeviceCopyCancelCommand.class),
                new Below("list", DeviceCopyListCommand.class),
                new Below("work", DeviceCopyWorkCommand.class));
    }
}
