package org.arenavault.cli.config;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.ConfigReports;
import org.arenavault.settings.SettingsFile;
import picocli.CommandLine.Command;

/** {@code config path}. */
@Command(name = "path", header = "Print where config.toml is.", mixinStandardHelpOptions = true,
        description = {"It is arenavault/config.toml under $XDG_CONFIG_HOME, else under ~/.config. It need not exist, "
            + "and it is not read."},
        footer = {"", "Examples:", "  arenavault config path", "  \"$EDITOR\" \"$(arenavault config path)\""})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ConfigPathCommand extends VaultCommand {

    ConfigPathCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected boolean goesBySettings() {
        return false;
    }

    @Override
    protected int run() throws IOException {
        SettingsFile file = settingsFile();
        tell(new ConfigReports.Place(file.path(), file.exists()), file.path().toString());
        return ExitCode.DONE;
    }
}
