package org.arenavault.optical;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Profile;

/**
 * How fast a disc is to be recorded, at the most.
 *
 * @param multiple of the speed that the kind of disc calls 1x; 0 if {@code kilobytes} counts
 * @param kilobytes per second, 1000 bytes each; 0 for no limit
 */
public record SpeedLimit(double multiple, long kilobytes) {

    /** As fast as the drive chooses to. */
    public static final SpeedLimit DRIVES_CHOICE = new SpeedLimit(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,2})?)(x?)");

    /** No drive is slower, kB/s: 1x of the slowest kind, CD, is some 150. */
    private static final int SLOWEST = 150;

    /**
     * Reads {@code "6x"}, {@code "2.4x"}, or kB/s: {@code "17984"}; {@code "max"} is no limit.
     *
     * @throws UsageException if it is none of these
     */
    public static SpeedLimit parse(String text) throws UsageException {
        if (text.equals("max")) {
            return DRIVES_CHOICE;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) <= 0) {
            throw new UsageException("speed '%s': give a multiple like 4x, kB/s like 17984, or max".formatted(text));
        }
        double value = Double.parseDouble(matcher.group(1));
        if (matcher.group(2).isEmpty() && value < SLOWEST) {
            throw new UsageException("speed '%s': no drive is as slow as %s kB/s; say '%sx' for the multiple".formatted(
                    text, text, text));
        }
        return matcher.group(2).isEmpty() ? new SpeedLimit(0, Math.round(value)) : new SpeedLimit(value, 0);
    }

    /** The limit in kB/s for a disc of this profile; 0 for none. */
    long of(Profile profile) {
        return multiple == 0 ? kilobytes : (long) Math.ceil(multiple * profile.oneX());
    }
}
