package org.arenavault.backup;

import java.util.OptionalInt;
import org.arenavault.io.Count;

/**
 * Whether the parity on its disc repairs what is wrong with a track.
 *
 * @param role what the track has to do with parity
 * @param parity the track with the parity, this one itself where it carries some; empty if none on the disc protects it
 * @param units of 64 KiB that it has
 * @param bad those that cannot be read or are wrong; 0 where nobody looked, for there is no parity
 * @param beyond those of them that the parity does not suffice for
 */
public record RepairOutlook(Role role, OptionalInt parity, long units, long bad, long beyond) {

    /** What a damaged track has to do with parity. */
    public enum Role {
        /** No parity on the disc protects it. */
        UNPROTECTED,
        /** Parity on the disc protects it. */
        PROTECTED,
        /** It carries parity itself. */
        PARITY
    }

    /** No parity on the disc protects it. */
    static final RepairOutlook NONE = new RepairOutlook(Role.UNPROTECTED, OptionalInt.empty(), 0, 0, 0);

    /** One that parity protects. */
    static RepairOutlook of(int parity, long units, long bad, long beyond) {
        return new RepairOutlook(Role.PROTECTED, OptionalInt.of(parity), units, bad, beyond);
    }

    /** A track with so many units of parity, of which these are of no use any more. */
    static RepairOutlook ofParity(int parity, long units, long bad) {
        return new RepairOutlook(Role.PARITY, OptionalInt.of(parity), units, bad, bad);
    }

    /** For people. */
    public String text() {
        return switch (role) {
            case UNPROTECTED -> "no parity on the disc protects it";
            case PROTECTED -> protectedText();
            case PARITY -> "it carries parity, so that no arena is lost by it; %d of its %s of 64 KiB %s of no use"
                    .formatted(bad, Count.of(units, "piece"), bad == 1 ? "is" : "are");
        };
    }

    private String protectedText() {
        String damage = "%d of its %s of 64 KiB %s bad".formatted(bad, Count.of(units, "piece"),
                bad == 1 ? "is" : "are");
        return "%s; %s".formatted(damage, beyond == 0
                ? "the parity on the disc (track %d) repairs it when it is restored".formatted(parity.getAsInt())
                : "the parity on the disc (track %d) does not suffice for %d of them".formatted(parity.getAsInt(),
                        beyond));
    }
}
