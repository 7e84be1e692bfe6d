package org.arenavault.settings;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.OwnFileException;

/**
 * The settings of one run: read once, when it begins. A file that cannot be used keeps from their work the commands
 * that would go by it, and no others.
 */
public final class UserSettings {

    private final Optional<SettingsFile> file;
    private Settings settings = Settings.NONE;
    private Optional<IOException> fault = Optional.empty();
    private Optional<OwnFileException> refusal = Optional.empty();

    private UserSettings(Optional<SettingsFile> file) {
        this.file = file;
    }

    /** Those in a file, which need not exist. */
    public static UserSettings in(SettingsFile file) {
        return new UserSettings(Optional.of(file));
    }

    /** None, and no place for any. */
    public static UserSettings none() {
        return new UserSettings(Optional.empty());
    }

    /** Reads them. */
    public void load() {
        try {
            settings = file.isPresent() ? file.get().read() : Settings.NONE;
        } catch (OwnFileException e) {
            refusal = Optional.of(e);
        } catch (IOException e) {
            fault = Optional.of(e);
        }
    }

    /** The file; empty if there is no place for one. */
    public Optional<SettingsFile> file() {
        return file;
    }

    /** What they are; none where they cannot be used. */
    public Settings get() {
        return settings;
    }

    /**
     * Makes sure that they can be used.
     *
     * @throws IOException why they cannot
     */
    public void require() throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
    }
}
