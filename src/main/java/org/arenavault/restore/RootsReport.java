package org.arenavault.restore;

import java.util.List;
import java.util.Optional;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.WalkReport;

/**
 * The roots in the arenas that came back, as far as they were walked: from the newest to the newest whose whole tree
 * is there.
 *
 * @param found how many root blocks there are
 * @param walked newest first; only the last can be whole
 * @param problems what could not be looked at, one line each
 */
public record RootsReport(long found, List<Walked> walked, List<String> problems) {

    /** For a store without a root. */
    public static final RootsReport NONE = new RootsReport(0, List.of(), List.of());

    /**
     * A root that was walked.
     *
     * @param root where it was found
     * @param report what its tree has, and lacks
     * @param forFossil whether a fossil can begin from it; told of whole ones
     */
    public record Walked(FoundRoot root, WalkReport report, boolean forFossil) {
    }

    public RootsReport {
        walked = List.copyOf(walked);
        problems = List.copyOf(problems);
    }

    /** The newest root with its whole tree. */
    public Optional<FoundRoot> newestWhole() {
        return whole().map(Walked::root);
    }

    /** The same, with what was found below it. */
    public Optional<Walked> whole() {
        return walked.stream().filter(walk -> walk.report().whole()).findFirst();
    }

    /** Those that are newer, and lack something. */
    public List<Walked> newerButBroken() {
        return walked.stream().filter(walk -> !walk.report().whole()).toList();
    }
}
