package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.Settings;

/** What the user has chosen for all commands. */
public final class ConfigReports {

    private ConfigReports() {
    }

    /**
     * A key: what holds, whether that was chosen, and the line that says so; what is usual, what it means, what it can
     * be.
     */
    public record Setting(String key, Optional<String> value, boolean chosen, Optional<Integer> line,
                          Optional<String> usual, String meaning, String allowed) {

        /** That of a key. */
        public static Setting of(SettingKey key, Settings settings, Optional<Integer> line) {
            String said = key.of(settings);
            Optional<String> usual = Optional.of(key.usual()).filter(text -> !text.isEmpty());
            return new Setting(key.key(), said.isEmpty() ? usual : Optional.of(said), !said.isEmpty(), line, usual,
                    key.meaning(), key.allowed());
        }
    }

    /** {@code config list}. */
    @JsonTypeName("arenavault.config.list.1")
    public record Listing(Path file, List<Setting> settings) implements Report {
    }

    /** {@code config get}. */
    @JsonTypeName("arenavault.config.get.1")
    public record One(@JsonUnwrapped Setting setting) implements Report {
    }

    /** {@code config set}. */
    @JsonTypeName("arenavault.config.set.1")
    public record Changed(Path file, List<Setting> changed) implements Report {
    }

    /** {@code config path}. */
    @JsonTypeName("arenavault.config.path.1")
    public record Place(Path file, boolean exists) implements Report {
    }
}
