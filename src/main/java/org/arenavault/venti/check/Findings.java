package org.arenavault.venti.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems from several threads; keeps the first ones of a flood and counts the rest. */
final class Findings {

    private static final int KEPT = 1000;

    private record Problem(long at, String text) {
    }

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long count;

    synchronized void problem(long at, String text) {
        count++;
        if (problems.size() < KEPT) {
            problems.add(new Problem(at, text));
        }
    }

    synchronized void note(String text) {
        notes.add(text);
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> problems() {
        return problems.stream().sorted(Comparator.comparingLong(Problem::at)).map(Problem::text).toList();
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
