package org.arenavault.restore.increments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.Plain;

/** What becomes of what waited, as it becomes known. */
final class Draft {

    private final List<Regained> regained = new ArrayList<>();
    private final List<Settled.Placed> placed = new ArrayList<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> anew = new HashSet<>();
    private final Map<String, String> gaps = new LinkedHashMap<>();
    private final Map<String, List<String>> lost = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Integer> superseded = new LinkedHashMap<>();

    void regained(Regained arena) {
        regained.add(arena);
    }

    boolean has(String arena) {
        return regained.stream().anyMatch(one -> one.arena().equals(arena));
    }

    void placed(Settled.Placed arena) {
        placed.add(arena);
    }

    /** This arena stays in its place, where it met another one of its store. */
    void met(String name) {
        met.add(name);
    }

    /** All that is in this arena was read and checked. */
    void anew(String name) {
        anew.add(name);
    }

    void gap(String arena, String text) {
        gaps.put(arena, text);
    }

    void lost(String name, String reason) {
        lost.computeIfAbsent(name, key -> new ArrayList<>()).add(reason);
    }

    void note(String text) {
        notes.add(text);
    }

    void notes(List<String> texts) {
        notes.addAll(texts);
    }

    /** So many increments of an arena are not needed: its sealed copy has all their blocks. */
    void superseded(String arena, int count) {
        if (count > 0) {
            superseded.merge(arena, count, Integer::sum);
        }
    }

    Settled result() {
        superseded.forEach((name, count) -> notes.add("arena %s is there as it was sealed: %s not needed".formatted(
                Plain.field(name), count == 1 ? "1 increment of it is" : count + " increments of it are")));
        return new Settled(regained, placed, met, anew, gaps, lost, List.copyOf(notes));
    }
}
