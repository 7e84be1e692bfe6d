package org.arenavault.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.EditedToml;
import org.arenavault.io.Environment;
import org.arenavault.io.JsonWords;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.PlainToml;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.TomlText;
import org.arenavault.io.UsageException;

/**
 * The file {@code config.toml}, which need not exist. Every value is looked at when it is read; what a command changes
 * is put into its place, and all else that somebody wrote there stays.
 */
public final class SettingsFile {

    private static final int MOST = 64 * 1024;
    private static final String REMEDY = "correct the line, or move the file away";
    private static final String LOSS = "correct the file, or move it away";

    private final Path path;
    private final EditedToml file;

    /** The file at a path. */
    public SettingsFile(Path path, Disks disks) {
        this.path = path;
        this.file = new EditedToml(path, path, disks, MOST, REMEDY, LOSS);
    }

    /** Where the user's own is: {@code arenavault/config.toml} under {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
    public static Path ofUser() {
        return Environment.xdgFolder("XDG_CONFIG_HOME", ".config").resolve("arenavault/config.toml");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Whether there is one; where the system does not tell there may be, and whoever reads it is told. */
    public boolean exists() {
        return OwnFiles.mayExist(path);
    }

    /**
     * What it says; nothing if there is none.
     *
     * @throws CorruptException if it cannot be understood, or says what cannot be; the line is named
     * @throws org.arenavault.io.OwnFileException if it cannot be read
     */
    public Settings read() throws IOException {
        return exists() ? settings(file.text()) : Settings.NONE;
    }

    /** The line on which a key stands; empty if it does not, or that is not known. */
    public Optional<Integer> lineOf(SettingKey key) throws IOException {
        int line = exists() ? JsonWords.line(key.key(), file.text()) : 0;
        return line > 0 ? Optional.of(line) : Optional.empty();
    }

    /** What is wrong with a value that only its user can tell. */
    public CorruptException damage(SettingKey key, String what) throws IOException {
        return file.damage(file.text(), key.key(), what);
    }

    private Settings settings(byte[] text) throws CorruptException {
        Settings settings = file.read(text, SettingsFile::parse);
        check(settings, text);
        return settings;
    }

    private static Settings parse(byte[] text) throws IOException {
        if (new String(text, StandardCharsets.UTF_8).lines().allMatch(line -> line.matches("[ \\t]*(#.*)?"))) {
            return Settings.NONE;
        }
        Optional<Settings> plain = PlainToml.read(text, toml -> new Settings(toml.text("device", ""),
                toml.text("changer", ""), toml.text("medium", ""), toml.text("colour", ""),
                new Settings.Drive(toml.text("drive.speed", ""), toml.text("drive.streaming", ""),
                        toml.text("drive.opc", ""), toml.text("drive.reread", ""), toml.text("drive.trustnwa", "")),
                new Settings.Notify(toml.text("notify.command", ""), toml.texts("notify.on"))));
        return plain.isPresent() ? plain.get() : EditedToml.any(text, Settings.class);
    }

    private void check(Settings settings, byte[] text) throws CorruptException {
        for (SettingKey key : SettingKey.values()) {
            String value = key.of(settings);
            try {
                String unused = key.parse(value);
            } catch (UsageException e) {
                throw file.damage(text, key.key(), "cannot be '%s'; it is %s".formatted(Plain.field(value),
                        key.allowed()));
            }
        }
        for (SettingKey key : new SettingKey[] {SettingKey.DEVICE, SettingKey.CHANGER}) {
            if (isRelative(key.of(settings))) {
                throw file.damage(text, key.key(), "names '%s', which is not a whole path: it would be another one in "
                        .formatted(Plain.field(key.of(settings))) + "each folder");
            }
        }
        Optional<String> contradiction = contradiction(settings);
        if (contradiction.isPresent()) {
            throw file.damage(text, SettingKey.CHANGER.key(), contradiction.get());
        }
    }

    /** Devices whose name is a path: those that are no address. */
    private static boolean isRelative(String device) {
        try {
            // a name of a path is made a whole one when it is parsed
            return !device.isEmpty() && !Path.of(device.substring(device.indexOf(':') + 1)).isAbsolute()
                    && DeviceName.parse(device).path().isAbsolute();
        } catch (UsageException e) {
            return false;
        }
    }

    private static Optional<String> contradiction(Settings settings) {
        return !settings.changer().isEmpty() && settings.device().isEmpty()
                ? Optional.of("serves no drive: 'device' has to say which") : Optional.empty();
    }

    /**
     * Puts other values in.
     *
     * @param values as {@link SettingKey#parse} gave them; nothing where nothing is to be chosen any more
     * @throws UsageException if what they come to makes no sense
     * @throws CorruptException as of {@link #read}
     * @throws RefusedException if the file is laid out in a way that cannot be changed in its place
     */
    public Settings change(Map<SettingKey, String> values) throws IOException {
        Path folder = PlainFiles.folderOf(path);
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        ProcessLock lock = ProcessLock.take(PlainFiles.beside(path, ".lock"), path.toString(),
                OperatorNeededException.Need.LOCKED);
        try {
            return changed(values);
        } finally {
            lock.close();
        }
    }

    private Settings changed(Map<SettingKey, String> values) throws IOException {
        boolean there = exists();
        byte[] before = there ? file.text() : new byte[0];
        Settings wanted = settings(before).with(values);
        Optional<String> contradiction = contradiction(wanted);
        if (contradiction.isPresent()) {
            throw new UsageException("changer: " + contradiction.get());
        }
        if (values.containsKey(SettingKey.MEDIUM) && !wanted.medium().isEmpty()) {
            MediumDescription unused = MediumDescription.read(Descriptions.ofUser(), wanted.medium());
        }
        Map<String, String> lines = new LinkedHashMap<>();
        values.forEach((key, value) -> lines.put(key.key(), key.toml(value)));
        byte[] after = TomlText.with(new String(before, StandardCharsets.UTF_8), lines)
                .getBytes(StandardCharsets.UTF_8);
        if (after.length > MOST || !says(after, wanted)) {
            throw new RefusedException(("%s: is laid out in a way that this program cannot change without losing "
                    + "something; edit it by hand").formatted(path));
        }
        OwnFiles.run(path, () -> DurableFiles.replace(there ? path.toRealPath() : path, after));
        return wanted;
    }

    private boolean says(byte[] text, Settings wanted) {
        try {
            return wanted.equals(settings(text));
        } catch (CorruptException e) {
            return false;
        }
    }
}
