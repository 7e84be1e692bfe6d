package org.arenavault.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.media.IncrementFields;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.increment.RecordedIncrement;

/** What a ledger knows of increments: each goes on where the one before ends, or a chain begins anew and says why. */
final class LiveChains {

    private final Map<String, UUID> newest = new HashMap<>();
    private final StringBuilder said = new StringBuilder();

    /**
     * Looks at the ledger after a backup.
     *
     * @param words what the backup said
     * @return what is wrong, a line each
     */
    List<String> check(SetState state, String words) throws CorruptException {
        said.append(words);
        Map<String, List<RecordedIncrement>> arenas = new TreeMap<>();
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.holding().toList()) {
                IncrementFields.of(track.content()).ifPresent(increment -> arenas.computeIfAbsent(
                        increment.origin().arena(), name -> new ArrayList<>()).add(increment));
            }
        }
        List<String> problems = new ArrayList<>();
        arenas.forEach((arena, increments) -> {
            RecordedIncrement last = increments.stream()
                    .max(Comparator.comparingLong(RecordedIncrement::sequence)).orElseThrow();
            UUID chain = last.origin().chain();
            UUID before = newest.put(arena, chain);
            if (before != null && !before.equals(chain) && !words.contains("begin at 0 again")) {
                problems.add("%s: a chain began anew, and nobody said why".formatted(arena));
            }
            problems.addAll(gaps(arena, increments.stream()
                    .filter(one -> one.origin().chain().equals(chain)).toList()));
        });
        return problems;
    }

    /** Clumps that no increment of a chain has, and that nobody has named. */
    private List<String> gaps(String arena, List<RecordedIncrement> chain) {
        List<String> problems = new ArrayList<>();
        long end = 0;
        for (RecordedIncrement increment : chain.stream()
                .sorted(Comparator.comparingLong(one -> one.origin().from())).toList()) {
            if (increment.origin().from() > end && !isNamed(arena, end, increment.origin().from())) {
                problems.add("%s: no increment has %d-%d, and nobody named it".formatted(arena, end,
                        increment.origin().from()));
            }
            end = Math.max(end, increment.origin().to());
        }
        return problems;
    }

    /** Damage is named with the place where it begins, and with how many bytes are left out. */
    private boolean isNamed(String arena, long from, long to) {
        return said.toString().lines().anyMatch(line -> line.contains(arena) && line.contains("clump at " + from)
                && line.contains("%d bytes are left out".formatted(to - from)));
    }

    /** How many arenas there are increments of. */
    int arenas() {
        return newest.size();
    }
}
