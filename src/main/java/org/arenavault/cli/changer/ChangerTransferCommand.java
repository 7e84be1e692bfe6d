package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer transfer}. */
@Command(name = "transfer", header = "Carry a disc from one slot to another.", mixinStandardHelpOptions = true,
        description = "Robots have no slots and cannot do that.",
        footer = {"", "Example:", "  arenavault changer transfer /dev/sg3 5 20"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerTransferCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "CHANGER", description = "The changer.")
    private String device;

    @Parameters(index = "1", paramLabel = "FROM", description = "The slot it lies in, counted from 1.")
    private int from;

    @Parameters(index = "2", paramLabel = "TO", description = "The slot it is to lie in.")
    private int to;

    ChangerTransferCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (MediumChanger changer = context().devices().changer(DeviceName.parse(device), world())) {
            ChangerInventory inventory = changer.inventory();
            changer.move(inventory.slot(from).address(), inventory.slot(to).address());
            out().printf("The disc of slot %d is in slot %d.%n", from, to);
        }
        return ExitCode.DONE;
    }
}
