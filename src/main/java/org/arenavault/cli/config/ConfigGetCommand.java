package org.arenavault.cli.config;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.ConfigReports;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code config get}. */
@Command(name = "get", header = "Print what holds for a key of config.toml.", mixinStandardHelpOptions = true,
        description = "One line: what the file says, else what is usual. It is empty where nothing is chosen.",
        footer = {"", "Examples:", "  arenavault config get device", "  arenavault config get drive.speed"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ConfigGetCommand extends VaultCommand {

    @Parameters(paramLabel = "KEY", description = "The key; 'config list' lists them.")
    private String key;

    ConfigGetCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SettingKey asked = SettingKey.named(key);
        Settings settings = context().settings().get();
        Optional<Integer> line = asked.of(settings).isEmpty() ? Optional.empty() : settingsFile().lineOf(asked);
        ConfigReports.Setting setting = ConfigReports.Setting.of(asked, settings, line);
        tell(new ConfigReports.One(setting), setting.value().orElse(""));
        return ExitCode.DONE;
    }
}
