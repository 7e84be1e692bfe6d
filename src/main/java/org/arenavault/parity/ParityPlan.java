package org.arenavault.parity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.UnitSums;

/**
 * How much parity fits into the room that is left behind members (protection 3.2).
 *
 * @param content the track that fits; empty if none does
 * @param freeUnits the room
 * @param leastUnits the room that the smallest parity takes
 */
public record ParityPlan(Optional<ParityContent> content, long freeUnits, long leastUnits) {

    private static final UUID NOBODY = new UUID(0, 0);

    /**
     * Plans as much parity as fits: the largest number of parity columns that leaves a code, the longest columns.
     *
     * @param group the new group's identity
     * @param members what is to be protected, in the order of their tracks
     * @param freeUnits units of 64 KiB that the track's content may take
     * @throws CorruptException if a member cannot be one, or there are too many of them
     */
    public static ParityPlan of(UUID group, List<ParityMember> members, long freeUnits) throws CorruptException {
        long units = 0;
        for (ParityMember member : members) {
            member.check();
            units += member.units();
        }
        if (units == 0) {
            return new ParityPlan(Optional.empty(), freeUnits, 0);
        }
        for (int parity = ParityCode.MOST_PARITY; parity > 0; parity--) {
            Optional<ParityContent> content = fit(group, members, units, parity, freeUnits);
            if (content.isPresent()) {
                return new ParityPlan(content, freeUnits, content.get().units());
            }
        }
        return new ParityPlan(Optional.empty(), freeUnits, least(members, units));
    }

    /** The same for a plan that nobody records. */
    public static ParityPlan of(List<ParityMember> members, long freeUnits) throws CorruptException {
        return of(NOBODY, members, freeUnits);
    }

    /** The longest columns for so many of parity: header and sums take their room, which depends on their length. */
    private static Optional<ParityContent> fit(UUID group, List<ParityMember> members, long units, int parity,
            long free) throws CorruptException {
        long rows = Math.min(Math.min(units, ParityMember.MOST_UNITS), free / parity);
        while (rows > 0 && ParityCode.exists((units + rows - 1) / rows, parity)) {
            ParityContent content = content(group, members, parity, (int) rows);
            long over = content.units() - free;
            if (over <= 0) {
                return Optional.of(content);
            }
            rows -= (over + parity - 1) / parity;
        }
        return Optional.empty();
    }

    private static ParityContent content(UUID group, List<ParityMember> members, int parity, int rows)
            throws CorruptException {
        ParityLayout layout = ParityLayout.ofOne(members, parity, rows);
        return ParityContent.of(group, layout, ParityShare.all(layout));
    }

    private static long least(List<ParityMember> members, long units) throws CorruptException {
        int most = ParityCode.MOST_COLUMNS - 1;
        return content(NOBODY, members, 1, Math.toIntExact((units + most - 1) / most)).units();
    }

    /** What comes of it, for people: what is repaired, or why there will be none. */
    public String text() {
        return content.map(planned -> {
            ParityLayout layout = planned.layout();
            return "parity of %s: bursts up to %s, or any %s of %d".formatted(Bytes.text(planned.size()),
                    Bytes.text(longestBurst(layout)), Count.of(layout.parityColumns(), "unit"),
                    layout.dataColumns() + layout.parityColumns());
        }).orElseGet(() -> leastUnits == 0 ? "no parity: there is nothing to protect"
                : "no parity: it may take %s, and the smallest takes %s".formatted(
                        Bytes.text(Math.max(0, freeUnits) * UnitSums.UNIT), Bytes.text(leastUnits * UnitSums.UNIT)));
    }

    /** Bytes of the longest burst in the members that touches no row more often than there are parity units. */
    private static long longestBurst(ParityLayout layout) {
        return Math.min(layout.units(), (long) layout.parityColumns() * layout.rows()) * UnitSums.UNIT;
    }
}
