package org.arenavault.sets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.arenavault.io.Count;

/**
 * Arenas on a disc of which no copy was ever read back.
 *
 * @param disc the disc, by its label
 * @param number the disc's number in the set
 * @param arenas their names, in the order of their tracks
 */
public record Unverified(String disc, int number, List<String> arenas) {

    public Unverified {
        arenas = List.copyOf(arenas);
    }

    /** Those of these names; a disc is named for each copy that it has. */
    public static List<Unverified> of(SetState state, Collection<String> names) {
        return of(state.discs(), Set.copyOf(names)::contains);
    }

    /** All that are on these discs. */
    public static List<Unverified> of(Collection<DiscRecord> discs) {
        return of(discs, name -> true);
    }

    private static List<Unverified> of(Collection<DiscRecord> discs, Predicate<String> asked) {
        Set<String> verified = discs.stream().filter(disc -> disc.mark().counts()).flatMap(DiscRecord::holding)
                .filter(track -> track.state() == TrackState.VERIFIED).map(track -> track.arena().name())
                .collect(Collectors.toSet());
        List<Unverified> all = new ArrayList<>();
        for (DiscRecord disc : discs) {
            List<String> arenas = disc.holding().map(track -> track.arena().name())
                    .filter(name -> asked.test(name) && !verified.contains(name)).toList();
            if (disc.mark().counts() && !arenas.isEmpty()) {
                all.add(new Unverified(disc.identity().label(), disc.number(), arenas));
            }
        }
        return all;
    }

    /** Whether an arena is on disc, and none of its copies was read back. */
    public static boolean isUnverified(SetState state, String arena) {
        List<SetState.Copy> copies = state.copies(arena);
        return !copies.isEmpty() && copies.stream().noneMatch(copy -> copy.track().state() == TrackState.VERIFIED);
    }

    /** "arena0, arena1 on home-001; arena2 on home-002". */
    public static String text(List<Unverified> all) {
        return all.stream().map(one -> "%s on %s".formatted(Count.few(one.arenas()), one.disc()))
                .collect(Collectors.joining("; "));
    }
}
