package org.arenavault.restore.mending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.TrackExtent;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.IncrementFind;

/** The discs that were shown and carry parity, and what was found on all discs; none is kept open. */
final class ParityShelf {

    /**
     * A disc that carries parity.
     *
     * @param title what the operator calls it
     * @param place where it is kept; empty if nobody said
     * @param tracks those with parity
     */
    record Shelved(String title, String place, List<ParityOnDisc> tracks) {

        /** Whether it is this disc. */
        boolean isIn(Medium medium) throws IOException {
            MediumState state = medium.inspect();
            for (ParityOnDisc shelved : tracks) {
                Optional<TrackExtent> there = state.track(shelved.track().number()).filter(shelved.track()::equals);
                if (there.isPresent() && ParityOnDisc.at(medium, there.get()).filter(found ->
                        found.content().group().equals(shelved.content().group())).isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<Shelved> discs = new ArrayList<>();
    private final Map<List<String>, ArenaFind> finds = new HashMap<>();
    private final Map<List<String>, IncrementFind> increments = new HashMap<>();

    /**
     * Remembers what is on a disc.
     *
     * @return the numbers of the tracks with parity
     */
    Set<Integer> look(Medium medium, MediumState state, DiscContents contents, String place) throws IOException {
        Set<Integer> told = new HashSet<>();
        for (ArenaFind find : contents.finds()) {
            told.add(find.track().number());
            finds.putIfAbsent(List.of(find.arena().name(), find.arena().digest().toString()), find);
        }
        for (IncrementFind find : contents.increments()) {
            told.add(find.track().number());
            increments.putIfAbsent(List.of(find.name(), find.label().content().digest()), find);
        }
        List<ParityOnDisc> parity = new ArrayList<>();
        for (TrackExtent track : state.tracks()) {
            if (!told.contains(track.number())) {
                ParityOnDisc.at(medium, track).ifPresent(parity::add);
            }
        }
        Shelved disc = new Shelved(contents.disc(), place, parity);
        if (!parity.isEmpty() && discs.stream().noneMatch(other -> other.title().equals(disc.title()))) {
            discs.add(disc);
        }
        return parity.stream().map(found -> found.track().number()).collect(Collectors.toSet());
    }

    List<Shelved> discs() {
        return List.copyOf(discs);
    }

    /** Where a member was found that is an increment. */
    Optional<IncrementFind> increment(ParityMember member) {
        return Optional.ofNullable(increments.get(List.of(member.name(), member.digest())));
    }

    /** Where a member was found that is an arena, on whatever disc. */
    Optional<ArenaFind> find(ParityMember member) {
        return Optional.ofNullable(finds.get(List.of(member.name(), member.digest())));
    }
}
