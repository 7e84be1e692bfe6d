package org.arenavault.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.UsageException;
import org.arenavault.optical.DriveOptions;

/**
 * What {@code config.toml} says; empty where it says nothing.
 *
 * @param device the recorder, where neither the command nor the set names one
 * @param changer what carries discs to that recorder
 * @param medium what new sets are recorded on
 * @param colour whether help is shown with bold and coloured words
 * @param drive how drives are used
 * @param calls who is called: {@code [notify]}
 */
public record Settings(String device, String changer, String medium, String colour, Drive drive,
                       @JsonProperty("notify") Notify calls) {

    /** Nothing is chosen. */
    public static final Settings NONE = new Settings("", "", "", "", Drive.NONE, Notify.NONE);

    /** Settings; what the file does not say is null as Jackson has it. */
    public Settings {
        device = or(device);
        changer = or(changer);
        medium = or(medium);
        colour = or(colour);
        drive = drive == null ? Drive.NONE : drive;
        calls = calls == null ? Notify.NONE : calls;
    }

    /**
     * How drives are used: the options of {@link DriveOptions}.
     *
     * @param speed of recording
     * @param streaming of recording on BD
     * @param opc calibration before recording
     * @param reread how a check begins
     * @param trustnwa whether the drive's next writable address means anything
     */
    public record Drive(String speed, String streaming, String opc, String reread, String trustnwa) {

        static final Drive NONE = new Drive("", "", "", "", "");

        /** Options; what the file does not say is null as Jackson has it. */
        public Drive {
            speed = or(speed);
            streaming = or(streaming);
            opc = or(opc);
            reread = or(reread);
            trustnwa = or(trustnwa);
        }
    }

    /**
     * Who is called, by which command.
     *
     * @param command for the shell
     * @param on the events that it is run for: operator, failed, done; none for all
     */
    public record Notify(String command, List<String> on) {

        static final Notify NONE = new Notify("", List.of());

        /** What calls; what the file does not say is null as Jackson has it. */
        public Notify {
            command = or(command);
            on = on == null ? List.of() : List.copyOf(on);
        }

        /** The command for an event, by its word; empty if none is run for it. */
        public String commandOn(String event) {
            return on.isEmpty() || on.contains(event) ? command : "";
        }
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    /** How drives are used. */
    public DriveOptions driveOptions() throws UsageException {
        DriveOptions all = DriveOptions.DEFAULTS;
        for (SettingKey key : SettingKey.values()) {
            Optional<String> option = key.driveOption();
            if (option.isPresent() && !key.of(this).isEmpty()) {
                all = all.with(option.get(), key.of(this));
            }
        }
        return all;
    }

    /**
     * What carries discs to a drive: the changer serves the one recorder that is named beside it.
     *
     * @param drive as the command, or its set, names it
     * @return empty if people do
     */
    public String changerOf(String drive) throws UsageException {
        boolean served = !changer.isEmpty() && !drive.isEmpty()
                && DeviceName.parse(drive).equals(DeviceName.parse(device));
        return served ? changer : "";
    }

    /** The same where some keys say something else. */
    Settings with(Map<SettingKey, String> values) {
        return new Settings(value(SettingKey.DEVICE, values), value(SettingKey.CHANGER, values),
                value(SettingKey.MEDIUM, values), value(SettingKey.COLOUR, values),
                new Drive(value(SettingKey.DRIVE_SPEED, values), value(SettingKey.DRIVE_STREAMING, values),
                        value(SettingKey.DRIVE_OPC, values), value(SettingKey.DRIVE_REREAD, values),
                        value(SettingKey.DRIVE_TRUSTNWA, values)),
                new Notify(value(SettingKey.NOTIFY_COMMAND, values), list(value(SettingKey.NOTIFY_ON, values))));
    }

    private String value(SettingKey key, Map<SettingKey, String> values) {
        return values.getOrDefault(key, key.of(this));
    }

    /** The words of a list as an operator says it. */
    static List<String> list(String value) {
        return value.isEmpty() ? List.of() : Stream.of(value.split(",", -1)).map(String::strip).toList();
    }
}
