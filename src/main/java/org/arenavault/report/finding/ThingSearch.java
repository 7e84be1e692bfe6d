package org.arenavault.report.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Glob;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.media.IncrementFields;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.Score;

/** Looks for arenas, and increments of them, in the ledgers of one set after the other. */
public final class ThingSearch {

    private record Key(UUID store, ContentName name, long size, String sum) {
    }

    private record Seen(Content content, List<FoundCopy> copies) {
    }

    private final Predicate<Content> wanted;
    private final Map<Key, Seen> found = new LinkedHashMap<>();

    private ThingSearch(Predicate<Content> wanted) {
        this.wanted = wanted;
    }

    /** Looks for arenas of these names, and for what increments there are of them. */
    public static ThingSearch named(Glob names) {
        return new ThingSearch(content -> isArenaPart(content)
                && (names.matches(content.name()) || names.matches(arenaOf(content))));
    }

    /** Looks for the arenas and increments that have this seal. */
    public static ThingSearch sealed(Score seal) {
        String digits = seal.toString();
        return new ThingSearch(content -> isArenaPart(content) && content.sum().equals(digits));
    }

    private static boolean isArenaPart(Content content) {
        return content.arena().isPresent() || content.made().filter(made -> made.isIncrement()).isPresent();
    }

    /** The arena that an increment is of; its own name of anything else. */
    private static String arenaOf(Content content) {
        try {
            return IncrementFields.of(content).map(increment -> increment.origin().arena()).orElse(content.name());
        } catch (CorruptException e) {
            // its own name is all that it tells
            return content.name();
        }
    }

    /** Looks through a ledger. Tracks that were given up hold nothing. */
    public void look(SetName set, SetState state) {
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                Content content = track.content();
                if (track.state() != TrackState.DEAD && wanted.test(content)) {
                    found.computeIfAbsent(new Key(state.header().store(), content.id(), content.size(),
                            content.sum()), key -> new Seen(content, new ArrayList<>())).copies()
                            .add(new FoundCopy(set, disc, track));
                }
            }
        }
    }

    /** What was found, in the order of sets, discs and tracks. */
    public List<FoundThing> found() {
        List<FoundThing> things = new ArrayList<>();
        found.forEach((key, seen) -> things.add(new FoundThing(key.store(), seen.content(), seen.copies())));
        return things;
    }
}
