package org.arenavault.cli.config;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The user's own settings. */
@Command(name = "config", header = "Look at and choose defaults for all commands: config.toml.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class ConfigCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", ConfigListCommand.class),
                new Below("get", ConfigGetCommand.class),
                new Below("set", ConfigSetCommand.class),
                new Below("path", ConfigPathCommand.class));
    }
}
