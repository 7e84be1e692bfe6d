package org.arenavault.cli.drive;

import java.io.IOException;
import java.util.Locale;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnitSums;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.SameDisc;
import org.arenavault.optical.Spares;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drive format}. */
@Command(name = "format", header = "Format the disc in a drive.", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"A blank BD-R gets spares, for ever: it is smaller and slower then. To be recorded it needs no "
            + "formatting.", "An overwritable disc loses what it holds. Both are asked for first."},
        footer = {"", "Examples:", "  arenavault drive format /dev/sr0",
            "  arenavault drive format /dev/sr0 --spare none",
            "  arenavault drive format /dev/sr0 --capacity 22g"})
final class DriveFormatCommand extends VaultCommand {

    private static final int CLUSTER = UnitSums.UNIT;
    private static final int CLUSTER_BLOCKS = 32;

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    @Option(names = "--spare", paramLabel = "default|none", defaultValue = "default",
            description = "Whether a BD-RE gets spares. Default: ${DEFAULT-VALUE}.")
    private Choice choice;

    @Option(names = "--capacity", paramLabel = "SIZE", defaultValue = "0", converter = Sizes.class,
            description = "How much of a BD is left for data; the rest becomes spares. Default: as the drive does it.")
    private long capacity;

    /** With spares or without. */
    private enum Choice { DEFAULT, NONE }

    DriveFormatCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (OpticalDrive drive = context().devices().drive(name, DriveUse.DEFAULT, world())) {
            DiscState disc = drive.inspect();
            boolean overwritable = disc.use() == DiscState.Use.OVERWRITABLE;
            if (!overwritable && choice == Choice.NONE) {
                throw new RefusedException("%s: %s without spares needs no formatting".formatted(name, disc.title()));
            }
            if (disc.use() == DiscState.Use.BLANK && disc.formatted() && capacity == 0) {
                out().printf("%s: %s has spares already; nothing was done.%n", name, disc.title());
                return ExitCode.DONE;
            }
            drive.formatting().require(disc, spares(), capacity / CLUSTER * CLUSTER_BLOCKS);
            String loss = overwritable ? "what it holds is lost" : "it cannot be undone";
            try (DiscInDrive which = DiscInDrive.of(drive, device, vault(), world())) {
                if (!world().terminal().confirm("Format the %s in %s (%s)%s? %s.".formatted(disc.title(), name,
                        drive.name(), which.text(), loss))) {
                    out().printf("Nothing was done.%n");
                    return ExitCode.of(false);
                }
                which.requireSame();
                if (overwritable) {
                    // before it is so: what is on it counts no more, however this ends
                    which.tell(known -> new LedgerEvent.Marked(known.number(), DiscMark.LOST));
                }
                format(drive, name, disc, which::requireSame);
            }
        }
        return ExitCode.DONE;
    }

    private void format(OpticalDrive drive, DeviceName name, DiscState disc, SameDisc same) throws IOException {
        if (capacity > 0) {
            DiscState now = drive.formatting().chosen(disc, capacity / CLUSTER * CLUSTER_BLOCKS, same);
            out().printf("%s: %s, %d blocks for data%n", name, now.title(), now.capacity());
            return;
        }
        DiscState now = disc.use() == DiscState.Use.OVERWRITABLE ? drive.formatting().overwritable(disc, spares(), same)
                : drive.formatting().spares(disc);
        out().printf("%s: %s, %d blocks, spares %s%n", name, now.title(), now.capacity(),
                choice.name().toLowerCase(Locale.ROOT));
    }

    private Spares spares() {
        return choice == Choice.NONE ? Spares.NONE : Spares.DEFAULT;
    }
}
