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
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * What of a set is still to come back, and which disc to ask for next: as few as possible, lost ones never, and a track
 * that did not hold what it should is not tried again. Tracks whose state is in doubt (bad, or never brought to their
 * end) are for what has no other; dead ones are never used. An arena is wanted as it was sealed; its increments are
 * wanted where the set holds no sealed copy. Two sealed arenas of one name are of one store, and both are wanted.
 */
public final class WantedContents {

    private record Place(DiscRecord disc, TrackRecord track, Wish wish) {
    }

    /** What is wanted: bytes of a name. */
    private record Wish(ContentName name, String sum) {

        static Wish of(Content content) {
            return new Wish(content.id(), content.sum());
        }
    }

    private final Map<Wish, Content> wanted = new LinkedHashMap<>();
    private final Map<Wish, List<Place>> places = new LinkedHashMap<>();
    private final Map<Wish, Content> contents = new LinkedHashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final KnownIncrements increments;
    private final Set<Place> tried = new HashSet<>();
    private final Set<DiscRecord> unavailable = new HashSet<>();

    /**
     * What a set knows.
     *
     * @param only names of the arenas that are wanted; empty for all
     */
    public WantedContents(SetState state, Set<String> only) {
        this.increments = new KnownIncrements(state, only);
        Map<String, List<Place>> doubtful = new LinkedHashMap<>();
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                Optional<ArenaRecord> arena = track.arena()
                        .filter(record -> only.isEmpty() || only.contains(record.name()));
                if (arena.isPresent()) {
                    Place place = new Place(disc, track, Wish.of(arena.get()));
                    names.add(arena.get().name());
                    if (track.state().holds()) {
                        add(place, arena.get());
                    } else {
                        doubtful.computeIfAbsent(arena.get().name(), name -> new ArrayList<>()).add(place);
                    }
                }
            }
        }
        doubtful.forEach(this::addDoubtful);
        wanted.putAll(contents);
        for (String arena : increments.arenas()) {
            if (names.add(arena) || places.entrySet().stream().noneMatch(entry -> isHeld(arena, entry))) {
                wantIncrements(arena);
            }
        }
    }

    private static boolean isHeld(String arena, Map.Entry<Wish, List<Place>> entry) {
        return entry.getKey().name().equals(ContentName.arena(arena)) && entry.getValue().stream()
                .anyMatch(place -> place.disc().mark().counts() && place.track().state().holds());
    }

    private void add(Place place, Content content) {
        contents.putIfAbsent(place.wish(), content);
        places.computeIfAbsent(place.wish(), wish -> new ArrayList<>()).add(place);
    }

    /** A track in doubt is for the arena that others hold; where none does, the last one says which. */
    private void addDoubtful(String name, List<Place> doubtful) {
        ContentName id = ContentName.arena(name);
        List<Wish> held = contents.keySet().stream().filter(wish -> wish.name().equals(id)).toList();
        Place last = doubtful.get(doubtful.size() - 1);
        for (Place place : doubtful) {
            Wish wish = held.contains(place.wish()) ? place.wish() : held.isEmpty() ? last.wish() : held.get(0);
            add(new Place(place.disc(), place.track(), wish), last.track().content());
        }
    }

    /** From here on the increments of an arena are wanted as well: its sealed copy does not come. */
    public void wantIncrements(String arena) {
        increments.of(arena).forEach((content, tracks) -> {
            Wish wish = Wish.of(content);
            if (!places.containsKey(wish)) {
                tracks.forEach(copy -> add(new Place(copy.disc(), copy.track(), wish), content));
                wanted.put(wish, content);
            }
        });
    }

    /** What is still to come back. */
    public Collection<Content> wanted() {
        return List.copyOf(wanted.values());
    }

    /** The sealed arenas that are still to come back. */
    public List<ArenaRecord> arenas() {
        return wanted.values().stream().flatMap(content -> content.arena().stream()).toList();
    }

    /** All names of arenas, those that are back already included. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /** Whether a content of this name and digest is still to come back. */
    public boolean wants(Content content) {
        return wanted.containsKey(Wish.of(content));
    }

    /** It is back, or never will be. */
    public void settled(Content content) {
        wanted.remove(Wish.of(content));
    }

    /** A track of a disc was read, or could not be: it is not asked for again. */
    public void tried(DiscRecord disc, int number) {
        places.values().stream().flatMap(List::stream).filter(place -> isAt(place, disc, number)).forEach(tried::add);
    }

    private static boolean isAt(Place place, DiscRecord disc, int number) {
        return place.disc().equals(disc) && place.track().number() == number;
    }

    /** The operator cannot insert this disc. */
    public void unavailable(DiscRecord disc) {
        unavailable.add(disc);
    }

    /** Whether this track is one to be read now: it holds what is wanted for all we know, or there is no better one. */
    public boolean isWorthReading(DiscRecord disc, int number) {
        return wanted.keySet().stream().flatMap(wish -> candidates(wish).stream())
                .anyMatch(place -> isAt(place, disc, number));
    }

    private List<Place> candidates(Wish wish) {
        List<Place> open = places.getOrDefault(wish, List.of()).stream().filter(place -> !tried.contains(place)
                && !unavailable.contains(place.disc()) && place.disc().mark().counts()).toList();
        List<Place> holding = open.stream().filter(place -> place.track().state().holds()).toList();
        return holding.isEmpty()
                ? open.stream().filter(place -> place.track().state() != TrackState.DEAD).toList() : holding;
    }

    /** The disc to ask for: one that nothing else can replace, else the one with the most of what is wanted. */
    public Optional<DiscRecord> next() {
        Map<DiscRecord, Integer> counts = new HashMap<>();
        Set<DiscRecord> indispensable = new HashSet<>();
        for (Wish wish : wanted.keySet()) {
            Set<DiscRecord> discs = candidates(wish).stream().map(Place::disc).collect(Collectors.toSet());
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
    public Map<Content, String> hopeless() {
        Map<Content, String> hopeless = new LinkedHashMap<>();
        wanted.forEach((wish, content) -> {
            if (candidates(wish).isEmpty()) {
                places.getOrDefault(wish, List.of()).stream().filter(place -> !tried.contains(place)).map(this::text)
                        .reduce((one, other) -> one + ", " + other).ifPresent(words -> hopeless.put(content, words));
            }
        });
        return hopeless;
    }

    /** What a content is called where two sealed arenas of one name are told apart by their digests. */
    public String title(Content content) {
        long alike = contents.keySet().stream().filter(wish -> wish.name().equals(content.id())).count();
        return alike < 2 ? content.name() : "%s (%s)".formatted(content.name(), content.sum());
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
