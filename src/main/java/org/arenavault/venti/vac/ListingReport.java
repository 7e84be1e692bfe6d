package org.arenavault.venti.vac;

import java.util.List;

/**
 * What the files of an archive come to. A directory that is named many times, as the days of an archive name what
 * did not change, counts once.
 *
 * @param files files, links, devices and pipes
 * @param bytes sum of their lengths
 * @param problemCount what vacfs would not show as it should be
 * @param problems the first of it, one line each
 */
public record ListingReport(long directories, long files, long bytes, long problemCount, List<String> problems) {

    public ListingReport {
        problems = List.copyOf(problems);
    }

    /** True if every directory and every record can be read and agrees with its entry. */
    public boolean sound() {
        return problemCount == 0;
    }
}
