package org.arenavault.restore.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.media.Content;
import org.arenavault.media.IncrementFields;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.increment.Coverage;
import org.arenavault.venti.increment.IncrementOrigin;

/** The increments that a set's ledger knows, by the arenas that they are parts of. */
final class KnownIncrements {

    private record Known(IncrementOrigin origin, List<SetState.Copy> copies) {

        boolean isHeld() {
            return copies.stream().anyMatch(copy -> copy.disc().mark().counts() && copy.track().state().holds());
        }
    }

    private final Map<String, Map<Content, Known>> arenas = new LinkedHashMap<>();

    KnownIncrements(SetState state, Set<String> only) {
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                origin(track).filter(known -> only.isEmpty() || only.contains(known.getValue().arena()))
                        .ifPresent(known -> arenas
                        .computeIfAbsent(known.getValue().arena(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(known.getKey(), content -> new Known(known.getValue(), new ArrayList<>()))
                        .copies().add(new SetState.Copy(disc, track)));
            }
        }
    }

    /** What a line says of an increment; one that cannot be is that of nothing that anybody could use. */
    private static Optional<Map.Entry<Content, IncrementOrigin>> origin(TrackRecord track) {
        try {
            return IncrementFields.of(track.content()).map(known -> Map.entry(track.content(), known.origin()));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** The arenas that there are increments of. */
    Set<String> arenas() {
        return arenas.keySet();
    }

    /** Those of an arena, with their tracks. One that no disc holds is left out where others have all that it had. */
    Map<Content, List<SetState.Copy>> of(String arena) {
        Map<Content, Known> all = arenas.getOrDefault(arena, Map.of());
        Map<Content, List<SetState.Copy>> wanted = new LinkedHashMap<>();
        all.forEach((content, known) -> {
            List<IncrementOrigin> held = all.values().stream().filter(Known::isHeld).map(Known::origin)
                    .filter(origin -> origin.chain().equals(known.origin().chain())).toList();
            if (known.isHeld() || Coverage.end(held, known.origin().from()) < known.origin().to()) {
                wanted.put(content, known.copies());
            }
        });
        return wanted;
    }
}
