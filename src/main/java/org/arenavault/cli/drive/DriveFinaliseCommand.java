package org.arenavault.cli.drive;

import java.io.IOException;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.io.Count;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.sets.LedgerEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drive finalise}. */
@Command(name = "finalise", header = "Make a disc read-only for ever.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"No backup needs this, and nothing can be appended afterwards. Some drives lose the index "
            + "of all tracks but the first by it; ledger and labels find them all the same. It is asked for first.",
            "If the disc belongs to a set of this vault, the ledger of that set records that it takes no more."},
        footer = {"", "Example:", "  arenavault drive finalise /dev/sr0"})
final class DriveFinaliseCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    @Option(names = "--accept-lost-index",
            description = "Do it also in a drive that is known to lose the index of tracks.")
    private boolean lostIndexAccepted;

    DriveFinaliseCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (OpticalDrive drive = context().devices().drive(name, DriveUse.DEFAULT, world())) {
            DiscState disc = drive.inspect();
            OpticalDrive.IndexRisk accepted = lostIndexAccepted ? OpticalDrive.IndexRisk.ACCEPTED
                    : OpticalDrive.IndexRisk.REFUSED;
            drive.requireFinalisable(disc, accepted);
            String risk = drive.quirks().has(DriveQuirk.FINALISING_LOSES_INDEX)
                    ? " This drive may lose the index of its tracks." : "";
            try (DiscInDrive which = DiscInDrive.of(drive, device, vault(), world())) {
                if (!world().terminal().confirm("Finalise the %s in %s (%s)%s? Nothing can be appended then.%s"
                        .formatted(disc.title(), name, Count.of(disc.tracks().size(), "track"), which.text(), risk))) {
                    out().printf("Nothing was done.%n");
                    return ExitCode.of(false);
                }
                which.requireSame();
                // before it is so: nothing more is to go on it, however this ends
                which.tell(known -> new LedgerEvent.Full(known.number(), DiscState.FINALISED));
                drive.finalise(disc, accepted);
                out().printf("%s: finalised: %s%n", name, DriveText.inDrive(drive));
            }
        }
        return ExitCode.DONE;
    }
}
