package org.arenavault.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.arenavault.backup.SourceArena;
import org.arenavault.io.Count;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.media.ArenaIdentity;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;

/**
 * An arena whose disc is gone, and the other sets of the same venti that have a verified copy of it.
 *
 * @param arena its name
 * @param sets their names
 */
public record CopiesElsewhere(String arena, List<String> sets) {

    public CopiesElsewhere {
        sets = List.copyOf(sets);
    }

    /**
     * Looks for arenas in other sets. A copy is one of the arena that the venti has now, or, where its server has not
     * summed it, of the one that the set had on the disc that is gone.
     *
     * @param state what the set's ledger says
     * @param lost arenas whose disc is gone
     * @param others the ledgers of all sets
     */
    public static List<CopiesElsewhere> of(SetState state, List<SourceArena> lost, List<SetState> others)
            throws IOException {
        List<CopiesElsewhere> found = new ArrayList<>();
        for (SourceArena arena : lost) {
            List<String> sets = new ArrayList<>();
            for (SetState other : others) {
                if (!other.header().set().equals(state.header().set())
                        && other.header().store().equals(state.header().store()) && hasVerified(other, arena, state)) {
                    sets.add(other.name().text());
                }
            }
            if (!sets.isEmpty()) {
                found.add(new CopiesElsewhere(arena.name(), sets));
            }
        }
        return found;
    }

    private static boolean hasVerified(SetState other, SourceArena arena, SetState state) throws IOException {
        for (SetState.Copy copy : other.copies(arena.name())) {
            if (copy.track().state() == TrackState.VERIFIED && isSame(arena, copy.arena(), state)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(SourceArena arena, ArenaRecord copy, SetState state) throws IOException {
        try {
            ArenaIdentity.Likeness likeness = ArenaIdentity.of(state.header().store(), arena.status()).to(copy);
            return likeness == ArenaIdentity.Likeness.SAME
                    || (likeness == ArenaIdentity.Likeness.UNKNOWN && wasRecorded(state, copy));
        } catch (UnusableBytesException e) {
            // what cannot be read now may be what the set had
            return wasRecorded(state, copy);
        }
    }

    private static boolean wasRecorded(SetState state, ArenaRecord copy) {
        return state.discs().stream().flatMap(DiscRecord::arenas).anyMatch(had -> had.arena().isSameAs(copy));
    }

    /** "arena0, arena1 in offsite; arena2 in offsite, third". */
    public static String text(List<CopiesElsewhere> all) {
        Map<List<String>, List<String>> bySets = new LinkedHashMap<>();
        all.forEach(one -> bySets.computeIfAbsent(one.sets, key -> new ArrayList<>()).add(one.arena));
        return bySets.entrySet().stream().map(group -> "%s in %s".formatted(Count.few(group.getValue()),
                Count.few(group.getKey()))).collect(Collectors.joining("; "));
    }
}
