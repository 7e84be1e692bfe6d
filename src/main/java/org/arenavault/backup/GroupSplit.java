package org.arenavault.backup;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnitSums;
import org.arenavault.media.Medium;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityShare;
import org.arenavault.sets.SetState;

/** The tracks that carry a column of a group's parity: rows one after the other (protection 3.3). */
final class GroupSplit {

    private final UUID group;
    private final ParityLayout layout;
    private final MediumDescription medium;
    private final int rowsPerTrack;

    /**
     * The tracks of a group.
     *
     * @param longest units of the longest track with an arena that the set has: none with parity is longer
     */
    GroupSplit(UUID group, ParityLayout layout, MediumDescription medium, long longest) throws RefusedException {
        this.group = group;
        this.layout = layout;
        this.medium = medium;
        this.rowsPerTrack = rows(longest);
    }

    /** Units of the longest track with an arena on the discs of a set. */
    static long longest(SetState state) {
        return state.discs().stream().flatMap(disc -> disc.tracks().stream()).flatMap(track -> track.arena().stream())
                .mapToLong(arena -> UnitSums.unitsOf(arena.size())).max().orElse(1);
    }

    /** As many rows as the longest track takes; more only where a disc would not take so many tracks. */
    private int rows(long longest) throws RefusedException {
        int most = layout.rows();
        int least = Math.min(most, (most + medium.trackLimit() / 2 - 1) / Math.max(1, medium.trackLimit() / 2));
        int rows = Math.max(1, least);
        int end = most;
        while (rows < end) {
            int middle = rows + (end - rows + 1) / 2;
            if (content(0, 0, middle - 1).units() <= longest) {
                rows = middle;
            } else {
                end = middle - 1;
            }
        }
        return rows;
    }

    private ParityContent content(int column, int first, int last) throws RefusedException {
        try {
            return ParityContent.of(group, layout, new ParityShare(first, last, List.of(column)));
        } catch (CorruptException e) {
            throw new RefusedException("%s; protect fewer discs at once".formatted(e.getMessage()), e);
        }
    }

    /** The tracks with those rows of a column that are not among these. */
    List<ParityContent> parts(int column, BitSet recorded) throws RefusedException {
        List<ParityContent> parts = new ArrayList<>();
        for (int first = recorded.nextClearBit(0); first < layout.rows(); first = recorded.nextClearBit(first)) {
            int end = recorded.nextSetBit(first) < 0 ? layout.rows() : recorded.nextSetBit(first);
            int last = (int) Math.min(end, (long) first + rowsPerTrack) - 1;
            parts.add(content(column, first, last));
            first = last + 1;
        }
        return parts;
    }

    /**
     * Makes sure that a column has room on one disc.
     *
     * @param space of a blank one
     */
    void requireRoom(DiscSpace space) throws RefusedException {
        List<ParityContent> parts = parts(0, new BitSet());
        long blocks = 0;
        for (ParityContent part : parts) {
            blocks += BackupPlan.blocks(medium, part.size()) + medium.gapBlocks();
        }
        if (space.isKnown() && blocks - medium.gapBlocks() > space.free()) {
            throw new RefusedException(("a disc with parity of these discs takes %s, for the longest of them holds %s; "
                    + "a disc of the set (%s) takes %s").formatted(Bytes.text(blocks * Medium.BLOCK),
                    Bytes.text((long) layout.rows() * UnitSums.UNIT), medium.title(),
                    Bytes.text(space.free() * Medium.BLOCK)));
        }
        if (parts.size() > space.tracks()) {
            throw new RefusedException("a disc with parity of these discs has %s; a disc of the set (%s) takes %d"
                    .formatted(Count.of(parts.size(), "track"), medium.title(), space.tracks()));
        }
    }
}
