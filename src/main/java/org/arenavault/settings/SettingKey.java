package org.arenavault.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.KeyRule;
import org.arenavault.io.Spelling;
import org.arenavault.io.TomlText;
import org.arenavault.io.UsageException;
import org.arenavault.optical.DriveOptions;

/** The keys of {@code config.toml}. */
// its functions keep nothing
@SuppressWarnings("ImmutableEnumChecker")
public enum SettingKey {

    /** The recorder. */
    DEVICE("device", "the recorder, where neither the command (-d) nor the set (medium.device) names one", "",
            "/dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR or disk:PATH, with the whole path; or empty",
            Settings::device, SettingKey::device, TomlText::quoted),
    /** What carries discs to it. */
    CHANGER("changer", "what carries discs to that recorder, where the command (--changer) names nothing; 'device' "
            + "says to which", "",
            "/dev/sg3, iscsi://HOST/IQN/LUN or robot:DESCRIPTION@PORT; or empty",
            Settings::changer, SettingKey::device, TomlText::quoted),
    /** What new sets are recorded on. */
    MEDIUM("medium", "what new sets are recorded on, where no --medium is given", "",
            "a name from media-drivers/media, such as bd-r-dl; or empty",
            Settings::medium, SettingKey::any, TomlText::quoted),
    /** Whether help has colours. */
    COLOUR("colour", "whether help is shown with bold and coloured words; auto: on a terminal, unless NO_COLOR is set",
            "auto", "auto, always or never",
            Settings::colour, KeyRule.words("auto", "always", "never"), TomlText::quoted),
    /** How fast discs are recorded. */
    DRIVE_SPEED("drive.speed", "record no faster than this", "max", "a multiple like 4x, kB/s like 17984, or max",
            settings -> settings.drive().speed(), SettingKey::drive, TomlText::quoted),
    /** Whether BD are written without the drive's own check. */
    DRIVE_STREAMING("drive.streaming", "record BD with spares at full speed, without the drive's own check", "off",
            "on or off", settings -> settings.drive().streaming(), SettingKey::drive, TomlText::quoted),
    /** Whether the laser is calibrated. */
    DRIVE_OPC("drive.opc", "let the drive calibrate its laser on CD-R and DVD-R", "on", "on or off",
            settings -> settings.drive().opc(), SettingKey::drive, TomlText::quoted),
    /** How a check begins. */
    DRIVE_REREAD("drive.reread", "how the drive is kept from checking its memory instead of the disc", "forced",
            "forced, elsewhere, reload or plain",
            settings -> settings.drive().reread(), SettingKey::drive, TomlText::quoted),
    /** Whether the drive's addresses mean anything. */
    DRIVE_TRUSTNWA("drive.trustnwa", "whether the drive's next writable address means something", "yes", "yes or no",
            settings -> settings.drive().trustnwa(), SettingKey::drive, TomlText::quoted),
    /** What calls the operator. */
    NOTIFY_COMMAND("notify.command", "a command that long work runs for the events in notify.on, where no --notify is "
            + "given; $ARENAVAULT_EVENT is the event, and standard input says what it is about", "",
            "a command for the shell; or empty",
            settings -> settings.calls().command(), SettingKey::any, TomlText::quoted),
    /** What he is called for. */
    NOTIFY_ON("notify.on", "the events that notify.command is run for", "operator,failed,done",
            "one or several of operator, failed and done, with a comma between them",
            settings -> String.join(",", settings.calls().on()), SettingKey::events, SettingKey::tomlList);

    private static final List<String> EVENTS = List.of("operator", "failed", "done");
    private static final String DRIVE = "drive.";

    private final KeyRule rule;
    private final Function<Settings, String> getter;
    private final UnaryOperator<String> form;

    SettingKey(String key, String meaning, String usual, String allowed, Function<Settings, String> getter,
            KeyRule.Form normal, UnaryOperator<String> form) {
        this.rule = new KeyRule(key, meaning, Optional.of(usual), allowed, normal);
        this.getter = getter;
        this.form = form;
    }

    /** Its full name: {@code drive.speed}. */
    public String key() {
        return rule.key();
    }

    /** What it decides. */
    public String meaning() {
        return rule.meaning();
    }

    /** What holds where nothing is chosen; empty for nothing. */
    public String usual() {
        return rule.usual().orElse("");
    }

    /** What it can be, in words. */
    public String allowed() {
        return rule.allowed();
    }

    /**
     * The key of this name.
     *
     * @throws UsageException if there is none; one that is like it is named
     */
    public static SettingKey named(String name) throws UsageException {
        List<String> keys = Stream.of(values()).map(SettingKey::key).toList();
        for (SettingKey key : values()) {
            if (key.key().equals(name)) {
                return key;
            }
        }
        String like = Spelling.nearest(name, keys);
        throw new UsageException("there is no key '%s'%s; there are: %s".formatted(name, like.isEmpty() ? ""
                : "; is it '%s'?".formatted(like), String.join(", ", keys)));
    }

    /** What the file says; empty if it says nothing. */
    public String of(Settings settings) {
        return getter.apply(settings);
    }

    /**
     * What an operator says, in the form in which it is kept; empty where nothing is to be chosen.
     *
     * @throws UsageException if it cannot be; what can is said
     */
    public String parse(String said) throws UsageException {
        return said.isEmpty() ? "" : rule.parse(said);
    }

    /** How it stands behind its key; nothing where nothing is chosen. */
    String toml(String value) {
        return value.isEmpty() ? "" : form.apply(value);
    }

    /** The option of drives that it is, by its name there. */
    Optional<String> driveOption() {
        return key().startsWith(DRIVE) ? Optional.of(key().substring(DRIVE.length())) : Optional.empty();
    }

    private static String any(KeyRule rule, String value) {
        return value;
    }

    private static String device(KeyRule rule, String value) throws UsageException {
        return rule.parsed(value, DeviceName::parse).text();
    }

    private static String drive(KeyRule rule, String value) throws UsageException {
        try {
            DriveOptions unused = DriveOptions.DEFAULTS.with(rule.key().substring(DRIVE.length()), value);
            return value;
        } catch (UsageException e) {
            throw rule.wrong(value);
        }
    }

    private static String events(KeyRule rule, String value) throws UsageException {
        Set<String> events = new LinkedHashSet<>(Settings.list(value));
        if (events.isEmpty() || !EVENTS.containsAll(events)) {
            throw rule.wrong(value);
        }
        return String.join(",", events);
    }

    private static String tomlList(String value) {
        return "[" + String.join(", ", Settings.list(value).stream().map(TomlText::quoted).toList()) + "]";
    }
}
