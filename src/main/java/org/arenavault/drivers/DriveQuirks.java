package org.arenavault.drivers;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that is known to be peculiar about one drive: the quirks of every description that fits it. */
public final class DriveQuirks {

    /** Nothing is known. */
    public static final DriveQuirks NONE = new DriveQuirks(List.of());

    private final Map<DriveQuirk, DriveDescription.Observed> quirks = new EnumMap<>(DriveQuirk.class);

    /** The quirks of these descriptions together. */
    public DriveQuirks(List<DriveDescription> descriptions) {
        for (DriveDescription description : descriptions) {
            for (DriveDescription.Observed observed : description.quirks()) {
                quirks.putIfAbsent(observed.quirk(), observed);
            }
        }
    }

    /** What is known about a drive that says this of itself in INQUIRY. */
    public static DriveQuirks of(Descriptions descriptions, String vendor, String product, String revision)
            throws IOException {
        return new DriveQuirks(DriveDescription.of(descriptions, vendor, product, revision));
    }

    /** Whether the drive has this one. */
    public boolean has(DriveQuirk quirk) {
        return quirks.containsKey(quirk);
    }

    /** All it has. */
    public Set<DriveQuirk> all() {
        return Set.copyOf(quirks.keySet());
    }

    /** Who saw it, for messages; empty if the drive does not have it. */
    public String source(DriveQuirk quirk) {
        return Optional.ofNullable(quirks.get(quirk)).map(DriveDescription.Observed::source).orElse("");
    }
}
