package org.arenavault.cli.changer;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.emulator.EmulatedJukebox;
import org.arenavault.scsi.emulator.MediumFamily;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code changer emulate}. */
@Command(name = "emulate", header = "Make an emulated changer with blank discs in its slots.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = "It lives in a folder, as emu:DIR; its drives are emu:DIR/0, emu:DIR/1 and so on.",
        footer = {"", "Examples:", "  arenavault changer emulate jukebox --medium bd-r --discs 5 --capacity 64m",
            "  arenavault changer status emu:jukebox",
            "  arenavault backup home -d emu:jukebox/0 --changer emu:jukebox"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ChangerEmulateCommand extends VaultCommand {

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(names = "--medium", required = true, paramLabel = "MEDIUM", description = "What the blanks are.")
    private String medium;

    @Option(names = "--discs", paramLabel = "N", defaultValue = "5",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int discs;

    @Option(names = "--capacity", paramLabel = "SIZE", converter = Sizes.class,
            description = "The capacity of each. Default: what the medium has.")
    private @Nullable Long capacity;

    @Option(names = "--drives", paramLabel = "N", defaultValue = "2",
            description = "How many drives. Default: ${DEFAULT-VALUE}.")
    private int drives;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "10",
            description = "How many slots. Default: ${DEFAULT-VALUE}.")
    private int slots;

    @Option(names = "--mail-slots", paramLabel = "N", defaultValue = "1",
            description = "How many slots besides, for putting discs in and out. Default: ${DEFAULT-VALUE}.")
    private int mailSlots;

    ChangerEmulateCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        MediumDescription description = MediumDescription.read(Descriptions.ofUser(), medium);
        if (description.recording() == MediumDescription.Recording.DISK) {
            throw new UsageException("no changer handles '%s'".formatted(medium));
        }
        EmulatedJukebox.create(folder.toAbsolutePath(), MediumFamily.of(medium), discs,
                capacity == null ? 0 : capacity, drives, slots, mailSlots, world().uuids().get());
        out().printf("emu:%s: %s, %s, %s, %s%n", folder, Count.of(drives, "drive"),
                Count.of(slots + mailSlots, "slot"), Count.of(discs, "blank disc"),
                description.title());
        return ExitCode.DONE;
    }
}
