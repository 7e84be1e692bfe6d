package org.arenavault.cli.drive;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.optical.SpeedLimit;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.EmulatedRecorder.Changing;
import org.arenavault.scsi.emulator.MediumFamily;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drive emulate}. */
@Command(name = "emulate", header = "Make an emulated recorder with a spindle of blank discs.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"It lives in a folder and is used like any other, as emu:DIR. It changes its discs by itself "
            + "when a command asks for one, unless it was made with --manual."},
        footer = {"", "Examples:", "  arenavault drive emulate recorder --medium bd-r-dl --discs 5",
            "  arenavault drive emulate small --medium bd-r --capacity 64m --discs 10",
            "  arenavault drive emulate slow --medium bd-r --capacity 64m --speed 4x",
            "  arenavault init try --conf venti.conf --medium bd-r --device emu:small"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DriveEmulateCommand extends VaultCommand {

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(names = "--medium", required = true, paramLabel = "MEDIUM", description = "What the blanks are.")
    private String medium;

    @Option(names = "--discs", paramLabel = "N", defaultValue = "10",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int discs;

    @Option(names = "--capacity", paramLabel = "SIZE", converter = Sizes.class,
            description = "The capacity of each. Default: what the medium has.")
    private @Nullable Long capacity;

    @Option(names = "--speed", paramLabel = "SPEED", defaultValue = "max",
            description = "It takes its time, as a drive of this speed would (4x): one sees what a session looks like. "
                    + "Default: everything happens at once.")
    private String speed = "max";

    @Option(names = "--manual", description = "Leave the changing of discs to 'drive insert'.")
    private boolean manual;

    /** Bytes of a cluster. */
    private static final long SMALLEST = 65_536;

    DriveEmulateCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        MediumDescription description = MediumDescription.read(Descriptions.ofUser(), medium);
        if (description.recording() == MediumDescription.Recording.DISK) {
            throw new UsageException("'%s' needs no recorder: use disk:PATH or dir:DIR".formatted(medium));
        }
        if (capacity != null && capacity < SMALLEST) {
            throw new UsageException("--capacity: a disc of %d bytes cannot be; %d are the least"
                    .formatted(capacity, SMALLEST));
        }
        SpeedLimit limit = SpeedLimit.parse(speed);
        if (limit.kilobytes() > 0) {
            throw new UsageException("--speed %s: give a multiple like 4x".formatted(Plain.field(speed)));
        }
        EmulatedRecorder.create(folder.toAbsolutePath(), MediumFamily.of(medium), discs,
                capacity == null ? 0 : capacity,
                manual ? Changing.MANUAL : Changing.BY_ITSELF, world().uuids().get(), limit.multiple());
        out().printf("emu:%s: %s, %s%s%s%n", folder, Count.of(discs, "blank disc"), description.title(),
                capacity == null ? "" : ", made to hold " + Bytes.text(capacity),
                limit.multiple() == 0 ? "" : ", at " + speed);
        return ExitCode.DONE;
    }
}
