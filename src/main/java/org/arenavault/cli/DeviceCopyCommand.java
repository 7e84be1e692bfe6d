package org.arenavault.cli;

import picocli.CommandLine.Command;

/** {@code device-copy}: blocks from one device or file to another, in the background. */
@Command(name = "device-copy", header = "Copy devices and files in the background, with pause, resume and read-back.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = {"A copy goes on when the terminal is closed, and can be resumed after a reboot or when a disk "
            + "was unplugged. 'list' shows the history of copies."},
        footer = {"", "Examples:", "  arenavault device-copy start /dev/sdb /dev/sdc",
            "  arenavault device-copy status", "  arenavault device-copy pause",
            "  arenavault device-copy resume"},
        subcommands = {DeviceCopyStartCommand.class, DeviceCopyStatusCommand.class, DeviceCopyPauseCommand.class,
            DeviceCopyResumeCommand.class, DeviceCopyVerifyCommand.class, DeviceCopyCancelCommand.class,
            DeviceCopyListCommand.class, DeviceCopyWorkCommand.class})
final class DeviceCopyCommand {
}
