package org.arenavault.cli.index;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The index of a venti, without a server. */
@Command(name = "index", header = "Build a venti's index from its arenas, or check it against them.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class IndexCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("build", IndexBuildCommand.class),
                new Below("check", IndexCheckCommand.class));
    }
}
