package org.arenavault.restore.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * The arenas of a set that are still to come back, and which disc to ask for next: as few as possible, lost ones
 * never, and a track that did not hold what it should is not tried again. Tracks whose state is in doubt (bad, or
 * never brought to their end) are for arenas that have no other; dead ones are never used.
 */
public final class WantedArenas {

    private record Place(DiscRecord disc, TrackRecord track, ArenaRecord arena) {
    }

    private final Map<String, ArenaRecord> wanted = new LinkedHashMap<>();
    private final Map<String, List<Place>> places = new HashMap<>();
    private final Set<Place> tried = new HashSet<>();
    private final Set<DiscRecord> unavailable = new HashSet<>();

    /**
     * The arenas of a set.
     *
     * @param only names of those that are wanted; empty for all
     * @throws RefusedException if the ledger has two different arenas of one name; both are named
     */
    public WantedArenas(SetState state, Set<String> only) throws RefusedException {
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                track.arena().filter(arena -> only.isEmpty() || only.contains(arena.name())).ifPresent(arena ->
                        places.computeIfAbsent(arena.name(), name -> new ArrayList<>())
                                .add(new Place(disc, track, arena)));
            }
        }
        for (Map.Entry<String, List<Place>> entry : places.entrySet()) {
            wanted.put(entry.getKey(), agreed(entry.getValue()));
        }
    }

    /** What the places of one arena say of it: those that hold it must agree; the others need not. */
    private static ArenaRecord agreed(List<Place> all) throws RefusedException {
        List<Place> holding = all.stream().filter(place -> place.track().state().holds()).toList();
        Place first = holding.isEmpty() ? all.get(all.size() - 1) : holding.get(0);
        for (Place other : holding) {
            if (!other.arena().digest().equals(first.arena().digest())) {
                throw new RefusedException(("two stores in one set: %s is %s on %s track %d and %s on %s track %d; "
                        + "restore one of them from its bare discs").formatted(first.arena().name(),
                        first.arena().digest(), first.disc().identity().label(), first.track().number(),
                        other.arena().digest(), other.disc().identity().label(), other.track().number()));
            }
        }
        return first.arena();
    }

    /** What is still to come back. */
    public Collection<ArenaRecord> wanted() {
        return List.copyOf(wanted.values());
    }

    /** All names, those that are back already included. */
    public Set<String> names() {
        return new TreeSet<>(places.keySet());
    }

    /** Whether an arena of this name and digest is still to come back. */
    public boolean wants(ArenaRecord arena) {
        ArenaRecord record = wanted.get(arena.name());
        return record != null && record.digest().equals(arena.digest());
    }

    /** It is back, or never will be. */
    public void settled(String name) {
        wanted.remove(name);
    }

    /** A track of a disc was read, or could not be: it is not asked for again. */
    public void tried(DiscRecord disc, int number) {
        place(disc, number).ifPresent(tried::add);
    }

    /** The operator cannot insert this disc. */
    public void unavailable(DiscRecord disc) {
        unavailable.add(disc);
    }

    /** Whether this track is one to be read now: it holds its arena for all we know, or there is no better one. */
    public boolean isWorthReading(DiscRecord disc, int number) {
        return place(disc, number).filter(place -> candidates(place.arena().name()).contains(place)).isPresent();
    }

    private static Optional<Place> place(DiscRecord disc, int number) {
        return disc.track(number).flatMap(track -> track.arena().map(arena -> new Place(disc, track, arena)));
    }

    private List<Place> candidates(String name) {
        List<Place> open = places.get(name).stream().filter(place -> !tried.contains(place)
                && !unavailable.contains(place.disc()) && place.disc().mark().counts()).toList();
        List<Place> holding = open.stream().filter(place -> place.track().state().holds()).toList();
        return holding.isEmpty()
                ? open.stream().filter(place -> place.track().state() != TrackState.DEAD).toList() : holding;
    }

    /** The disc to ask for: one that nothing else can replace, else the one with the most of what is wanted. */
    public Optional<DiscRecord> next() {
        Map<DiscRecord, Integer> counts = new HashMap<>();
        Set<DiscRecord> indispensable = new HashSet<>();
        for (String name : wanted.keySet()) {
            Set<DiscRecord> discs = candidates(name).stream().map(Place::disc).collect(Collectors.toSet());
            discs.forEach(disc -> counts.merge(disc, 1, Integer::sum));
            if (discs.size() == 1) {
                indispensable.addAll(discs);
            }
        }
        if (!indispensable.isEmpty()) {
            return indispensable.stream().min(Comparator.comparing(DiscRecord::number));
        }
        return counts.keySet().stream().max(Comparator.comparing((DiscRecord disc) -> counts.get(disc))
                .thenComparing(DiscRecord::number, Comparator.reverseOrder()));
    }

    /** Those that no disc is left for, with where they were beyond the tracks that were tried. */
    public Map<String, String> hopeless() {
        Map<String, String> hopeless = new LinkedHashMap<>();
        for (String name : wanted.keySet()) {
            if (candidates(name).isEmpty()) {
                places.get(name).stream().filter(place -> !tried.contains(place)).map(this::text)
                        .reduce((one, other) -> one + ", " + other).ifPresent(words -> hopeless.put(name, words));
            }
        }
        return hopeless;
    }

    private String text(Place place) {
        String disc = place.disc().identity().label();
        if (place.disc().mark().counts() && unavailable.contains(place.disc())) {
            return disc + " was not shown";
        }
        return place.disc().mark().counts()
                ? "%s track %d is %s".formatted(disc, place.track().number(), place.track().state())
                : "%s is %s".formatted(disc, place.disc().mark());
    }
}
