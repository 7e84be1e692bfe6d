package org.arenavault.sets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The gaps in the numbers of discs. */
final class MissingDiscs {

    private final SetName set;
    private final List<String> names = new ArrayList<>();

    private MissingDiscs(SetName set) {
        this.set = set;
    }

    /**
     * Those up to {@code highest} that are not known, by their labels; those in a row as "home-002 to home-004".
     *
     * @param known numbers up to there, in their order
     */
    static List<String> of(SetName set, Collection<Integer> known, int highest) {
        MissingDiscs missing = new MissingDiscs(set);
        int expected = 1;
        for (int number : known) {
            missing.add(expected, number - 1);
            expected = number + 1;
        }
        missing.add(expected, highest);
        return missing.names;
    }

    private void add(int from, int to) {
        if (from <= to) {
            String first = set.disc(from);
            names.add(from == to ? first : "%s to %s".formatted(first, set.disc(to)));
        }
    }
}
