package org.arenavault.venti.vac;

import java.util.List;

/**
 * What a check of an archive found.
 *
 * @param level how closely it was looked at
 * @param trees one for the root and one for each earlier root that was looked at; none at level 0
 * @param listings what the files of the first root come to; none if that was not asked for or could not be done
 * @param problems what kept the archive from being opened or listed, one line each
 */
public record CheckReport(CheckLevel level, List<WalkReport> trees, List<ListingReport> listings,
                          List<String> problems) {

    public CheckReport {
        trees = List.copyOf(trees);
        listings = List.copyOf(listings);
        problems = List.copyOf(problems);
    }

    /** True if nothing is wrong. */
    public boolean sound() {
        return problems.isEmpty() && trees.stream().allMatch(tree -> tree.whole() && tree.oddities().isEmpty())
                && listings.stream().allMatch(ListingReport::sound);
    }
}
