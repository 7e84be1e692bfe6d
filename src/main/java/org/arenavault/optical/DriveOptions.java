package org.arenavault.optical;

import java.util.Map;
import java.util.TreeSet;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * How a drive is to be used. {@link #DEFAULTS} suits all drives that keep to the standards.
 *
 * @param speed of recording
 * @param streaming of recording on BD
 * @param calibration before recording
 * @param firstRead how the drive is kept from answering out of its memory when a track is checked
 * @param addresses whether the drive's next writable address means anything
 */
public record DriveOptions(SpeedLimit speed, Streaming streaming, Calibration calibration, FirstRead firstRead,
                           Addresses addresses) {

    /** Nothing out of the ordinary. */
    public static final DriveOptions DEFAULTS = new DriveOptions(SpeedLimit.DRIVES_CHOICE, Streaming.OFF,
            Calibration.WHERE_USEFUL, FirstRead.FORCED, Addresses.TRUSTED);

    /** Whether BD are written without the drive's defect management: twice as fast on discs with spares. */
    public enum Streaming { OFF, ON }

    /** Whether the drive is told to calibrate its laser. BD and DVD+R drives do so by themselves. */
    public enum Calibration {
        /** Before tracks on CD-R and DVD-R. */
        WHERE_USEFUL,
        NEVER
    }

    /** How a reading that is to check the disc begins, so that the drive cannot answer from memory (6.1). */
    public enum FirstRead {
        /** Like any other. */
        PLAIN,
        /** With FUA, for as much as a drive may remember. */
        FORCED,
        /** After as much as a drive may remember was read from elsewhere. */
        ELSEWHERE,
        /** After the disc was put out and in again. */
        RELOADED
    }

    /** Whether the drive moves its next writable address along with what is written. */
    public enum Addresses {
        TRUSTED,
        /** It never moves: an interrupted WRITE cannot be told from one that was executed. */
        NOT_TRUSTED
    }

    /**
     * The same with one option as an operator writes it: {@code speed=4x}, {@code streaming=on|off},
     * {@code opc=on|off}, {@code reread=plain|forced|elsewhere|reload}, {@code trustnwa=yes|no}.
     *
     * @throws UsageException if there is no such option, or no such value of it
     */
    public DriveOptions with(String option, String value) throws UsageException {
        return switch (option) {
            case "speed" -> with(SpeedLimit.parse(value));
            case "streaming" -> with(chosen(option, value, Map.of("on", Streaming.ON, "off", Streaming.OFF)));
            case "opc" -> new DriveOptions(speed, streaming,
                    chosen(option, value, Map.of("on", Calibration.WHERE_USEFUL, "off", Calibration.NEVER)),
                    firstRead, addresses);
            case "reread" -> with(chosen(option, value, Map.of("plain", FirstRead.PLAIN, "forced", FirstRead.FORCED,
                    "elsewhere", FirstRead.ELSEWHERE, "reload", FirstRead.RELOADED)));
            case "trustnwa" -> with(chosen(option, value,
                    Map.of("yes", Addresses.TRUSTED, "no", Addresses.NOT_TRUSTED)));
            default -> throw new UsageException(
                    "there is no drive option '%s'; there are speed, streaming, opc, reread and trustnwa"
                            .formatted(Plain.field(option)));
        };
    }

    private static <T> T chosen(String option, String value, Map<String, T> values) throws UsageException {
        if (!values.containsKey(value)) {
            throw new UsageException("drive option %s: '%s' is none of %s".formatted(option,
                    Plain.field(value), String.join(", ", new TreeSet<>(values.keySet()))));
        }
        return values.get(value);
    }

    /** The same with another speed. */
    public DriveOptions with(SpeedLimit other) {
        return new DriveOptions(other, streaming, calibration, firstRead, addresses);
    }

    /** The same with or without streaming. */
    public DriveOptions with(Streaming other) {
        return new DriveOptions(speed, other, calibration, firstRead, addresses);
    }

    /** The same with another way to begin a check. */
    public DriveOptions with(FirstRead other) {
        return new DriveOptions(speed, streaming, calibration, other, addresses);
    }

    /** The same with another trust in addresses. */
    public DriveOptions with(Addresses other) {
        return new DriveOptions(speed, streaming, calibration, firstRead, other);
    }
}
