package org.arenavault.backup;

import java.util.OptionalInt;
import org.arenavault.io.Count;

/**
 * Whether the parity on its disc repairs what is wrong with a track.
 *
 * @param parity the track with the parity; empty if none on the disc protects it
 * @param units of 64 KiB that it has
 * @param bad those that cannot be read or are wrong; 0 where nobody looked, for there is no parity
 * @param beyond those of them that the parity does not suffice for
 */
public record RepairOutlook(OptionalInt parity, long units, long bad, long beyond) {

    /** No parity on the disc protects it. */
    static final RepairOutlook NONE = new RepairOutlook(OptionalInt.empty(), 0, 0, 0);

    /** For people. */
    public String text() {
        if (parity.isEmpty()) {
            return "no parity on the disc protects it";
        }
        String damage = "%d of its %s of 64 KiB %s bad".formatted(bad, Count.of(units, "piece"),
                bad == 1 ? "is" : "are");
        return "%s; %s".formatted(damage, beyond == 0
                ? "the parity on the disc (track %d) repairs it when it is restored".formatted(parity.getAsInt())
                : "the parity on the disc (track %d) does not suffice for %d of them".formatted(parity.getAsInt(),
                        beyond));
    }
}
