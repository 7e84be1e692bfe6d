package org.arenavault.sets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.arenavault.io.Count;
import org.arenavault.media.ContentName;

/**
 * What is on a disc and was never read back in any copy.
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
    public static List<Unverified> of(SetState state, Collection<ContentName> names) {
        return of(state.discs(), Set.copyOf(names)::contains);
    }

    /** Those that are asked for; a disc is named for each copy that it has. */
    public static List<Unverified> of(SetState state, Predicate<ContentName> asked) {
        return of(state.discs(), asked);
    }

    /** All that are on these discs. */
    public static List<Unverified> of(Collection<DiscRecord> discs) {
        return of(discs, name -> true);
    }

    private static List<Unverified> of(Collection<DiscRecord> discs, Predicate<ContentName> asked) {
        Set<ContentName> verified = discs.stream().filter(disc -> disc.mark().counts()).flatMap(DiscRecord::holding)
                .filter(track -> track.state() == TrackState.VERIFIED).map(track -> track.content().id())
                .collect(Collectors.toSet());
        List<Unverified> all = new ArrayList<>();
        for (DiscRecord disc : discs) {
            List<String> arenas = disc.holding().map(track -> track.content().id())
                    .filter(name -> asked.test(name) && !verified.contains(name)).map(ContentName::name).toList();
            if (disc.mark().counts() && !arenas.isEmpty()) {
                all.add(new Unverified(disc.identity().label(), disc.number(), arenas));
            }
        }
        return all;
    }

    /** Whether a content is on disc, and none of its copies was read back. */
    public static boolean isUnverified(SetState state, ContentName content) {
        List<SetState.Copy> copies = state.copies(content);
        return !copies.isEmpty() && copies.stream().noneMatch(copy -> copy.track().state() == TrackState.VERIFIED);
    }

    /** "arena0, arena1 on home-001; arena2 on home-002". */
    public static String text(List<Unverified> all) {
        return all.stream().map(one -> "%s on %s".formatted(Count.few(one.arenas()), one.disc()))
                .collect(Collectors.joining("; "));
    }
}
