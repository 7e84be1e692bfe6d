package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.arenavault.changer.MediumChanger;
import org.arenavault.media.DeviceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer status}. */
@Command(name = "status", header = "Show what lies where in a changer.", mixinStandardHelpOptions = true,
        description = "Prints it as mtx does: drives are counted from 0, slots from 1, mail slots last.",
        footer = {"", "Example:", "  arenavault changer status /dev/sg3"})
final class ChangerStatusCommand extends VaultCommand {

    @Parameters(paramLabel = "CHANGER", description = "The changer.")
    private String device;

    ChangerStatusCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (MediumChanger changer = session().devices().changer(name, world())) {
            if (globals().json()) {
                ObjectNode json = Session.json("changer.status.1").put("device", name.text())
                        .put("model", changer.model());
                ChangerText.put(changer.inventory(), json);
                session().print(json);
            } else {
                ChangerText.print(name.text(), changer.inventory(), out());
            }
        }
        return ExitCode.DONE;
    }
}
