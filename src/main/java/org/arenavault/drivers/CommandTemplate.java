package org.arenavault.drivers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Plain;

/**
 * What a robot is sent, one byte a character, with places for the numbers of drive and bin: {@code {drive}},
 * {@code {bin:%02d}}, {@code {drive:%c+116}}: decimal, hexadecimal ({@code %x}) or as a character, after adding.
 *
 * @param text as it was written
 */
public record CommandTemplate(String text) {

    private static final int LONGEST = 200;
    private static final Pattern PLACE =
            Pattern.compile("\\{(drive|bin)(?::%(0?)([1-9]?)([dxXc])([+-][0-9]{1,3})?)?\\}");

    /** The template, or what is wrong with it in {@code problems}. */
    static CommandTemplate parse(String text, List<String> problems) {
        if (text.isEmpty() || text.length() > LONGEST) {
            problems.add("1 to %d characters are expected".formatted(LONGEST));
        } else if (text.chars().anyMatch(c -> c > 0xFF)) {
            problems.add("'%s': a character is one byte, up to \\u00FF".formatted(Plain.field(text)));
        } else if (PLACE.matcher(text).replaceAll("").contains("{")) {
            problems.add("'%s': {drive}, {bin}, and their forms {bin:%%02d}, {drive:%%d+1} are known"
                    .formatted(Plain.field(text)));
        }
        return new CommandTemplate(text);
    }

    /** Whether it names a drive. */
    boolean namesDrive() {
        return text.contains("{drive");
    }

    /**
     * The bytes to be sent.
     *
     * @param drive its number, from 0
     * @param bin its number
     */
    public byte[] fill(int drive, int bin) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            int number = place.group(1).equals("drive") ? drive : bin;
            place.appendReplacement(filled, Matcher.quoteReplacement(form(place, number)));
        }
        return place.appendTail(filled).toString().getBytes(ISO_8859_1);
    }

    private static String form(Matcher place, int number) {
        if (place.group(4) == null) {
            return Integer.toString(number);
        }
        int shown = number + (place.group(5) == null ? 0 : Integer.parseInt(place.group(5)));
        return place.group(4).equals("c") ? Character.toString((char) (shown & 0xFF))
                : ("%" + (place.group(3).isEmpty() ? "" : place.group(2)) + place.group(3) + place.group(4))
                        .formatted(shown);
    }
}
