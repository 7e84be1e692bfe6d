package org.arenavault.drivers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Known peculiarities of a family of drives, as {@code media-drivers/drives/NAME.toml} lists them. Patterns are
 * regular expressions for the whole of a field of INQUIRY without its padding.
 *
 * @param name the file's name
 * @param title for people
 * @param vendor pattern
 * @param product pattern
 * @param revision pattern
 * @param quirks what such a drive does otherwise
 */
public record DriveDescription(String name, String title, String vendor, String product, String revision,
                               List<Observed> quirks) {

    private static final String KIND = "drives";

    /** How far an observation is to be believed. */
    public enum Confidence { HIGH, MEDIUM, LOW }

    /**
     * One peculiarity.
     *
     * @param quirk which
     * @param source who saw it
     * @param confidence how far that is to be believed
     */
    public record Observed(DriveQuirk quirk, String source, Confidence confidence) {
    }

    public DriveDescription {
        quirks = List.copyOf(quirks);
        for (String pattern : List.of(vendor, product, revision)) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("drive %s: '%s' is no pattern: %s"
                        .formatted(name, pattern, e.getDescription()), e);
            }
        }
    }

    /**
     * Reads the description of this name.
     *
     * @throws org.arenavault.io.UsageException if there is none; the known ones are listed
     */
    public static DriveDescription read(Descriptions descriptions, String name) throws IOException {
        return descriptions.read(KIND, name, DriveDescription.class);
    }

    /** All descriptions that fit a drive, in the order of their names. */
    public static List<DriveDescription> of(Descriptions descriptions, String vendor, String product,
                                            String revision) throws IOException {
        List<DriveDescription> fitting = new ArrayList<>();
        for (String name : descriptions.names(KIND)) {
            DriveDescription description = read(descriptions, name);
            if (description.fits(vendor, product, revision)) {
                fitting.add(description);
            }
        }
        return List.copyOf(fitting);
    }

    /** Whether this is a description of such a drive. */
    public boolean fits(String vendorField, String productField, String revisionField) {
        return vendorField.matches(vendor) && productField.matches(product) && revisionField.matches(revision);
    }
}
