package org.arenavault.venti.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Collects problems from several threads; keeps the first ones of a flood and counts the rest. */
public final class Findings {

    /** How many problems are kept. */
    public static final int KEPT = 1000;

    private record Problem(long at, String text) {
    }

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long count;

    /** One more problem; {@code at} orders them. */
    public void problem(long at, String text) {
        problem(at, () -> text);
    }

    /**
     * One more problem, put into words only if it is kept: where one bad field makes every block of an arena differ,
     * the words cost more than the check.
     */
    public synchronized void problem(long at, Supplier<String> text) {
        count++;
        if (problems.size() < KEPT) {
            problems.add(new Problem(at, text.get()));
        }
    }

    /** Something worth knowing that is no damage. */
    public synchronized void note(String text) {
        notes.add(text);
    }

    /** How many problems there are, those not kept included. */
    public synchronized long count() {
        return count;
    }

    /** The problems that were kept, in order. */
    public synchronized List<String> problems() {
        return problems.stream().sorted(Comparator.comparingLong(Problem::at)).map(Problem::text).toList();
    }

    /** What was noted. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
