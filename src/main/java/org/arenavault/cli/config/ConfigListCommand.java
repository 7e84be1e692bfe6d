package org.arenavault.cli.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Plain;
import org.arenavault.report.json.ConfigReports;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.Settings;
import org.arenavault.settings.SettingsFile;
import picocli.CommandLine.Command;

/** {@code config list}. */
@Command(name = "list", header = "List every key of config.toml: what holds, and what it means.",
        mixinStandardHelpOptions = true,
        description = {"Of each key: what holds, what it means, what it can be, and the line that says so; 'usual' "
            + "where none does.", "An option of a command wins over a set's set.toml, and that wins over config.toml."},
        footer = {"", "Examples:", "  arenavault config list", "  arenavault config list --json"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ConfigListCommand extends VaultCommand {

    ConfigListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SettingsFile file = settingsFile();
        Settings settings = context().settings().get();
        List<ConfigReports.Setting> all = new ArrayList<>();
        for (SettingKey key : SettingKey.values()) {
            Optional<Integer> line = key.of(settings).isEmpty() ? Optional.empty() : file.lineOf(key);
            all.add(ConfigReports.Setting.of(key, settings, line));
        }
        if (globals().json()) {
            context().print(new ConfigReports.Listing(file.path(), all));
            return ExitCode.DONE;
        }
        out().printf("# %s%s%n", file.path(), file.exists() ? "" : " (there is none)");
        for (ConfigReports.Setting setting : all) {
            String value = setting.value().map(Plain::line).orElse("(nothing)");
            String origin = setting.line().map(line -> "; line " + line)
                    .orElse(setting.chosen() ? "" : "; usual");
            out().printf("%s = %s%n    %s%n    %s%s%n", setting.key(), value, setting.meaning(), setting.allowed(),
                    origin);
        }
        return ExitCode.DONE;
    }
}
