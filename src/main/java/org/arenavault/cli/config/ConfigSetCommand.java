package org.arenavault.cli.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.ConfigReports;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.Settings;
import org.arenavault.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code config set}. */
@Command(name = "set", header = "Choose defaults for all commands.", mixinStandardHelpOptions = true,
        description = {"Changes all keys that are named, or none; KEY= gives back what is usual. The file is made "
            + "where there is none; comments and all other lines in it stay."},
        footer = {"", "Examples:", "  arenavault config set device=/dev/sr0 medium=bd-r-dl",
            "  arenavault config set device=/dev/sr0 changer=/dev/sg3", "  arenavault config set drive.speed=4x",
            "  arenavault config set 'notify.command=mail -s arenavault root' notify.on=operator,failed",
            "  arenavault config set changer="})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ConfigSetCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = "What to choose; 'config list' lists the keys.")
    private List<String> changes;

    ConfigSetCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SettingsFile file = settingsFile();
        Settings before = context().settings().get();
        Map<SettingKey, String> wanted = new EnumMap<>(SettingKey.class);
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new UsageException("'%s' is no KEY=VALUE".formatted(Plain.field(change)))
                        .next("arenavault config list", "lists the keys");
            }
            SettingKey key = SettingKey.named(change.substring(0, equals));
            if (wanted.put(key, key.parse(change.substring(equals + 1))) != null) {
                throw new UsageException("'%s' is given twice".formatted(key.key()));
            }
        }
        Settings after = file.change(wanted);
        List<ConfigReports.Setting> changed = new ArrayList<>();
        for (SettingKey key : wanted.keySet()) {
            changed.add(ConfigReports.Setting.of(key, after, file.lineOf(key)));
        }
        if (globals().json()) {
            context().print(new ConfigReports.Changed(file.path(), changed));
            return ExitCode.DONE;
        }
        for (SettingKey key : wanted.keySet()) {
            String was = key.of(before);
            String is = key.of(after);
            out().printf("%s: %s%n", key.key(), was.equals(is) ? "is %s already".formatted(shown(key, is))
                    : "%s, was %s".formatted(shown(key, is), shown(key, was)));
        }
        return ExitCode.DONE;
    }

    private static String shown(SettingKey key, String value) {
        String holds = value.isEmpty() ? key.usual() : value;
        return holds.isEmpty() ? "(nothing)" : Plain.line(holds);
    }
}
