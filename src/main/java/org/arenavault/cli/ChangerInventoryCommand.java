package org.arenavault.cli;

import java.io.IOException;
import org.arenavault.changer.MediumChanger;
import org.arenavault.media.DeviceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer inventory}. */
@Command(name = "inventory", header = "Have a changer look into all its places again.",
        mixinStandardHelpOptions = true, description = "After discs were put in or taken out by hand.",
        footer = {"", "Example:", "  arenavault changer inventory /dev/sg3"})
final class ChangerInventoryCommand extends VaultCommand {

    @Parameters(paramLabel = "CHANGER", description = "The changer.")
    private String device;

    ChangerInventoryCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (MediumChanger changer = session().devices().changer(name, world())) {
            changer.initialise();
            ChangerText.print(name.text(), changer.inventory(), out());
        }
        return ExitCode.DONE;
    }
}
