package org.arenavault.restore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;

/**
 * What a drill brings back.
 *
 * @param arenas so many arenas, drawn at random; 0 if they are not what is counted
 * @param discs all arenas of so many discs, drawn at random; 0 if they are not what is counted
 */
public record DrillChoice(int arenas, int discs) {

    /** Everything that the set has. */
    public static final DrillChoice ALL = new DrillChoice(0, 0);

    /** The names of the arenas that are drawn, in their order. */
    Set<String> draw(SetState state, Random random) {
        Set<String> all = new TreeSet<>(held(state).keySet());
        if (arenas > 0) {
            return drawn(new ArrayList<>(all), arenas, random);
        }
        if (discs > 0) {
            Set<String> names = new TreeSet<>();
            Map<String, DiscRecord> kept = new TreeMap<>();
            state.discs().stream().filter(disc -> disc.mark().counts() && disc.arenas().findAny().isPresent())
                    .forEach(disc -> kept.put(disc.identity().label(), disc));
            kept.keySet().retainAll(drawn(new ArrayList<>(kept.keySet()), discs, random));
            kept.values().forEach(disc -> disc.arenas().forEach(copy -> names.add(copy.arena().name())));
            return names;
        }
        return all;
    }

    private static Set<String> drawn(List<String> from, int count, Random random) {
        Collections.shuffle(from, random);
        return new TreeSet<>(from.subList(0, Math.min(count, from.size())));
    }

    /** All arenas on discs that count, by their names. */
    static Map<String, ArenaRecord> held(SetState state) {
        Map<String, ArenaRecord> held = new TreeMap<>();
        for (DiscRecord disc : state.discs()) {
            if (disc.mark().counts()) {
                disc.arenas().forEach(copy -> held.putIfAbsent(copy.arena().name(), copy.arena()));
            }
        }
        return held;
    }
}
